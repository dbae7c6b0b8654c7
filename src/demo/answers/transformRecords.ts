import { encodeId, encodeReference } from '../store/hashIds';
import { isEmpty, text, type Fields } from '../php';
import type {
  ActivityRow,
  DocumentRow,
  GroupRow,
  LocationRow,
  RelatedRow,
  TagRow,
  TokenRow,
} from '../store/rows';
import type { Store } from '../store/store';

/** PHP's `$value ?: ''`, for which `"0"` is empty too. */
export function orEmpty(value: unknown): unknown {
  return isEmpty(value) ? '' : value;
}

/** Documents by ascending id. */
export function transformDocuments(rows: readonly DocumentRow[], origin: string): Fields[] {
  return [...rows].sort((a, b) => a.id - b.id).map((row) => transformDocument(row, origin));
}

/** A document as the API shows it; `origin` goes into its download address. */
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
    name: orEmpty(document.name),
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

/** A stored payment method as `gateway_tokens` shows it. */
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

/** A location as the API shows it. */
export function transformLocation(location: LocationRow): Fields {
  return {
    id: encodeId(location.id),
    user_id: encodeId(location.user_id),
    vendor_id: '',
    client_id: encodeId(location.client_id),
    name: orEmpty(location.name),
    address1: orEmpty(location.address1),
    address2: orEmpty(location.address2),
    city: orEmpty(location.city),
    state: orEmpty(location.state),
    postal_code: orEmpty(location.postal_code),
    country_id: text(location.country_id),
    custom_value1: orEmpty(location.custom_value1),
    custom_value2: orEmpty(location.custom_value2),
    custom_value3: orEmpty(location.custom_value3),
    custom_value4: orEmpty(location.custom_value4),
    is_shipping_location: location.is_shipping_location,
    is_deleted: location.is_deleted,
    tax_data: {},
    created_at: location.created_at,
    updated_at: location.updated_at,
    archived_at: location.deleted_at,
  };
}

/** A client group as `/group_settings` shows it. */
export function transformGroup(group: GroupRow): Fields {
  return {
    id: encodeId(group.id),
    name: orEmpty(group.name),
    settings: group.settings,
    created_at: group.created_at,
    updated_at: group.updated_at,
    archived_at: group.deleted_at,
    is_deleted: group.is_deleted,
    documents: [],
  };
}

/** A tag as `/tags` shows it. */
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

/** An invoice, quote or other record of a client, reduced to what its list needs. */
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

/** An activity as `include=activities` shows it. */
export function transformActivity(store: Store, row: ActivityRow): Fields {
  return {
    id: encodeId(row.id),
    activity_type_id: String(row.activity_type_id),
    client_id: encodeId(row.client_id),
    recurring_invoice_id: '',
    recurring_expense_id: '',
    purchase_order_id: '',
    vendor_id: '',
    vendor_contact_id: '',
    company_id: encodeId(store.company.id),
    user_id: encodeReference(row.user_id),
    invoice_id: encodeReference(row.invoice_id),
    quote_id: '',
    payment_id: '',
    credit_id: '',
    updated_at: row.updated_at,
    created_at: row.created_at,
    expense_id: '',
    is_system: false,
    contact_id: '',
    task_id: '',
    token_id: encodeReference(row.token_id),
    notes: row.notes,
    ip: row.ip,
  };
}
