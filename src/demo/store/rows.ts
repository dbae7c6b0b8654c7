import type { Fields } from '../php';

/** A nullable text column. */
export type NullableText = string | null;

interface Stamps {
  created_at: number;
  updated_at: number;
  /** When the row was archived or deleted; 0 for never. */
  deleted_at: number;
}

/** A client. Columns have the names of the API; `deleted_at` is shown as `archived_at`. */
export interface ClientRow extends Stamps {
  id: number;
  user_id: number;
  assigned_user_id: number | null;
  name: NullableText;
  website: NullableText;
  private_notes: NullableText;
  public_notes: NullableText;
  balance: number;
  paid_to_date: number;
  payment_balance: number;
  credit_balance: number;
  group_settings_id: number | null;
  last_login: number;
  client_hash: string;
  size_id: number | null;
  industry_id: number | null;
  country_id: number | null;
  shipping_country_id: number | null;
  address1: NullableText;
  address2: NullableText;
  phone: NullableText;
  city: NullableText;
  state: NullableText;
  postal_code: NullableText;
  custom_value1: NullableText;
  custom_value2: NullableText;
  custom_value3: NullableText;
  custom_value4: NullableText;
  shipping_address1: NullableText;
  shipping_address2: NullableText;
  shipping_city: NullableText;
  shipping_state: NullableText;
  shipping_postal_code: NullableText;
  settings: Fields;
  is_deleted: boolean;
  vat_number: NullableText;
  id_number: NullableText;
  number: NullableText;
  has_valid_vat_number: boolean;
  is_tax_exempt: boolean;
  routing_id: NullableText;
  classification: NullableText;
  tax_info: Fields;
  e_invoice: Fields;
  /** Current servers only. */
  tags: number[];
}

/** A contact; deleted ones stay in the table. */
export interface ContactRow extends Stamps {
  id: number;
  client_id: number;
  first_name: NullableText;
  last_name: NullableText;
  email: NullableText;
  phone: NullableText;
  custom_value1: NullableText;
  custom_value2: NullableText;
  custom_value3: NullableText;
  custom_value4: NullableText;
  is_primary: boolean;
  is_locked: boolean;
  send_email: boolean;
  cc_only: boolean;
  can_sign: boolean;
  contact_key: string;
  last_login: number;
  /** Whether a portal password is set; the password itself is not kept. */
  has_password: boolean;
}

/** A document; its bytes are in the FileStore under `hash`. */
export interface DocumentRow extends Stamps {
  id: number;
  client_id: number;
  user_id: number;
  name: NullableText;
  type: string;
  /** Stored file name: 40 letters and digits plus extension. */
  hash: string;
  size: number;
  width: number;
  height: number;
  is_public: boolean;
}

/** A line of a client's history. */
export interface ActivityRow {
  id: number;
  client_id: number;
  user_id: number | null;
  activity_type_id: number;
  invoice_id: number | null;
  token_id: number | null;
  notes: string;
  ip: string;
  created_at: number;
  updated_at: number;
}

/** A line of a client's ledger. */
export interface LedgerRow {
  id: number;
  invoice_id: number | null;
  notes: string;
  balance: number;
  adjustment: number;
  activity_id: number;
  created_at: number;
  updated_at: number;
}

/** Kinds of records that belong to a client and that this server only lists and counts. */
export const RELATED_KINDS = [
  'invoices',
  'quotes',
  'credits',
  'payments',
  'recurring_invoices',
  'projects',
  'tasks',
  'expenses',
  'recurring_expenses',
] as const;
/** One of them. */
export type RelatedKind = (typeof RELATED_KINDS)[number];

/** An invoice, quote or other record, reduced to what lists need. */
export interface RelatedRow extends Stamps {
  id: number;
  client_id: number;
  number: string;
  status_id: string;
  amount: number;
  balance: number;
  paid_to_date: number;
  date: string;
  is_deleted: boolean;
  /** Contacts that hold an invitation (invoices only). */
  contact_ids: number[];
}

/** A client group. */
export interface GroupRow extends Stamps {
  id: number;
  name: NullableText;
  settings: Fields;
  is_deleted: boolean;
}

/** A stored payment method. */
export interface TokenRow extends Stamps {
  id: number;
  client_id: number;
  token: string;
  gateway_type_id: string;
  company_gateway_id: number;
  is_default: boolean;
  meta: Fields;
}

/** A further address of a client. */
export interface LocationRow extends Stamps {
  id: number;
  client_id: number;
  user_id: number;
  name: NullableText;
  address1: NullableText;
  address2: NullableText;
  city: NullableText;
  state: NullableText;
  postal_code: NullableText;
  country_id: number | null;
  custom_value1: NullableText;
  custom_value2: NullableText;
  custom_value3: NullableText;
  custom_value4: NullableText;
  is_shipping_location: boolean;
  is_deleted: boolean;
}

/** A tag for clients. */
export interface TagRow extends Stamps {
  id: number;
  name: string;
  color: string;
  entity_type: string;
  is_deleted: boolean;
}

/** A user with the API token; `permissions` is a list separated by commas. */
export interface UserRow {
  id: number;
  token: string;
  password: string;
  first_name: string;
  last_name: string;
  email: string;
  is_admin: boolean;
  is_owner: boolean;
  permissions: string;
}

/** The company, of which there is one. */
export interface Company {
  id: number;
  company_key: string;
  name: string;
  currency_id: string;
  country_id: string;
  language_id: string;
  timezone_id: string;
  client_number_counter: number;
  client_number_pattern: string;
  counter_padding: number;
  default_password_timeout: number;
  oauth_password_required: boolean;
  portal_mode: string;
  /** May hold `${origin}`. */
  portal_domain: string;
  custom_fields: Fields;
  is_large: boolean;
}
