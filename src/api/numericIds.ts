import Hashids from 'hashids';
import { isId } from './ids';
import type { Id } from './types';

/** Invoice Ninja pads ids to this length (docs/invoice-ninja-api.md §4). */
const minLength = 10;

/**
 * Converts between ids and the numbers of the server's database. Works only as long as every id of the account decodes
 * with the salt. Never throws.
 */
export class NumericIds {
  private readonly hashids: Hashids | undefined;
  private seenAny = false;
  private failed = false;

  /** @param salt the server's `HASH_SALT`; empty on most servers. It is a secret: it must not be logged. */
  constructor(salt = '') {
    try {
      this.hashids = new Hashids(salt, minLength);
    } catch {
      this.hashids = undefined;
    }
  }

  /** Checks an id of the account. One that does not decode turns the numbers off. */
  see(id: Id): void {
    if (id === '') return;
    this.seenAny = true;
    if (this.decode(id) === undefined) this.failed = true;
  }

  /** Whether numbers can be shown and accepted: at least one id was checked and all of them decode. */
  get usable(): boolean {
    return this.seenAny && !this.failed;
  }

  /** The number of an id, or undefined if numbers are not usable. */
  toNumber(id: Id): number | undefined {
    return this.usable ? this.decode(id) : undefined;
  }

  /** The id of a number, or undefined if numbers are not usable or this is none. */
  toId(value: number): Id | undefined {
    if (!this.usable || !this.hashids || !Number.isSafeInteger(value) || value < 1) return undefined;
    return this.hashids.encode(value) || undefined;
  }

  private decode(id: Id): number | undefined {
    if (!this.hashids || !isId(id)) return undefined;
    try {
      // `decode` throws on characters outside the alphabet (docs/invoice-ninja-api.md §4) and may answer bigint for large values.
      const numbers = this.hashids.decode(id);
      const first = numbers.length === 1 ? Number(numbers[0]) : NaN;
      return Number.isSafeInteger(first) && this.hashids.encode(first) === id ? first : undefined;
    } catch {
      return undefined;
    }
  }
}
