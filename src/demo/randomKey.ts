import { randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random letters and digits from a secure source, for contact keys, hashes and tokens. */
export function randomKey(length: number): string {
  let key = '';
  for (let n = 0; n < length; n++) key += letters.charAt(randomInt(letters.length));
  return key;
}
