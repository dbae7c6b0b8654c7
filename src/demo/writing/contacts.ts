import type { Backend } from '../backend';
import { CONTACT_COLUMNS, columnValue } from './columns';
import { asBoolean, isArrayOrObject, isEmpty, text, type Fields } from '../php';
import { serverError } from '../http/problem';
import { randomKey } from '../randomKey';
import type { ClientRow, ContactRow, RelatedRow } from '../store/rows';

/** A contact with the server's defaults and a new id, not stored yet. */
export function blankContact(
  backend: Backend,
  client: ClientRow,
  values: Partial<ContactRow> = {},
): ContactRow {
  const now = backend.clock.now();
  return {
    id: backend.store.contacts.nextId(),
    client_id: client.id,
    first_name: null,
    last_name: null,
    email: null,
    phone: null,
    custom_value1: null,
    custom_value2: null,
    custom_value3: null,
    custom_value4: null,
    is_primary: false,
    is_locked: false,
    send_email: true,
    cc_only: false,
    can_sign: false,
    contact_key: randomKey(32),
    last_login: 0,
    has_password: false,
    created_at: now,
    updated_at: now,
    deleted_at: 0,
    ...values,
  };
}

/** Contacts that the server adds by itself have a longer key (recorded: create/name-only, contacts/drop-primary). */
function serverMadeContact(): Partial<ContactRow> {
  return { is_primary: true, contact_key: randomKey(40) };
}

/** Gives a client without contacts one whose e-mail is a single space (recorded: create/name-only). */
export function ensureOneContact(backend: Backend, client: ClientRow): void {
  if (backend.store.liveContacts(client.id).length > 0) return;
  backend.store.addContact(blankContact(backend, client, { ...serverMadeContact(), email: ' ' }));
}

/**
 * Replaces the client's contacts by those of the body (docs/invoice-ninja-api.md §6.5; recorded: contacts/*). Contacts
 * that are not in it are deleted, known ids are updated even if they belong to another client, all others are created.
 * The first one that says so becomes primary.
 */
export function syncContacts(backend: Backend, client: ClientRow, sent: Fields | unknown[]): void {
  const { store } = backend;
  const list = contactList(sent);
  const named = new Set(list.map((contact) => contact.id));
  for (const contact of store.liveContacts(client.id)) {
    if (!named.has(contact.id)) removeContact(backend, client, contact);
  }
  const ordered = [...list].sort((a, b) => Number(!isEmpty(b.is_primary)) - Number(!isEmpty(a.is_primary)));
  const nobodyGetsMail = !list.some((contact) => isTrue(contact.send_email));
  ordered.forEach((contact, index) => {
    const values: Fields = { ...contact, is_primary: index === 0 };
    if (index === 0 && nobodyGetsMail) values.send_email = true;
    saveContact(backend, client, values);
  });
  ensureOneContact(backend, client);
}

/**
 * The contacts of a body. A list without a filled object counts as one contact itself: `[]`, `[{}]`, `[null]` and `["a"]`
 * give a blank contact, and a single object is taken as the contact (recorded: create/contact-entries-odd, create/contacts-not-a-list).
 */
function contactList(sent: Fields | unknown[]): Fields[] {
  const items = Object.values(sent);
  if (!items.some((item) => isArrayOrObject(item) && !isEmpty(item))) {
    const { id, ...fields } = sent as Fields;
    // Its id was not decoded, so it finds no contact.
    return [typeof id === 'string' ? { ...fields, id } : fields];
  }
  return items.map((item) => {
    if (item !== null && !isArrayOrObject(item)) throw serverError();
    return (item ?? {}) as Fields;
  });
}

function isTrue(value: unknown): boolean {
  return value === true || value === 1 || (typeof value === 'string' && !isEmpty(value));
}

function saveContact(backend: Backend, client: ClientRow, values: Fields): void {
  const { store, clock, dialect } = backend;
  const found = typeof values.id === 'number' ? store.contacts.get(values.id) : undefined;
  const existing = found?.deleted_at === 0 ? found : undefined;
  const mode = existing ? 'update' : 'insert';
  const change: Fields = {};
  for (const [name, column] of Object.entries(CONTACT_COLUMNS)) {
    if (Object.hasOwn(values, name)) change[name] = columnValue(column, values[name], mode, dialect.overLong);
  }
  if (dialect.contactRoles) {
    for (const name of ['cc_only', 'can_sign']) {
      if (Object.hasOwn(values, name)) change[name] = asBoolean(values[name]) === true;
    }
    if (change.is_primary === true) change.cc_only = false;
  }
  const row = existing ?? blankContact(backend, client);
  const email = Object.hasOwn(change, 'email') ? text(change.email) : (row.email ?? '');
  const password = text(values.password);
  if (password.length > 1 && email.length > 3) change.has_password = true;
  const columns = { ...change, client_id: client.id, updated_at: clock.now() } as Partial<ContactRow>;
  if (!existing) {
    store.addContact(Object.assign(row, columns));
    return;
  }
  const before = row.client_id;
  store.changeContact(row, columns);
  const previousClient = before === client.id ? undefined : store.clients.get(before);
  if (previousClient) store.notifyChanged(previousClient);
}

/**
 * Marks a contact as deleted. If an invoice was sent to it and no other contact gets e-mails, the server adds a blank
 * primary contact for the invoice (recorded: contacts/removed-with-invoice, contacts/drop-primary).
 */
function removeContact(backend: Backend, client: ClientRow, contact: ContactRow): void {
  const { store, clock } = backend;
  store.changeContact(contact, { deleted_at: clock.now(), updated_at: clock.now() });
  for (const invoice of store.relatedOf('invoices', client)) {
    if (!invoice.contact_ids.includes(contact.id)) continue;
    invoice.contact_ids = invoice.contact_ids.filter((id) => id !== contact.id);
    if (invoice.contact_ids.length === 0) moveInvitation(backend, client, invoice);
  }
}

function moveInvitation(backend: Backend, client: ClientRow, invoice: RelatedRow): void {
  const { store } = backend;
  let invited = store.liveContacts(client.id).filter((contact) => contact.send_email);
  if (invited.length === 0) {
    store.addContact(blankContact(backend, client, serverMadeContact()));
    invited = store.liveContacts(client.id);
  }
  invoice.contact_ids = invited.map((contact) => contact.id);
}
