import { randomInt } from 'node:crypto';

/** Characters of keys and tokens. */
export const KEY_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random letters and digits from a secure source, for contact keys, hashes and tokens. */
export function randomKey(length: number): string {
  let key = '';
  for (let n = 0; n < length; n++) key += KEY_LETTERS.charAt(randomInt(KEY_LETTERS.length));
  return key;
}
