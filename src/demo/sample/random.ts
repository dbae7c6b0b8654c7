import { KEY_LETTERS } from '../randomKey';

/** Repeatable pseudo-random numbers (mulberry32) for sample data. */
export class Random {
  constructor(private state: number) {
    this.next();
  }

  /** A whole number from 0, less than `limit`. */
  nextInt(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.nextInt(items.length)] as Item;
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

const keyBuffer = Buffer.alloc(64);

/** A key that looks random but is always the same for a text. For sample data only. */
export function stableKey(text: string, length: number): string {
  let seed = 2_166_136_261;
  for (let at = 0; at < text.length; at++) seed = Math.imul(seed ^ text.charCodeAt(at), 16_777_619);
  // Built in a buffer: concatenation would keep a chain of pieces in memory, a kilobyte per key.
  for (let at = 0; at < length; at++) {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    keyBuffer[at] = KEY_LETTERS.charCodeAt(((seed ^ (seed >>> 13)) >>> 0) % KEY_LETTERS.length);
  }
  return keyBuffer.toString('latin1', 0, length);
}
