/**
 * The records of the Invoice Ninja v5 API, as far as this extension uses them. Answers are checked leniently (see
 * `routes/answers.ts`) and keep keys that are not named here.
 */

/** A hashed id: letters and digits, opaque (servers may use a salt of their own). `""` where a reference is unset. */
export type Id = string;

/** Unix time in whole seconds; 0 means never. */
export type Timestamp = number;

/** A contact of a client. */
export interface Contact {
  id: Id;
  first_name: string;
  last_name: string;
  email: string;
  phone: string;
  is_primary: boolean;
  /** Secret: logs in to the customer portal. */
  contact_key?: string;
  /** Secret: logs in to the customer portal. */
  link?: string;
  [key: string]: unknown;
}

/** A document of a client. */
export interface ClientDocument {
  id: Id;
  name: string;
  /** File extension, guessed by the server from the content. */
  type: string;
  /** Bytes. */
  size: number;
  is_public: boolean;
  created_at: Timestamp;
  updated_at: Timestamp;
  [key: string]: unknown;
}

/** A client as the server sends it. */
export interface Client {
  id: Id;
  name: string;
  display_name: string;
  number: string;
  balance: number;
  paid_to_date: number;
  credit_balance: number;
  is_deleted: boolean;
  archived_at: Timestamp;
  updated_at: Timestamp;
  created_at: Timestamp;
  settings: Record<string, unknown>;
  contacts: Contact[];
  documents?: ClientDocument[];
  gateway_tokens?: Record<string, unknown>[];
  locations?: Record<string, unknown>[];
  [key: string]: unknown;
}

/** Active: neither archived nor deleted. Deleted clients are archived too; deleted wins. */
export type ClientState = 'active' | 'archived' | 'deleted';

/** Body of a POST or PUT: only writable keys, see `records`. */
export type ClientBody = Record<string, unknown>;

/** Position of a page in its list. */
export interface Pagination {
  total: number;
  count: number;
  perPage: number;
  currentPage: number;
  totalPages: number;
}

/** One page of a list. */
export interface Page<T> {
  rows: T[];
  pagination: Pagination;
}

/** The company a token belongs to (`POST /companies/current`). */
export interface Company {
  id: Id;
  name: string;
  currencyId: string;
  countryId: string;
  languageId: string;
  /** Labels of the custom fields in use, by key (`client1`, `contact2`, …). */
  customFields: Record<string, string>;
  /** Milliseconds the server remembers a login password. */
  passwordTimeout: number;
  oauthPasswordRequired: boolean;
  raw: Record<string, unknown>;
}

/** One row of a lookup table. */
export interface StaticRow {
  /** Always text here; the server sends text or numbers depending on the table. */
  id: string;
  name: string;
  [key: string]: unknown;
}

/** Lookup tables (`GET /statics`), each row's id as text. */
export interface Statics {
  countries: StaticRow[];
  currencies: StaticRow[];
  languages: StaticRow[];
  industries: StaticRow[];
  sizes: StaticRow[];
  /** Columns that `bulk_update` accepts for clients. */
  bulkUpdateColumns: string[];
}

/** A group of clients with common settings. */
export interface Group {
  id: Id;
  name: string;
  [key: string]: unknown;
}

/** A user of the company. */
export interface User {
  id: Id;
  first_name: string;
  last_name: string;
  email: string;
  [key: string]: unknown;
}

/** One entry of a client's history. */
export interface Activity {
  id: string;
  activity_type_id: string;
  notes: string;
  created_at: Timestamp;
  [key: string]: unknown;
}

/** Kinds of records that belong to a client and have a list route of their own, the most important first. */
export const relatedKinds = [
  'invoices',
  'payments',
  'quotes',
  'credits',
  'recurring_invoices',
  'recurring_expenses',
  'expenses',
  'projects',
  'tasks',
] as const;

/** One of `relatedKinds`. */
export type RelatedKind = (typeof relatedKinds)[number];
