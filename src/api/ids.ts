import Hashids from 'hashids';
import { ApiError } from './errors';
import type { Id } from './types';

const idPattern = /^[A-Za-z0-9]{10,64}$/;
/** Invoice Ninja pads ids to this length (reference §4). */
const minimumLength = 10;

/** True for text that may be an id. By alphabet and length only: a server may have a salt of its own. */
export function isId(value: unknown): value is Id {
  return typeof value === 'string' && idPattern.test(value);
}

/** Returns the id, or throws an `ApiError` of kind `notFound`: it is about to go into a path. */
export function requireId(value: string): Id {
  if (!isId(value)) throw new ApiError('notFound', 'There is no such record: the id is not valid.');
  return value;
}

/**
 * Numbers behind the ids, for people who know them from the database.
 * Valid only while every id that was seen decodes with the salt; nothing here throws.
 */
export class NumericIds {
  private readonly hashids: Hashids | undefined;
  private seenAny = false;
  private failed = false;

  /** @param salt the server's `HASH_SALT`; empty on most servers. It is a secret: it must not be logged. */
  constructor(salt = '') {
    try {
      this.hashids = new Hashids(salt, minimumLength);
    } catch {
      this.hashids = undefined;
    }
  }

  /** Tell every id the account shows; one that does not decode switches the numbers off for good. */
  see(id: Id): void {
    if (id === '') return;
    this.seenAny = true;
    if (this.decode(id) === undefined) this.failed = true;
  }

  /** Whether numbers may be shown and accepted: at least one id was seen and all of them decode. */
  get usable(): boolean {
    return this.seenAny && !this.failed;
  }

  /** The number of an id, or undefined when numbers are not usable. */
  toNumber(id: Id): number | undefined {
    return this.usable ? this.decode(id) : undefined;
  }

  /** The id of a number, or undefined when numbers are not usable or this is none. */
  toId(value: number): Id | undefined {
    if (!this.usable || !this.hashids || !Number.isSafeInteger(value) || value < 1) return undefined;
    return this.hashids.encode(value) || undefined;
  }

  private decode(id: Id): number | undefined {
    if (!this.hashids || !isId(id)) return undefined;
    try {
      // `decode` throws on characters outside the alphabet (reference §4) and may answer bigint for large values.
      const numbers = this.hashids.decode(id);
      const first = numbers.length === 1 ? Number(numbers[0]) : NaN;
      return Number.isSafeInteger(first) && this.hashids.encode(first) === id ? first : undefined;
    } catch {
      return undefined;
    }
  }
}
