import { isLoopback, normalizeAddress } from '../../api/address';

/** A server to sign in to, or an address to show in the form. */
export type DevSignIn = { address: string; token: string } | { prefill: string };

/**
 * What `npm start` asks for, or undefined. A token is accepted for a loopback address only; the demo server of that
 * run alone knows it, so any other server refuses it at sign-in. A `prefill` only fills in the form's address.
 */
export function readDevSignIn(value: string | undefined): DevSignIn | undefined {
  if (value === undefined || value.length > 4096) return undefined;
  let spec: unknown;
  try {
    spec = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (typeof spec !== 'object' || spec === null) return undefined;
  const { url, token, prefill } = spec as Record<string, unknown>;
  if (typeof prefill === 'string') {
    const checked = normalizeAddress(prefill);
    return 'error' in checked ? undefined : { prefill: checked.address };
  }
  if (typeof url !== 'string' || typeof token !== 'string' || !/^[A-Za-z0-9]{32,128}$/.test(token))
    return undefined;
  const checked = normalizeAddress(url);
  if ('error' in checked || !isLoopback(checked.address)) return undefined;
  return { address: checked.address, token };
}
