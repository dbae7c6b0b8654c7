import type {
  ActivityRow,
  ClientRow,
  Company,
  ContactRow,
  DocumentRow,
  LedgerRow,
  LocationRow,
  RelatedKind,
  RelatedRow,
  TokenRow,
} from './rows';
import { Store, type LazyRows } from './store';

/** First line of a stored state; rows follow as `[table, row]`. */
export interface StoreDump {
  company: Company;
  counters: { activities: number; ledger: number; lazy: number };
  highest: Record<string, number>;
}

/** A line after the first one: the name of a table with a row, or the name of a list with its key and rows. */
export type DumpLine = [string, object];

/** The whole state as lines for a file, the `StoreDump` first. */
export function* dumpStore(store: Store): Generator<StoreDump | DumpLine> {
  const tables = Object.entries(store.tables());
  const highest = Object.fromEntries(tables.map(([name, table]) => [name, table.highest]));
  yield { company: store.company, counters: store.counters, highest };
  for (const [name, table] of tables) for (const row of table.all()) yield [name, row];
  for (const [id, rows] of store.ledgerOf.entries()) yield ['ledger', { id, rows }];
  for (const [id, rows] of store.knownActivities()) yield ['activities', { id, rows }];
  for (const [kind, id, rows] of store.knownRelated()) yield [`related ${kind}`, { id, rows }];
}

/** A store from such lines. */
export function restoreStore(head: StoreDump, lines: DumpLine[], lazy?: LazyRows): Store {
  const store = new Store(head.company, lazy);
  for (const [name, content] of lines) {
    if ('rows' in content) restoreList(store, name, content as { id: number; rows: unknown[] });
    else restoreRow(store, name, content);
  }
  for (const [name, table] of Object.entries(store.tables())) table.raiseCounter(head.highest[name] ?? 0);
  Object.assign(store.counters, head.counters);
  return store;
}

function restoreList(store: Store, name: string, { id, rows }: { id: number; rows: unknown[] }): void {
  if (name === 'ledger') store.ledgerOf.set(id, rows as LedgerRow[]);
  else if (name === 'activities') store.setActivities(id, rows as ActivityRow[]);
  else store.setRelated(name.replace('related ', '') as RelatedKind, id, rows as RelatedRow[]);
}

function restoreRow(store: Store, name: string, row: object): void {
  if (name === 'clients') store.addClient(row as ClientRow);
  else if (name === 'contacts') store.addContact(row as ContactRow);
  else store.tables()[name]?.add(row as { id: number });
  if (name === 'documents') store.documentsOf.add((row as DocumentRow).client_id, row as DocumentRow);
  if (name === 'gatewayTokens') store.tokensOf.add((row as TokenRow).client_id, row as TokenRow);
  if (name === 'locations' && !(row as LocationRow).is_deleted) {
    store.locationsOf.add((row as LocationRow).client_id, row as LocationRow);
  }
}
