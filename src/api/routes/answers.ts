import { isExactNumber } from '../exactNumber';
import { isRecord } from '../json';
import { requireClientId, requireOwnId, requireSame } from './identity';
import { ShapeError } from './shapeError';
import type {
  Activity,
  Client,
  ClientDocument,
  Company,
  Contact,
  Group,
  Id,
  Page,
  Pagination,
  StaticRow,
  Statics,
  User,
} from '../types';

/*
 * Converts the JSON of answers into the types of `types.ts`. Lenient and in place: named keys get their type (numeric text
 * becomes a number, a missing text `""`), all other keys keep their values.
 */

type Row = Record<string, unknown>;

/** One client; its id may be `""` only for a blank template. */
export function toClient(value: unknown, options: { blank?: boolean } = {}): Client {
  const row = record(value, 'client');
  if (typeof row.id !== 'string') row.id = asText(row.id);
  if (!options.blank) requireClientId(row.id as string);
  // Written out: named properties are several times faster than computed ones, and lists are long.
  if (typeof row.name !== 'string') row.name = asText(row.name);
  if (typeof row.display_name !== 'string') row.display_name = asText(row.display_name);
  if (typeof row.number !== 'string') row.number = asText(row.number);
  if (typeof row.balance !== 'number') row.balance = asNumber(row.balance);
  if (typeof row.paid_to_date !== 'number') row.paid_to_date = asNumber(row.paid_to_date);
  if (typeof row.credit_balance !== 'number') row.credit_balance = asNumber(row.credit_balance);
  if (typeof row.archived_at !== 'number') row.archived_at = asNumber(row.archived_at);
  if (typeof row.updated_at !== 'number') row.updated_at = asNumber(row.updated_at);
  if (typeof row.created_at !== 'number') row.created_at = asNumber(row.created_at);
  if (typeof row.is_deleted !== 'boolean') row.is_deleted = asFlag(row.is_deleted);
  // PHP writes an empty map as a list.
  row.settings = isRecord(row.settings) ? withoutProto(row.settings) : {};
  row.contacts = list(row.contacts);
  for (const contact of row.contacts as Row[]) {
    toContact(contact);
    if (!options.blank) requireOwnId(contact);
  }
  if (row.documents !== undefined) {
    row.documents = list(row.documents);
    (row.documents as Row[]).forEach(toDocument);
  }
  if (row.gateway_tokens !== undefined) row.gateway_tokens = list(row.gateway_tokens);
  if (row.locations !== undefined) row.locations = list(row.locations);
  return row as Client;
}

function toContact(row: Row): Contact {
  if (typeof row.id !== 'string') row.id = asText(row.id);
  if (typeof row.first_name !== 'string') row.first_name = asText(row.first_name);
  if (typeof row.last_name !== 'string') row.last_name = asText(row.last_name);
  if (typeof row.email !== 'string') row.email = asText(row.email);
  if (typeof row.phone !== 'string') row.phone = asText(row.phone);
  if (typeof row.is_primary !== 'boolean') row.is_primary = asFlag(row.is_primary);
  return row as Contact;
}

/** One document. */
export function toDocument(value: unknown): ClientDocument {
  const row = record(value, 'document');
  for (const key of ['id', 'name', 'type']) text(row, key);
  requireOwnId(row);
  for (const key of ['size', 'created_at', 'updated_at']) number(row, key);
  flag(row, 'is_public');
  return row as ClientDocument;
}

/** One group. */
export function toGroup(value: unknown): Group {
  const row = record(value, 'group');
  for (const key of ['id', 'name']) text(row, key);
  requireOwnId(row);
  return row as Group;
}

/** One user. */
export function toUser(value: unknown): User {
  const row = record(value, 'user');
  for (const key of ['id', 'first_name', 'last_name', 'email']) text(row, key);
  requireOwnId(row);
  return row as User;
}

/** One activity. */
export function toActivity(value: unknown): Activity {
  const row = record(value, 'activity');
  for (const key of ['id', 'activity_type_id', 'notes']) text(row, key);
  number(row, 'created_at');
  return row as Activity;
}

