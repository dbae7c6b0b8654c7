import type { ClientRow } from '../store/rows';
import { compareValues, type SortKey, type SortValue } from './sorting';
import type { Store } from '../store/store';

interface Entry {
  row: ClientRow;
  value: SortValue;
}

/** All clients in the order of a column. After a few changes only the changed rows are sorted in again. */
export class SortedColumn {
  private entries: Entry[] = [];
  private sorted: ClientRow[] | undefined;
  private readonly changed = new Set<ClientRow>();

  constructor(
    private readonly store: Store,
    private readonly key: SortKey,
  ) {}

  markChanged(client: ClientRow): void {
    this.changed.add(client);
  }

  /** Ascending rows. Do not change the array. */
  rows(): readonly ClientRow[] {
    if (this.sorted && this.changed.size === 0) return this.sorted;
    if (!this.sorted || this.changed.size > this.entries.length / 10) {
      this.entries = this.sort(this.store.clients.all());
    } else {
      const kept = this.entries.filter((entry) => !this.changed.has(entry.row));
      const moved = [...this.changed].filter((row) => this.store.clients.get(row.id) === row);
      this.entries = merge(kept, this.sort(moved));
    }
    this.changed.clear();
    return (this.sorted = this.entries.map((entry) => entry.row));
  }

  private sort(rows: readonly ClientRow[]): Entry[] {
    return rows.map((row) => ({ row, value: this.key.value(row) })).sort(compareEntries);
  }
}

function compareEntries(a: Entry, b: Entry): number {
  return compareValues(a.value, b.value) || a.row.id - b.row.id;
}

/** Merges two sorted lists. */
function merge(long: Entry[], short: Entry[]): Entry[] {
  const out: Entry[] = [];
  let next = 0;
  for (const entry of long) {
    for (let other = short[next]; other && compareEntries(other, entry) < 0; other = short[++next])
      out.push(other);
    out.push(entry);
  }
  for (const entry of short.slice(next)) out.push(entry);
  return out;
}
