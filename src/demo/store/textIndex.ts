import { equalityKey } from './collation';

/**
 * Which ids hold a text, by the database's idea of equality; filled at the first look-up, so that a large state loads
 * fast. Most texts are unique, so one id needs no set.
 */
export class TextIndex {
  private readonly ids = new Map<string, number | Set<number>>();
  private filled = false;

  constructor(private readonly fill: (index: TextIndex) => void) {}

  add(text: string | null, id: number): void {
    if (text === null || !this.filled) return;
    const key = equalityKey(text);
    const existing = this.ids.get(key);
    if (existing === undefined) this.ids.set(key, id);
    else if (typeof existing === 'number') this.ids.set(key, new Set([existing, id]));
    else existing.add(id);
  }

  remove(text: string | null, id: number): void {
    if (text === null || !this.filled) return;
    const key = equalityKey(text);
    const held = this.ids.get(key);
    if (held instanceof Set) held.delete(id);
    else if (held === id) this.ids.delete(key);
  }

  find(text: string): ReadonlySet<number> {
    if (!this.filled) {
      this.filled = true;
      this.fill(this);
    }
    const held = this.ids.get(equalityKey(text));
    if (held === undefined) return new Set();
    return typeof held === 'number' ? new Set([held]) : held;
  }
}