/** The company of the token. */
export function toCompany(value: unknown): Company {
  const raw = record(value, 'company');
  text(raw, 'id');
  requireOwnId(raw);
  const settings: Row = isRecord(raw.settings) ? raw.settings : {};
  // The server stores `Label|type` (docs/invoice-ninja-api.md §12).
  const customFields = Object.entries(isRecord(raw.custom_fields) ? raw.custom_fields : {})
    .map(([key, label]) => [key, asText(label).split('|')[0]?.trim() ?? ''] as const)
    .filter(([, label]) => label !== '');
  return {
    id: asText(raw.id),
    name: asText(settings.name) || asText(raw.name),
    currencyId: asText(settings.currency_id),
    countryId: asText(settings.country_id),
    languageId: asText(settings.language_id),
    customFields: Object.fromEntries(customFields),
    passwordTimeout: asNumber(raw.default_password_timeout),
    oauthPasswordRequired: asFlag(raw.oauth_password_required),
    raw,
  };
}

/** The lookup tables. */
export function toStatics(value: unknown): Statics {
  const raw = record(value, 'lookup table');
  if (!Array.isArray(raw.countries) || !Array.isArray(raw.currencies)) {
    throw new ShapeError('The lookup tables are missing.');
  }
  const updates: Row = isRecord(raw.bulk_updates) ? raw.bulk_updates : {};
  const columns = Array.isArray(updates.client) ? updates.client : [];
  return {
    countries: staticRows(raw.countries),
    currencies: staticRows(raw.currencies),
    languages: staticRows(raw.languages),
    industries: staticRows(raw.industries),
    sizes: staticRows(raw.sizes),
    bulkUpdateColumns: columns.filter((column) => typeof column === 'string'),
  };
}

function staticRows(value: unknown): StaticRow[] {
  return list(value).map((row) => {
    text(row, 'id');
    text(row, 'name');
    return row as StaticRow;
  });
}

/** `{data: …}` of a single record. */
export function dataOf(body: unknown): unknown {
  if (!isRecord(body) || !isRecord(body.data)) throw new ShapeError('The answer holds no record.');
  return body.data;
}

/** Reads `{data: client}` of one client. */
export function clientOf(id: Id): (body: unknown) => Client {
  return (body) => requireSame(toClient(dataOf(body)), id);
}

/** `{data: […], meta: {pagination}}`. A reply without pagination counts as one whole page. */
export function toPage<T>(body: unknown, toRow: (value: unknown) => T): Page<T> {
  if (!isRecord(body) || !Array.isArray(body.data)) throw new ShapeError('The answer holds no list.');
  const rows = body.data.map((row) => toRow(row));
  return { rows, pagination: toPagination(body.meta, rows.length) };
}

function toPagination(meta: unknown, count: number): Pagination {
  const raw = isRecord(meta) && isRecord(meta.pagination) ? meta.pagination : undefined;
  if (!raw) return { total: count, count, perPage: count, currentPage: 1, totalPages: 1 };
  return {
    total: asNumber(raw.total),
    count: asNumber(raw.count),
    perPage: asNumber(raw.per_page),
    currentPage: asNumber(raw.current_page),
    totalPages: asNumber(raw.total_pages),
  };
}

function record(value: unknown, what: string): Row {
  if (!isRecord(value)) throw new ShapeError(`A ${what} is not a record.`);
  return withoutProto(value);
}

/** Drops the key `__proto__` of a parsed record: copied by assignment it would change the copy's prototype. */
function withoutProto(row: Row): Row {
  if (Object.hasOwn(row, '__proto__')) Reflect.deleteProperty(row, '__proto__');
  return row;
}

/** The records of a list; a map counts as its values (PHP writes lists with gaps as maps), anything else as none. */
function list(value: unknown): Row[] {
  const values = Array.isArray(value) ? (value as unknown[]) : isRecord(value) ? Object.values(value) : [];
  const rows = values.every(isRecord) ? values : values.filter(isRecord);
  rows.forEach(withoutProto);
  return rows;
}

function text(row: Row, key: string): void {
  if (typeof row[key] !== 'string') row[key] = asText(row[key]);
}

function number(row: Row, key: string): void {
  if (typeof row[key] !== 'number') row[key] = asNumber(row[key]);
}

function flag(row: Row, key: string): void {
  if (typeof row[key] !== 'boolean') row[key] = asFlag(row[key]);
}

/** A text, or a number as text; `""` for anything else. */
export function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || isExactNumber(value) ? String(value) : '';
}

/** A number, also from numeric text; 0 for anything else. Amounts and times are doubles on the server, too. */
export function asNumber(value: unknown): number {
  const isNumeral = isExactNumber(value) || (typeof value === 'string' && value.trim() !== '');
  const result = isNumeral ? Number(value) : value;
  return typeof result === 'number' && Number.isFinite(result) ? result : 0;
}

function asFlag(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}
