import { decodeId } from './hashIds';
import { isArray, text, type Fields } from '../php';
import { randomKey } from '../randomKey';
import type { ClientRow, Company, ContactRow, UserRow } from './rows';
import { RELATED_KINDS } from './rows';
import { Store } from './store';

/** A corpus' seed.json is answers of the API; this is how they become rows again. */
const object = (value: unknown): Fields => (isArray(value) ? (value as Fields) : {});
const list = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(object) : []);
const number = (value: unknown): number => (typeof value === 'number' ? value : Number(text(value)) || 0);
const nullable = (value: unknown): string | null => text(value) || null;
const reference = (value: unknown): number | null => (text(value) === '' ? null : decodeId(value));
const lookup = (value: unknown): number | null => (text(value) === '' ? null : Number(value));

/** Loads a recorded starting state (seed.json of a conformance corpus). */
export function storeFromSeed(seed: Fields): Store {
  const store = new Store(company(object(seed.company)));
  const auth = object(seed.auth);
  store.users.add(user(object(auth.user), auth));
  const viewer = object(auth.viewer);
  if (viewer.token !== undefined) store.users.add(user(viewer, viewer));
  for (const row of list(seed.clients)) addClient(store, row);
  for (const row of list(seed.group_settings)) addGroup(store, row);
  for (const kind of RELATED_KINDS) addRelated(store, kind, list(seed[kind]));
  addDetails(store, object(seed.details));
  raiseCounters(store, object(object(seed.counters).highest_numeric_id));
  return store;
}

function company(row: Fields): Company {
  return {
    id: decodeId(row.id),
    company_key: randomKey(32),
    name: text(row.name),
    currency_id: text(row.currency_id) || '1',
    country_id: text(row.country_id) || '840',
    language_id: text(row.language_id) || '1',
    timezone_id: text(row.timezone_id) || '1',
    client_number_counter: number(row.client_number_counter) || 1,
    client_number_pattern: text(row.client_number_pattern),
    counter_padding: number(row.counter_padding) || 4,
    default_password_timeout: number(row.default_password_timeout),
    oauth_password_required: row.oauth_password_required === true,
    portal_mode: text(row.portal_mode),
    portal_domain: text(row.portal_domain),
    custom_fields: object(row.custom_fields),
    is_large: row.is_large === true,
  };
}

function user(row: Fields, secrets: Fields): UserRow {
  return {
    id: decodeId(row.id),
    token: text(secrets.token),
    password: text(secrets.password),
    first_name: text(row.first_name),
    last_name: text(row.last_name),
    email: text(row.email),
    is_admin: row.is_admin === true,
    is_owner: row.is_owner === true,
    permissions: text(row.permissions),
  };
}

function stamps(row: Fields): { created_at: number; updated_at: number; deleted_at: number } {
  return {
    created_at: number(row.created_at),
    updated_at: number(row.updated_at),
    deleted_at: number(row.archived_at),
  };
}

const clientTexts = [
  ...([
    'name',
    'website',
    'private_notes',
    'public_notes',
    'address1',
    'address2',
    'phone',
    'city',
    'state',
  ] as const),
  ...(['postal_code', 'custom_value1', 'custom_value2', 'custom_value3', 'custom_value4'] as const),
  ...(['shipping_address1', 'shipping_address2', 'shipping_city', 'shipping_state'] as const),
  ...(['shipping_postal_code', 'vat_number', 'id_number', 'number', 'routing_id', 'classification'] as const),
];
const contactTexts = [
  ...(['first_name', 'last_name', 'phone', 'custom_value1', 'custom_value2', 'custom_value3'] as const),
  'custom_value4' as const,
];

function pick<Key extends string>(row: Fields, keys: readonly Key[]): Record<Key, string | null> {
  return Object.fromEntries(keys.map((key) => [key, nullable(row[key])])) as Record<Key, string | null>;
}

