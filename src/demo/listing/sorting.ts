import { collator } from '../store/collation';
import type { Dialect } from '../dialect';
import { isArrayOrObject, text } from '../php';
import { serverError } from '../http/problem';
import type { ClientRow } from '../store/rows';
import type { Store } from '../store/store';
import { displayName } from '../store/displayName';

/** Value of a sorted column. */
export type SortValue = string | number | null;

/** One order of a list. */
export interface SortKey {
  /** Name under which `ListCache` keeps the sorted column; empty for orders that are not kept. */
  column: string;
  descending: boolean;
  value: (client: ClientRow) => SortValue;
}

const plainColumns: ReadonlySet<string> = new Set(
  `id user_id assigned_user_id name website private_notes public_notes balance paid_to_date payment_balance
   credit_balance group_settings_id last_login client_hash size_id industry_id country_id shipping_country_id
   address1 address2 phone city state postal_code custom_value1 custom_value2 custom_value3 custom_value4
   shipping_address1 shipping_address2 shipping_city shipping_state shipping_postal_code vat_number id_number
   number routing_id classification created_at updated_at`.split(/\s+/),
);

/** Columns of the real table that a row here does not have under the same name. */
const derivedColumns: Record<string, (client: ClientRow) => SortValue> = {
  deleted_at: (client) => client.deleted_at || null,
  is_deleted: (client) => Number(client.is_deleted),
  is_tax_exempt: (client) => Number(client.is_tax_exempt),
  has_valid_vat_number: (client) => Number(client.has_valid_vat_number),
  settings: (client) => JSON.stringify(client.settings),
  tax_data: (client) => JSON.stringify(client.tax_info),
  e_invoice: (client) => JSON.stringify(client.e_invoice),
  company_id: () => 1,
  logo: () => null,
};

/** Parses a `sort` value. Column names ignore case, directions do not (recorded: sort/*). */
export function parseSort(store: Store, dialect: Dialect, value: unknown): SortKey[] {
  if (isArrayOrObject(value)) {
    return dialect.severalSorts ? Object.values(value).flatMap((one) => parseSort(store, dialect, one)) : [];
  }
  const parts = text(value).split('|');
  const [column = '', direction] = parts;
  if (parts.length !== 2 || column === 'documents') return [];
  const found = sortValue(store, dialect, column);
  if (found) return [{ ...found, descending: direction !== 'asc' }];
  if (dialect.unknownSortColumn === 'error') throw serverError();
  return [];
}

function sortValue(store: Store, dialect: Dialect, column: string): Omit<SortKey, 'descending'> | undefined {
  if (column === 'number') return { column: 'number+0', value: (client) => numericPart(client.number) };
  const name = column === 'display_name' ? 'name' : column.toLowerCase().replace(/^clients\./, '');
  if (dialect.contactSorts) {
    if (name === 'name')
      return { column: 'display_name', value: (client) => displayName(store, client).trim() };
    if (name === 'contacts')
      return { column: name, value: (client) => firstContact(store, client, 'first_name') };
    if (name === 'contact_email')
      return { column: name, value: (client) => firstContact(store, client, 'email') };
  }
  const other = Object.hasOwn(derivedColumns, name) ? derivedColumns[name] : undefined;
  if (other) return { column: name, value: other };
  if (!plainColumns.has(name)) return undefined;
  return { column: name, value: (client) => client[name as keyof ClientRow] as SortValue };
}

/** `number` sorts by its digits: `REGEXP_REPLACE(number, '[^0-9]+', '') + 0`. */
function numericPart(number: string | null): number | null {
  return number === null ? null : Number(number.replace(/\D+/g, ''));
}

function firstContact(store: Store, client: ClientRow, key: 'first_name' | 'email'): string {
  return store.liveContacts(client.id)[0]?.[key] ?? '';
}

/** NULL first, numbers by value, text by the collation. */
export function compareValues(a: SortValue, b: SortValue): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(String(a), String(b));
}

/** Sorts rows by several keys; equal rows by id, in the direction of the first key. */
export function sortRows(rows: readonly ClientRow[], keys: SortKey[]): ClientRow[] {
  const first = keys[0];
  if (!first) return [...rows];
  const decorated = rows.map((row) => ({ row, values: keys.map((key) => key.value(row)) }));
  decorated.sort((a, b) => {
    for (const [index, key] of keys.entries()) {
      const order = compareValues(a.values[index] ?? null, b.values[index] ?? null);
      if (order !== 0) return key.descending ? -order : order;
    }
    return first.descending ? b.row.id - a.row.id : a.row.id - b.row.id;
  });
  return decorated.map((entry) => entry.row);
}
