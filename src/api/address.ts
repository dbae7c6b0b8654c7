import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';

/** A valid address, or a sentence that says what is wrong with the input. */
export type AddressCheck = { address: string; insecure: boolean } | { error: string };

const schemePattern = /^([a-z][a-z0-9+.-]*):\/\//i;

/**
 * Normalizes the address of an Invoice Ninja that the user typed or pasted, without `/api/v1`. `insecure` is true for
 * plain HTTP to another machine. Never throws.
 */
export function normalizeAddress(input: string): AddressCheck {
  const typed = input.replace(/[\s\u200b\ufeff]+/g, '');
  if (typed === '') return { error: l10n.t('Enter the address of your Invoice Ninja.') };
  const scheme = schemePattern.exec(typed)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== 'https' && scheme !== 'http') {
    return { error: l10n.t('An address starts with https://, not {0}://.', scheme) };
  }
  const url = parse(scheme === undefined ? `https://${typed.replace(/^\/+/, '')}` : typed);
  if (!url || url.hostname === '') return { error: l10n.t('This is not a web address.') };
  if (url.username !== '' || url.password !== '') {
    return {
      error: l10n.t('Leave the user name and password out of the address; the API token is asked for next.'),
    };
  }
  const address = url.origin + cleanPath(url.pathname);
  return { address, insecure: url.protocol === 'http:' && !isLoopback(address) };
}

/** True if the address is this machine: `localhost` and its sub-domains, 127.0.0.0/8, `[::1]`. */
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
 * Stable id of an account: 16 lower-case hex characters, as it becomes the authority of URIs. Addresses that only differ
 * in spelling give the same id.
 */
export function accountId(address: string, companyId: string): string {
  const checked = normalizeAddress(address);
  const normal = 'address' in checked ? checked.address : address;
  return createHash('sha256').update(`${normal}\n${companyId}`).digest('hex').slice(0, 16);
}

function parse(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** Sub-path of the installation: without the parts of the API and the admin page, and without a `/` at the end. */
function cleanPath(pathname: string): string {
  return pathname
    .replace(/\/{2,}/g, '/')
    .replace(/\/api(\/v1(\/.*)?)?\/?$/i, '')
    .replace(/\/index\.(php|html)$/i, '')
    .replace(/\/+$/, '');
}
