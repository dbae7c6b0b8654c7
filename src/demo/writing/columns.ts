import { isArrayOrObject, jsonEncode, leadingNumber, text } from '../php';
import { BrokenReference, serverError } from '../http/problem';
import type { ClientRow, NullableText } from '../store/rows';

interface CharacterColumn {
  kind: 'text';
  characters: number;
}
interface ByteColumn {
  kind: 'bytes';
  bytes: number;
}
type Column =
  | CharacterColumn
  | ByteColumn
  | { kind: 'reference' }
  | { kind: 'lookup'; highest: number }
  | { kind: 'flag' };

const short: Column = { kind: 'text', characters: 191 };
const long: Column = { kind: 'bytes', bytes: 65535 };

/** Columns of a client that POST and PUT may set, with their sizes (docs/invoice-ninja-api.md §6.2, §6.3). */
export const CLIENT_COLUMNS = {
  assigned_user_id: { kind: 'reference' },
  name: short,
  website: short,
  private_notes: long,
  public_notes: long,
  industry_id: { kind: 'lookup', highest: 33 },
  size_id: { kind: 'lookup', highest: 6 },
  address1: short,
  address2: short,
  city: short,
  state: short,
  postal_code: short,
  country_id: { kind: 'reference' },
  phone: { kind: 'text', characters: 255 },
  custom_value1: long,
  custom_value2: long,
  custom_value3: long,
  custom_value4: long,
  shipping_address1: short,
  shipping_address2: short,
  shipping_city: short,
  shipping_state: short,
  shipping_postal_code: short,
  shipping_country_id: { kind: 'reference' },
  vat_number: short,
  id_number: short,
  group_settings_id: { kind: 'reference' },
  number: short,
  routing_id: short,
  is_tax_exempt: { kind: 'flag' },
  has_valid_vat_number: { kind: 'flag' },
  classification: short,
} as const satisfies Partial<Record<keyof ClientRow, Column>>;

/** Columns of a contact that POST and PUT may set. */
export const CONTACT_COLUMNS = {
  first_name: short,
  last_name: short,
  phone: short,
  custom_value1: short,
  custom_value2: short,
  custom_value3: short,
  custom_value4: short,
  email: { kind: 'text', characters: 100 },
  is_primary: { kind: 'flag' },
  send_email: { kind: 'flag' },
} as const;

/** Some values fail on INSERT only. */
export type WriteMode = 'insert' | 'update';
/** Text that is too long: `cut` without the database's strict mode (recorded), `error` with it. */
export type OverLong = 'cut' | 'error';

/** The value that a column stores. Throws the 500 of the real server if the SQL statement would fail. */
export function columnValue(
  column: Column,
  value: unknown,
  mode: WriteMode,
  overLong: OverLong,
): NullableText | number | boolean {
  if (isArrayOrObject(value) && mode === 'insert') throw serverError();
  const scalar = isArrayOrObject(value) ? jsonEncode(value) : value;
  switch (column.kind) {
    case 'text':
    case 'bytes':
      return scalar === null || scalar === undefined ? null : fitText(column, text(scalar), overLong);
    case 'reference':
      return asUnsigned(scalar);
    case 'lookup':
      return asLookupId(scalar, column.highest);
    case 'flag':
      if (scalar === null && mode === 'insert') throw serverError();
      return typeof scalar === 'boolean' ? scalar : Math.trunc(leadingNumber(text(scalar))) !== 0;
  }
}

function fitText(column: CharacterColumn | ByteColumn, value: string, overLong: OverLong): string {
  const fits =
    column.kind === 'text' ? value.length <= column.characters : Buffer.byteLength(value) <= column.bytes;
  if (fits) return value;
  if (overLong === 'error') throw serverError();
  if (column.kind === 'text') return [...value].slice(0, column.characters).join('');
  return Buffer.from(value)
    .subarray(0, column.bytes)
    .toString('utf8')
    .replace(/\ufffd+$/, '');
}

/** An unsigned integer column: text counts by its numeric beginning, negative numbers become 0. */
function asUnsigned(value: unknown): number | null {
  if (value === null || value === undefined) return null;
  return Math.max(0, Math.trunc(leadingNumber(text(value))));
}

/** A column with a foreign key: an unknown row makes the statement fail. */
function asLookupId(value: unknown, highest: number): number | null {
  const id = asUnsigned(value);
  if (id !== null && (id < 1 || id > highest)) throw new BrokenReference();
  return id;
}
