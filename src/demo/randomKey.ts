import { randomInt } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Letters and digits from a secure source: contact keys, hashes, tokens. */
export function randomKey(length: number): string {
  let key = '';
  for (let n = 0; n < length; n++) key += letters.charAt(randomInt(letters.length));
  return key;
}
