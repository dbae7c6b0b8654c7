import type { Dialect } from '../dialect';
import { encodeId, encodeReference } from '../store/hashIds';
import { isEmpty, text, type Fields } from '../php';
import type {
  ClientRow,
  ContactRow,
  DocumentRow,
  GroupRow,
  LocationRow,
  RelatedRow,
  TagRow,
  TokenRow,
} from '../store/rows';
import type { Store } from '../store/store';

/** PHP's `$value ?: ''`: also `"0"` shows as empty. */
function shown(value: unknown): unknown {
  return isEmpty(value) ? '' : value;
}

/** Name of a client, or of its first contact whose e-mail is not NULL (recorded: create/name-empty). */
export function displayName(store: Store, client: ClientRow, name: unknown = client.name): string {
  const own = text(name);
  if (Buffer.byteLength(own) > 1) return own;
  const contact = store.liveContacts(client.id).find((row) => row.email !== null);
  if (!contact) return 'No Contact Set';
  if (contact.first_name || contact.last_name)
    return `${contact.first_name ?? ''} ${contact.last_name ?? ''}`;
  return contact.email === '' || contact.email === null ? 'No Contact Set' : contact.email;
}

/**
 * A client as the API shows it, without what includes add. `echo` holds unsaved attribute values: the answer to a POST
 * shows them as sent (recorded: create/over-long-text, create/text-types).
 */
export function transformClient(
  store: Store,
  dialect: Dialect,
  client: ClientRow,
  origin: string,
  echo: Fields = {},
): Fields {
  const get = (key: keyof ClientRow): unknown => (Object.hasOwn(echo, key) ? echo[key] : client[key]);
  const id = (key: keyof ClientRow): string => text(shown(text(get(key))));
  const reference = (key: keyof ClientRow): string => {
    const value = get(key);
    return encodeReference(typeof value === 'number' ? value : null);
  };
  return {
    id: encodeId(client.id),
    user_id: encodeId(client.user_id),
    assigned_user_id: reference('assigned_user_id'),
    name: shown(get('name')),
    website: shown(get('website')),
    private_notes: shown(get('private_notes')),
    balance: client.balance,
    group_settings_id: reference('group_settings_id'),
    paid_to_date: client.paid_to_date,
    payment_balance: client.payment_balance,
    credit_balance: client.credit_balance,
    last_login: client.last_login,
    size_id: id('size_id'),
    public_notes: text(shown(get('public_notes'))),
    client_hash: client.client_hash,
    address1: shown(get('address1')),
    address2: shown(get('address2')),
    phone: shown(get('phone')),
    city: shown(get('city')),
    state: shown(get('state')),
    postal_code: shown(get('postal_code')),
    country_id: id('country_id'),
    industry_id: id('industry_id'),
    custom_value1: shown(get('custom_value1')),
    custom_value2: shown(get('custom_value2')),
    custom_value3: shown(get('custom_value3')),
    custom_value4: shown(get('custom_value4')),
    shipping_address1: shown(get('shipping_address1')),
    shipping_address2: shown(get('shipping_address2')),
    shipping_city: shown(get('shipping_city')),
    shipping_state: shown(get('shipping_state')),
    shipping_postal_code: shown(get('shipping_postal_code')),
    shipping_country_id: id('shipping_country_id'),
    settings: client.settings,
    is_deleted: client.is_deleted,
    vat_number: shown(get('vat_number')),
    id_number: shown(get('id_number')),
    updated_at: client.updated_at,
    archived_at: client.deleted_at,
    created_at: client.created_at,
    display_name: displayName(store, client, get('name')),
    number: text(shown(text(get('number')))),
    has_valid_vat_number: !isEmpty(get('has_valid_vat_number')),
    is_tax_exempt: !isEmpty(get('is_tax_exempt')),
    routing_id: text(get('routing_id')),
    tax_info: client.tax_info,
    classification: shown(get('classification')),
    e_invoice: client.e_invoice,
    contacts: store
      .liveContacts(client.id)
      .map((contact) => transformContact(store, dialect, contact, origin)),
    documents: transformDocuments(store.documentsOf.of(client.id), origin),
    gateway_tokens: store.tokensOf.of(client.id).map(transformToken),
    ...(dialect.locations ? { locations: store.locationsOf.of(client.id).map(transformLocation) } : {}),
  };
}

