const atom = /^[\p{L}\p{N}\p{M}!#$%&'*+/=?^_`{|}~-]+$/u;

/** Laravel's `email` rule, the grammar of RFC 5321 and 6531: `a@b` is an address, `a..b@c.de` is not. */
export function isEmail(value: unknown): boolean {
  if (typeof value !== 'string') return false;
  const at = value.lastIndexOf('@');
  if (at < 1 || at === value.length - 1) return false;
  return isLocalPart(value.slice(0, at)) && isDomain(value.slice(at + 1));
}

function isLocalPart(local: string): boolean {
  if (/^"(?:[^"\\\r\n]|\\.)*"$/.test(local)) return true;
  return local.split('.').every((part) => atom.test(part));
}

function isDomain(domain: string): boolean {
  if (/^\[(?:\d{1,3}(?:\.\d{1,3}){3}|IPv6:[0-9a-f:.]+)\]$/i.test(domain)) return true;
  if (domain.length > 253) return false;
  return domain
    .split('.')
    .every(
      (part) =>
        part.length <= 63 && /^[\p{L}\p{N}\p{M}_](?:[\p{L}\p{N}\p{M}_-]*[\p{L}\p{N}\p{M}_])?$/u.test(part),
    );
}
