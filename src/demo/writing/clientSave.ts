import type { Backend } from '../backend';
import { CLIENT_COLUMNS, columnValue, type WriteMode } from './columns';
import { storedSettings } from './clientInput';
import { ensureOneContact, syncContacts } from './contacts';
import { isArrayOrObject, isEmpty, text, type Fields } from '../php';
import { BrokenReference } from '../http/problem';
import { randomKey } from '../randomKey';
import type { ClientRow } from '../store/rows';
import { defaultSettings } from './settings';
import { tagIds } from './tags';

/** A client with the server's defaults and id 0, not stored yet. */
export function blankClient(backend: Backend, userId: number): ClientRow {
  const now = backend.clock.now();
  return {
    id: 0,
    user_id: userId,
    assigned_user_id: null,
    name: '',
    website: null,
    private_notes: null,
    public_notes: null,
    balance: 0,
    paid_to_date: 0,
    payment_balance: 0,
    credit_balance: 0,
    group_settings_id: null,
    last_login: 0,
    client_hash: randomKey(40),
    size_id: null,
    industry_id: null,
    country_id: null,
    shipping_country_id: null,
    address1: null,
    address2: null,
    phone: null,
    city: null,
    state: null,
    postal_code: null,
    custom_value1: null,
    custom_value2: null,
    custom_value3: null,
    custom_value4: null,
    shipping_address1: null,
    shipping_address2: null,
    shipping_city: null,
    shipping_state: null,
    shipping_postal_code: null,
    settings: defaultSettings(),
    is_deleted: false,
    vat_number: null,
    id_number: null,
    number: null,
    has_valid_vat_number: false,
    is_tax_exempt: false,
    routing_id: null,
    classification: null,
    tax_info: {},
    e_invoice: {},
    tags: [],
    created_at: now,
    updated_at: now,
    deleted_at: 0,
  };
}

/** Stores a prepared and validated POST. Returns the row, and the values that the answer shows as they were sent. */
export function createClient(
  backend: Backend,
  input: Fields,
  userId: number,
): { client: ClientRow; echo: Fields } {
  const { store } = backend;
  const client = blankClient(backend, userId);
  if (countsAsUpload(backend, input)) {
    // The server takes the body for an upload and fills in nothing (recorded: create/documents-key).
    client.country_id = Number(store.company.country_id);
    client.id = store.clients.nextId();
    return { client: store.addClient(client), echo: {} };
  }
  const { values, echo } = insertValues(backend, input);
  Object.assign(client, values, { settings: storedSettings(input) });
  if (isEmpty(client.country_id)) client.country_id = Number(store.company.country_id);
  if (isEmpty(echo.country_id)) delete echo.country_id;
  client.tags = tagIds(backend, input);
  if (isEmpty(client.number)) client.number = nextNumber(backend);
  client.id = store.clients.nextId();
  store.addClient(client);
  saveContacts(backend, client, input);
  store.notifyChanged(client);
  return { client, echo };
}

/** Stores a prepared and validated PUT; `updated_at` moves only when something changes. */
export function updateClient(backend: Backend, client: ClientRow, input: Fields): void {
  const { store, clock } = backend;
  if (countsAsUpload(backend, input)) {
    // The server takes the body for an upload and saves nothing (recorded: update/documents-key-with-documents).
    store.changeClient(client, { updated_at: clock.now() });
    return;
  }
  const { values } = columnValues(backend, input, 'update');
  const change: Partial<ClientRow> = { ...values, settings: storedSettings(input) };
  if (change.country_id === null || (change.country_id === undefined && isEmpty(client.country_id))) {
    change.country_id = Number(store.company.country_id);
  }
  if (Object.hasOwn(input, 'tags') && backend.dialect.tags) change.tags = tagIds(backend, input);
  if (isEmpty(change.number === undefined ? client.number : change.number))
    change.number = nextNumber(backend);
  if (isDirty(client, change)) change.updated_at = clock.now();
  store.changeClient(client, change);
  if (saveContacts(backend, client, input)) store.changeClient(client, { updated_at: clock.now() });
}

/** Column values of an INSERT. One that fails at a foreign key uses up an id, as the database's counter does. */
function insertValues(backend: Backend, input: Fields): ReturnType<typeof columnValues> {
  try {
    return columnValues(backend, input, 'insert');
  } catch (error) {
    if (error instanceof BrokenReference) backend.store.clients.nextId();
    throw error;
  }
}

function countsAsUpload(backend: Backend, input: Fields): boolean {
  return (
    backend.dialect.documentsOnWrite === 'upload' &&
    isArrayOrObject(input.documents) &&
    !isEmpty(input.documents)
  );
}

/** Saves the contacts if they were sent or if the client has none. Returns whether it did. */
function saveContacts(backend: Backend, client: ClientRow, input: Fields): boolean {
  if (isArrayOrObject(input.contacts)) syncContacts(backend, client, input.contacts);
  else if (backend.store.liveContacts(client.id).length === 0) ensureOneContact(backend, client);
  else return false;
  return true;
}

function columnValues(
  backend: Backend,
  input: Fields,
  mode: WriteMode,
): { values: Partial<ClientRow>; echo: Fields } {
  const values: Fields = {};
  const echo: Fields = {};
  for (const [name, column] of Object.entries(CLIENT_COLUMNS)) {
    if (!Object.hasOwn(input, name)) continue;
    values[name] = columnValue(column, input[name], mode, backend.dialect.overLong);
    echo[name] = input[name];
  }
  return { values, echo };
}

/** Takes the next free number from the company's counter (docs/invoice-ninja-api.md §6.6). */
export function nextNumber(backend: Backend): string {
  const { store } = backend;
  const { company } = store;
  for (;;) {
    const padded = String(company.client_number_counter++).padStart(company.counter_padding, '0');
    const pattern = company.client_number_pattern;
    const number = pattern === '' ? padded : pattern.replaceAll('{$counter}', padded);
    if (store.numbers.find(number).size === 0) return number;
  }
}

/** Whether Laravel sees a change: numbers are compared as text, objects by their JSON, in order. */
function isDirty(client: ClientRow, change: Partial<ClientRow>): boolean {
  return Object.entries(change).some(([key, value]) => {
    const before: unknown = client[key as keyof ClientRow];
    if (isArrayOrObject(value) || isArrayOrObject(before))
      return JSON.stringify(value) !== JSON.stringify(before);
    if (value === null || before === null) return value !== before;
    return text(value) !== text(before);
  });
}
