import Hashids from 'hashids';

const hashids = new Hashids('', 10);
const encoded = new Map<number, string>();

/** Public id of a number; the same number gives the same id for every entity (docs/invoice-ninja-api.md §4). */
export function encodeId(number: number): string {
  let id = encoded.get(number);
  if (id === undefined) {
    id = hashids.encode(number);
    encoded.set(number, id);
  }
  return id;
}

/** Public id of an optional reference: unset, or below zero as PHP's hashids sees it, is `""`. */
export function encodeReference(number: number | null): string {
  return number === null || number < 0 ? '' : encodeId(number);
}

/** What the server's decoder answers for text that is no id; MariaDB then stores it as 0 in an unsigned column. */
export const INVALID_ID = -1;

/** Number behind a public id, or `NO_ID`. npm's hashids throws on foreign characters, PHP's does not. */
export function decodeId(id: unknown): number {
  if (typeof id !== 'string' || !/^[A-Za-z0-9]{10,}$/.test(id)) return INVALID_ID;
  const [number] = hashids.decode(id);
  return typeof number === 'number' ? number : INVALID_ID;
}
