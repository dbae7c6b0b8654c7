import { createHash } from 'node:crypto';

/** An address that can be used, or the sentence that says why not. */
export type AddressCheck = { address: string; insecure: boolean } | { error: string };

const schemePattern = /^([a-z][a-z0-9+.-]*):\/\//i;

/**
 * Turns what a person typed or pasted into the address of an Invoice Ninja without `/api/v1`.
 * `insecure` is true for plain HTTP to anything but this machine. Never throws.
 */
export function normalizeAddress(input: string): AddressCheck {
  const typed = input.replace(/[\s\u200b\ufeff]+/g, '');
  if (typed === '') return { error: 'Enter the address of your Invoice Ninja.' };
  const scheme = schemePattern.exec(typed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
    return { error: `An address starts with https://, not ${scheme}://.` };
  }
  const url = parse(scheme === undefined ? `https://${typed.replace(/^\/+/, '')}` : typed);
  if (!url || url.hostname === '') return { error: 'This is not a web address.' };
  if (url.username !== '' || url.password !== '') {
    return { error: 'Leave the user name and password out of the address; the API token is asked for next.' };
  }
  const address = url.origin + cleanPath(url.pathname);
  return { address, insecure: url.protocol === 'http:' && !isLoopback(address) };
}

/** True when the address leads to this machine: `localhost` and its sub-domains, 127.0.0.0/8, `[::1]`. */
export function isLoopback(address: string): boolean {
  const host = parse(address)?.hostname ?? '';
  return (
    host === 'localhost' ||
    host.endsWith('.localhost') ||
    host === '[::1]' ||
    /^127(\.\d{1,3}){3}$/.test(host)
  );
}

/**
 * Short stable id of an account: the same address and company always give the same 16 lower-case hex characters,
 * so that they may be the authority of a URI. Two addresses that differ only in spelling count as one.
 */
export function accountId(address: string, companyId: string): string {
  const checked = normalizeAddress(address);
  const normal = 'address' in checked ? checked.address : address;
  return createHash('sha256').update(`${normal}\n${companyId}`).digest('hex').slice(0, 16);
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Sub-path of the installation: without what belongs to the API or to the admin page, without a `/` at the end. */
function cleanPath(pathname: string): string {
  return pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/api(\/v1(\/.*)?)?\/?$/i, '')
    .replace(/\/index\.(php|html)$/i, '')
    .replace(/\/+$/, '');
}
