import type { Dialect } from '../dialect';
import { displayName } from '../store/displayName';
import { encodeId, encodeReference } from '../store/hashIds';
import { isEmpty, text, type Fields } from '../php';
import type { ClientRow, ContactRow } from '../store/rows';
import type { Store } from '../store/store';
import { orEmpty, transformDocuments, transformLocation, transformToken } from './transformRecords';

/**
 * A client as the API shows it, without includes. `echo` overrides columns with values as they were sent: the answer to
 * a POST shows those, not what the database kept (recorded: create/over-long-text, create/text-types).
 */
export function transformClient(
  store: Store,
  dialect: Dialect,
  client: ClientRow,
  origin: string,
  echo: Fields = {},
): Fields {
  const get = (key: keyof ClientRow): unknown => (Object.hasOwn(echo, key) ? echo[key] : client[key]);
  const id = (key: keyof ClientRow): string => text(orEmpty(text(get(key))));
  const reference = (key: keyof ClientRow): string => {
    const value = get(key);
    return encodeReference(typeof value === 'number' ? value : null);
  };
  return {
    id: encodeId(client.id),
    user_id: encodeId(client.user_id),
    assigned_user_id: reference('assigned_user_id'),
    name: orEmpty(get('name')),
    website: orEmpty(get('website')),
    private_notes: orEmpty(get('private_notes')),
    balance: client.balance,
    group_settings_id: reference('group_settings_id'),
    paid_to_date: client.paid_to_date,
    payment_balance: client.payment_balance,
    credit_balance: client.credit_balance,
    last_login: client.last_login,
    size_id: id('size_id'),
    public_notes: text(orEmpty(get('public_notes'))),
    client_hash: client.client_hash,
    address1: orEmpty(get('address1')),
    address2: orEmpty(get('address2')),
    phone: orEmpty(get('phone')),
    city: orEmpty(get('city')),
    state: orEmpty(get('state')),
    postal_code: orEmpty(get('postal_code')),
    country_id: id('country_id'),
    industry_id: id('industry_id'),
    custom_value1: orEmpty(get('custom_value1')),
    custom_value2: orEmpty(get('custom_value2')),
    custom_value3: orEmpty(get('custom_value3')),
    custom_value4: orEmpty(get('custom_value4')),
    shipping_address1: orEmpty(get('shipping_address1')),
    shipping_address2: orEmpty(get('shipping_address2')),
    shipping_city: orEmpty(get('shipping_city')),
    shipping_state: orEmpty(get('shipping_state')),
    shipping_postal_code: orEmpty(get('shipping_postal_code')),
    shipping_country_id: id('shipping_country_id'),
    settings: client.settings,
    is_deleted: client.is_deleted,
    vat_number: orEmpty(get('vat_number')),
    id_number: orEmpty(get('id_number')),
    updated_at: client.updated_at,
    archived_at: client.deleted_at,
    created_at: client.created_at,
    display_name: displayName(store, client, get('name')),
    number: text(orEmpty(text(get('number')))),
    has_valid_vat_number: !isEmpty(get('has_valid_vat_number')),
    is_tax_exempt: !isEmpty(get('is_tax_exempt')),
    routing_id: text(get('routing_id')),
    tax_info: client.tax_info,
    classification: orEmpty(get('classification')),
    e_invoice: client.e_invoice,
    contacts: store
      .liveContacts(client.id)
      .map((contact) => transformContact(store, dialect, contact, origin)),
    documents: transformDocuments(store.documentsOf.of(client.id), origin),
    gateway_tokens: store.tokensOf.of(client.id).map(transformToken),
    ...(dialect.locations ? { locations: store.locationsOf.of(client.id).map(transformLocation) } : {}),
  };
}

/** A contact as the API shows it; a password is only hinted at by asterisks. */
export function transformContact(
  store: Store,
  dialect: Dialect,
  contact: ContactRow,
  origin: string,
): Fields {
  const portal = store.company.portal_domain.replaceAll('${origin}', origin);
  return {
    id: encodeId(contact.id),
    first_name: orEmpty(contact.first_name),
    last_name: orEmpty(contact.last_name),
    email: orEmpty(contact.email),
    created_at: contact.created_at,
    updated_at: contact.updated_at,
    archived_at: contact.deleted_at,
    is_primary: contact.is_primary,
    is_locked: contact.is_locked,
    phone: orEmpty(contact.phone),
    custom_value1: orEmpty(contact.custom_value1),
    custom_value2: orEmpty(contact.custom_value2),
    custom_value3: orEmpty(contact.custom_value3),
    custom_value4: orEmpty(contact.custom_value4),
    contact_key: contact.contact_key,
    send_email: contact.send_email,
    ...(dialect.contactRoles ? { cc_only: contact.cc_only, can_sign: contact.can_sign } : {}),
    last_login: contact.last_login,
    password: contact.has_password ? '**********' : '',
    link: `${portal}/client/key_login/${contact.contact_key}`,
  };
}