function addClient(store: Store, row: Fields): void {
  const client: ClientRow = {
    id: decodeId(row.id),
    user_id: decodeId(row.user_id),
    assigned_user_id: reference(row.assigned_user_id),
    ...pick(row, clientTexts),
    balance: number(row.balance),
    paid_to_date: number(row.paid_to_date),
    payment_balance: number(row.payment_balance),
    credit_balance: number(row.credit_balance),
    group_settings_id: reference(row.group_settings_id),
    last_login: number(row.last_login),
    client_hash: text(row.client_hash),
    size_id: lookup(row.size_id),
    industry_id: lookup(row.industry_id),
    country_id: lookup(row.country_id),
    shipping_country_id: lookup(row.shipping_country_id),
    settings: structuredClone(object(row.settings)),
    is_deleted: row.is_deleted === true,
    has_valid_vat_number: row.has_valid_vat_number === true,
    is_tax_exempt: row.is_tax_exempt === true,
    tax_info: object(row.tax_info),
    e_invoice: object(row.e_invoice),
    tags: [],
    ...stamps(row),
  };
  store.addClient(client);
  for (const contact of list(row.contacts)) store.addContact(contactRow(contact, client.id));
}

function contactRow(row: Fields, clientId: number): ContactRow {
  return {
    id: decodeId(row.id),
    client_id: clientId,
    ...pick(row, contactTexts),
    email: text(row.email),
    is_primary: row.is_primary === true,
    is_locked: row.is_locked === true,
    send_email: row.send_email === true,
    cc_only: row.cc_only === true,
    can_sign: row.can_sign === true,
    contact_key: text(row.contact_key),
    last_login: number(row.last_login),
    has_password: text(row.password) !== '',
    ...stamps(row),
  };
}

function addGroup(store: Store, row: Fields): void {
  store.groups.add({
    id: decodeId(row.id),
    name: nullable(row.name),
    settings: structuredClone(object(row.settings)),
    is_deleted: row.is_deleted === true,
    ...stamps(row),
  });
}

function addRelated(store: Store, kind: (typeof RELATED_KINDS)[number], rows: Fields[]): void {
  for (const row of rows) {
    const client = store.clients.get(decodeId(row.client_id));
    if (!client) continue;
    const added = {
      id: decodeId(row.id),
      client_id: client.id,
      number: text(row.number),
      status_id: text(row.status_id),
      amount: number(row.amount),
      balance: number(row.balance),
      paid_to_date: number(row.paid_to_date),
      date: text(row.date),
      is_deleted: row.is_deleted === true,
      contact_ids: Array.isArray(row.contact_ids) ? row.contact_ids.map(decodeId) : [],
      ...stamps(row),
    };
    store.setRelated(kind, client.id, [...store.relatedOf(kind, client), added]);
  }
}

function addDetails(store: Store, details: Fields): void {
  for (const [id, value] of Object.entries(details)) {
    const detail = object(value);
    const clientId = decodeId(id);
    store.setActivities(
      clientId,
      list(detail.activities).map((row) => ({
        id: decodeId(row.id),
        client_id: clientId,
        user_id: reference(row.user_id),
        activity_type_id: number(row.activity_type_id),
        invoice_id: reference(row.invoice_id),
        token_id: reference(row.token_id),
        notes: text(row.notes),
        ip: text(row.ip),
        created_at: number(row.created_at),
        updated_at: number(row.updated_at),
      })),
    );
    // Newest first in the seed; the ids of ledger lines are never shown, only their order counts.
    for (const row of list(detail.ledger).reverse()) {
      store.ledgerOf.add(clientId, {
        id: ++store.counters.ledger,
        invoice_id: reference(row.invoice_id),
        notes: text(row.notes),
        balance: number(row.balance),
        adjustment: number(row.adjustment),
        activity_id: number(row.activity_id),
        created_at: number(row.created_at),
        updated_at: number(row.updated_at),
      });
    }
  }
}

function raiseCounters(store: Store, highest: Fields): void {
  store.clients.raiseCounter(number(highest.clients));
  store.contacts.raiseCounter(number(highest.contacts));
  store.documents.raiseCounter(number(highest.documents));
  store.groups.raiseCounter(number(highest.group_settings));
  store.users.raiseCounter(number(highest.users));
  store.counters.activities = number(highest.activities);
  store.counters.ledger = Math.max(store.counters.ledger, number(highest.company_ledgers));
}
