import { decodeId } from './hashIds';
import { isArrayOrObject, text, type Fields } from '../php';
import { randomKey } from '../randomKey';
import type { ClientRow, Company, ContactRow, UserRow } from './rows';
import { RELATED_KINDS } from './rows';
import { Store } from './store';

// seed.json holds answers of the API. These turn their values into columns again.
const asObject = (value: unknown): Fields => (isArrayOrObject(value) ? (value as Fields) : {});
const asObjects = (value: unknown): Fields[] => (Array.isArray(value) ? value.map(asObject) : []);
const asNumber = (value: unknown): number => (typeof value === 'number' ? value : Number(text(value)) || 0);
const asNullableText = (value: unknown): string | null => text(value) || null;
const asReference = (value: unknown): number | null => (text(value) === '' ? null : decodeId(value));
const asLookupId = (value: unknown): number | null => (text(value) === '' ? null : Number(value));

/** Loads a recorded starting state (seed.json of a conformance corpus). */
export function storeFromSeed(seed: Fields): Store {
  const store = new Store(company(asObject(seed.company)));
  const auth = asObject(seed.auth);
  store.users.add(user(asObject(auth.user), auth));
  const viewer = asObject(auth.viewer);
  if (viewer.token !== undefined) store.users.add(user(viewer, viewer));
  for (const row of asObjects(seed.clients)) addClient(store, row);
  for (const row of asObjects(seed.group_settings)) addGroup(store, row);
  for (const kind of RELATED_KINDS) addRelated(store, kind, asObjects(seed[kind]));
  addDetails(store, asObject(seed.details));
  raiseCounters(store, asObject(asObject(seed.counters).highest_numeric_id));
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
    client_number_counter: asNumber(row.client_number_counter) || 1,
    client_number_pattern: text(row.client_number_pattern),
    counter_padding: asNumber(row.counter_padding) || 4,
    default_password_timeout: asNumber(row.default_password_timeout),
    oauth_password_required: row.oauth_password_required === true,
    portal_mode: text(row.portal_mode),
    portal_domain: text(row.portal_domain),
    custom_fields: asObject(row.custom_fields),
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
    created_at: asNumber(row.created_at),
    updated_at: asNumber(row.updated_at),
    deleted_at: asNumber(row.archived_at),
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

function pickTexts<Key extends string>(row: Fields, keys: readonly Key[]): Record<Key, string | null> {
  return Object.fromEntries(keys.map((key) => [key, asNullableText(row[key])])) as Record<Key, string | null>;
}

function addClient(store: Store, row: Fields): void {
  const client: ClientRow = {
    id: decodeId(row.id),
    user_id: decodeId(row.user_id),
    assigned_user_id: asReference(row.assigned_user_id),
    ...pickTexts(row, clientTexts),
    balance: asNumber(row.balance),
    paid_to_date: asNumber(row.paid_to_date),
    payment_balance: asNumber(row.payment_balance),
    credit_balance: asNumber(row.credit_balance),
    group_settings_id: asReference(row.group_settings_id),
    last_login: asNumber(row.last_login),
    client_hash: text(row.client_hash),
    size_id: asLookupId(row.size_id),
    industry_id: asLookupId(row.industry_id),
    country_id: asLookupId(row.country_id),
    shipping_country_id: asLookupId(row.shipping_country_id),
    settings: structuredClone(asObject(row.settings)),
    is_deleted: row.is_deleted === true,
    has_valid_vat_number: row.has_valid_vat_number === true,
    is_tax_exempt: row.is_tax_exempt === true,
    tax_info: asObject(row.tax_info),
    e_invoice: asObject(row.e_invoice),
    tags: [],
    ...stamps(row),
  };
  store.addClient(client);
  for (const contact of asObjects(row.contacts)) store.addContact(contactRow(contact, client.id));
}

function contactRow(row: Fields, clientId: number): ContactRow {
  return {
    id: decodeId(row.id),
    client_id: clientId,
    ...pickTexts(row, contactTexts),
    email: text(row.email),
    is_primary: row.is_primary === true,
    is_locked: row.is_locked === true,
    send_email: row.send_email === true,
    cc_only: row.cc_only === true,
    can_sign: row.can_sign === true,
    contact_key: text(row.contact_key),
    last_login: asNumber(row.last_login),
    has_password: text(row.password) !== '',
    ...stamps(row),
  };
}

function addGroup(store: Store, row: Fields): void {
  store.groups.add({
    id: decodeId(row.id),
    name: asNullableText(row.name),
    settings: structuredClone(asObject(row.settings)),
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
      amount: asNumber(row.amount),
      balance: asNumber(row.balance),
      paid_to_date: asNumber(row.paid_to_date),
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
    const detail = asObject(value);
    const clientId = decodeId(id);
    store.setActivities(
      clientId,
      asObjects(detail.activities).map((row) => ({
        id: decodeId(row.id),
        client_id: clientId,
        user_id: asReference(row.user_id),
        activity_type_id: asNumber(row.activity_type_id),
        invoice_id: asReference(row.invoice_id),
        token_id: asReference(row.token_id),
        notes: text(row.notes),
        ip: text(row.ip),
        created_at: asNumber(row.created_at),
        updated_at: asNumber(row.updated_at),
      })),
    );
    // The seed has the newest first. Ids of ledger lines are never shown, so only their order matters.
    for (const row of asObjects(detail.ledger).reverse()) {
      store.ledgerOf.add(clientId, {
        id: ++store.counters.ledger,
        invoice_id: asReference(row.invoice_id),
        notes: text(row.notes),
        balance: asNumber(row.balance),
        adjustment: asNumber(row.adjustment),
        activity_id: asNumber(row.activity_id),
        created_at: asNumber(row.created_at),
        updated_at: asNumber(row.updated_at),
      });
    }
  }
}

function raiseCounters(store: Store, highest: Fields): void {
  store.clients.raiseCounter(asNumber(highest.clients));
  store.contacts.raiseCounter(asNumber(highest.contacts));
  store.documents.raiseCounter(asNumber(highest.documents));
  store.groups.raiseCounter(asNumber(highest.group_settings));
  store.users.raiseCounter(asNumber(highest.users));
  store.counters.activities = asNumber(highest.activities);
  store.counters.ledger = Math.max(store.counters.ledger, asNumber(highest.company_ledgers));
}
