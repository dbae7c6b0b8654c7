import { equalityKey } from './collation';

/**
 * Ids by text, compared as the database does. Filled at the first search, so that a large state loads fast. Most texts
 * are unique, so a single id is kept without a set.
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
