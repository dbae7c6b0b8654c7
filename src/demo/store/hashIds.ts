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

/** Public id of an optional reference; `""` for an unset or invalid one. */
export function encodeReference(number: number | null): string {
  return number === null || number < 0 ? '' : encodeId(number);
}

/** Result of decoding text that is no id. An unsigned column stores it as 0. */
export const INVALID_ID = -1;

/** Number of a public id, or `INVALID_ID`. The package throws on characters outside its alphabet, PHP's does not. */
export function decodeId(id: unknown): number {
  if (typeof id !== 'string' || !/^[A-Za-z0-9]{10,}$/.test(id)) return INVALID_ID;
  const [number] = hashids.decode(id);
  return typeof number === 'number' ? number : INVALID_ID;
}
