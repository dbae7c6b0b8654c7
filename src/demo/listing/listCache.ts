import type { Clock } from '../clock';
import { fold } from '../store/collation';
import type { Dialect } from '../dialect';
import type { Selection } from './selection';
import { applyFilters } from './filters';
import type { Fields } from '../php';
import type { ClientRow } from '../store/rows';
import { SortedColumn } from './sortedColumn';
import { sortRows } from './sorting';
import type { Store } from '../store/store';

/** Parameters that neither select nor order rows. */
const notSelecting = new Set([
  'page',
  'per_page',
  'include',
  'include_static',
  'index',
  'filter_details',
  '_method',
]);
const MAX_LISTS = 40;

/**
 * Selects and orders clients for list requests. Keeps results, sorted columns and search texts until a client
 * changes.
 */
export class ListCache {
  private readonly results = new Map<string, { version: number; rows: readonly ClientRow[] }>();
  private readonly columns = new Map<string, SortedColumn>();
  private readonly searchTexts = new WeakMap<ClientRow, string>();

  constructor(
    private readonly store: Store,
    private readonly dialect: Dialect,
    private readonly clock: Clock,
  ) {
    store.onChange((client) => {
      this.searchTexts.delete(client);
      for (const column of this.columns.values()) column.markChanged(client);
    });
  }

  /** All rows of a list request in their order; paging comes later. */
  rows(input: Fields): readonly ClientRow[] {
    const query = Object.fromEntries(Object.entries(input).filter(([name]) => !notSelecting.has(name)));
    const key = JSON.stringify(Object.entries(query));
    const known = this.results.get(key);
    if (known?.version === this.store.version) return known.rows;
    const rows = this.select(query);
    this.results.delete(key);
    this.results.set(key, { version: this.store.version, rows });
    const oldest = this.results.keys().next().value;
    if (this.results.size > MAX_LISTS && oldest !== undefined) this.results.delete(oldest);
    return rows;
  }

  private select(query: Fields): readonly ClientRow[] {
    const { store, dialect, clock } = this;
    const selection = applyFilters(query, {
      store,
      dialect,
      clock,
      searchText: (client) => this.searchText(client),
    });
    return this.order(selection);
  }

  private order(selection: Selection): readonly ClientRow[] {
    const [key, ...more] = selection.order;
    if (!key) return this.dialect.defaultOrder === 'asc' ? selection.rows : [...selection.rows].reverse();
    if (key.column === 'id' && more.length === 0) {
      return key.descending ? [...selection.rows].reverse() : selection.rows;
    }
    if (more.length > 0 || key.column === '' || selection.rows.length < 1000) {
      return sortRows(selection.rows, selection.order);
    }
    let column = this.columns.get(key.column);
    if (!column) this.columns.set(key.column, (column = new SortedColumn(this.store, key)));
    const sorted = column.rows();
    const all = selection.rows.length === sorted.length;
    const wanted = all ? sorted : this.keepSelected(sorted, selection.rows);
    return key.descending ? [...wanted].reverse() : wanted;
  }

  /** The rows of a selection in the order of `sorted`. */
  private keepSelected(sorted: readonly ClientRow[], rows: readonly ClientRow[]): readonly ClientRow[] {
    const selected = new Uint8Array(this.store.clients.highest + 1);
    for (const client of rows) selected[client.id] = 1;
    return sorted.filter((client) => selected[client.id] === 1);
  }

  /** The fields that `filter` searches, folded, one per line. */
  private searchText(client: ClientRow): string {
    let text = this.searchTexts.get(client);
    if (text === undefined) {
      const fields = [client.name, client.id_number, client.number];
      fields.push(client.custom_value1, client.custom_value2, client.custom_value3, client.custom_value4);
      for (const contact of this.store.contactsOf.of(client.id)) {
        if (contact.deleted_at === 0)
          fields.push(contact.first_name, contact.last_name, contact.email, contact.phone);
      }
      text = fold(
        fields
          .filter((field) => field !== null && field !== '')
          .map((field) => field?.replaceAll('\n', ' '))
          .join('\n'),
      );
      this.searchTexts.set(client, text);
    }
    return text;
  }
}
