/** Small repeatable random numbers (mulberry32), good enough for sample data. */
export class Random {
  constructor(private state: number) {
    this.next();
  }

  /** 0 to below `limit`. */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  pick<Item>(items: readonly Item[]): Item {
    return items[this.below(items.length)] as Item;
  }

  private next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
}

const keyBuffer = Buffer.alloc(64);
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** A key that looks random and is always the same for the same text. For sample data only. */
export function stableKey(text: string, length: number): string {
  let seed = 2_166_136_261;
  for (let at = 0; at < text.length; at++) seed = Math.imul(seed ^ text.charCodeAt(at), 16_777_619);
  // One flat string: a chain of 40 pieces would take a kilobyte a key.
  for (let at = 0; at < length; at++) {
    seed = Math.imul(seed ^ (seed >>> 15), 0x2c1b3c6d) + 0x6d2b79f5;
    keyBuffer[at] = letters.charCodeAt(((seed ^ (seed >>> 13)) >>> 0) % letters.length);
  }
  return keyBuffer.toString('latin1', 0, length);
}