export function transformContact(
  store: Store,
  dialect: Dialect,
  contact: ContactRow,
  origin: string,
): Fields {
  const portal = store.company.portal_domain.replaceAll('${origin}', origin);
  return {
    id: encodeId(contact.id),
    first_name: shown(contact.first_name),
    last_name: shown(contact.last_name),
    email: shown(contact.email),
    created_at: contact.created_at,
    updated_at: contact.updated_at,
    archived_at: contact.deleted_at,
    is_primary: contact.is_primary,
    is_locked: contact.is_locked,
    phone: shown(contact.phone),
    custom_value1: shown(contact.custom_value1),
    custom_value2: shown(contact.custom_value2),
    custom_value3: shown(contact.custom_value3),
    custom_value4: shown(contact.custom_value4),
    contact_key: contact.contact_key,
    send_email: contact.send_email,
    ...(dialect.contactRoles ? { cc_only: contact.cc_only, can_sign: contact.can_sign } : {}),
    last_login: contact.last_login,
    password: contact.has_password ? '**********' : '',
    link: `${portal}/client/key_login/${contact.contact_key}`,
  };
}

export function transformDocuments(rows: readonly DocumentRow[], origin: string): Fields[] {
  return [...rows].sort((a, b) => a.id - b.id).map((row) => transformDocument(row, origin));
}

export function transformDocument(document: DocumentRow, origin: string): Fields {
  const id = encodeId(document.id);
  return {
    id,
    user_id: encodeId(document.user_id),
    assigned_user_id: '',
    project_id: '',
    vendor_id: '',
    url: `${origin}/api/v1/documents/${id}/download`,
    preview: '',
    name: shown(document.name),
    type: document.type,
    disk: 'public',
    hash: document.hash,
    size: document.size,
    width: document.width,
    height: document.height,
    is_default: false,
    updated_at: document.updated_at,
    archived_at: document.deleted_at,
    created_at: document.created_at,
    is_deleted: false,
    is_public: document.is_public,
    link: `/clients/${encodeId(document.client_id)}`,
  };
}

export function transformToken(token: TokenRow): Fields {
  return {
    id: encodeId(token.id),
    token: token.token,
    gateway_customer_reference: '',
    gateway_type_id: token.gateway_type_id,
    company_gateway_id: encodeId(token.company_gateway_id),
    is_default: token.is_default,
    meta: token.meta,
    created_at: token.created_at,
    updated_at: token.updated_at,
    archived_at: token.deleted_at,
    is_deleted: false,
  };
}

export function transformLocation(location: LocationRow): Fields {
  return {
    id: encodeId(location.id),
    user_id: encodeId(location.user_id),
    vendor_id: '',
    client_id: encodeId(location.client_id),
    name: shown(location.name),
    address1: shown(location.address1),
    address2: shown(location.address2),
    city: shown(location.city),
    state: shown(location.state),
    postal_code: shown(location.postal_code),
    country_id: text(location.country_id),
    custom_value1: shown(location.custom_value1),
    custom_value2: shown(location.custom_value2),
    custom_value3: shown(location.custom_value3),
    custom_value4: shown(location.custom_value4),
    is_shipping_location: location.is_shipping_location,
    is_deleted: location.is_deleted,
    tax_data: {},
    created_at: location.created_at,
    updated_at: location.updated_at,
    archived_at: location.deleted_at,
  };
}

export function transformGroup(group: GroupRow): Fields {
  return {
    id: encodeId(group.id),
    name: shown(group.name),
    settings: group.settings,
    created_at: group.created_at,
    updated_at: group.updated_at,
    archived_at: group.deleted_at,
    is_deleted: group.is_deleted,
    documents: [],
  };
}

export function transformTag(tag: TagRow): Fields {
  return {
    id: encodeId(tag.id),
    name: tag.name,
    color: tag.color,
    entity_type: tag.entity_type,
    is_deleted: tag.is_deleted,
    created_at: tag.created_at,
    updated_at: tag.updated_at,
    archived_at: tag.deleted_at,
  };
}

export function transformRelated(row: RelatedRow): Fields {
  return {
    id: encodeId(row.id),
    client_id: encodeId(row.client_id),
    number: row.number,
    status_id: row.status_id,
    amount: row.amount,
    balance: row.balance,
    paid_to_date: row.paid_to_date,
    date: row.date,
    is_deleted: row.is_deleted,
    archived_at: row.deleted_at,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}
