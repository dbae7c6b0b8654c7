/** Where a field stands in the text, in this order. */
export type Section =
  | 'client'
  | 'contacts'
  | 'reach'
  | 'address'
  | 'shipping'
  | 'terms'
  | 'settings'
  | 'custom'
  | 'notes'
  | 'computed';

export type FieldType =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  /** Unix seconds, 0 means never. */
  | 'timestamp'
  | 'object'
  | 'array';

/** Table whose ids the field holds; shown and completed by name. */
export type Lookup = 'country' | 'currency' | 'language' | 'industry' | 'size' | 'group' | 'user';

/** `digits`: a whole number as text, e.g. `"276"`; `id`: a hashed id. */
export type FieldFormat = 'email' | 'digits' | 'id' | 'multiline' | 'uri';

export type CustomFieldKey = `${'client' | 'contact'}${1 | 2 | 3 | 4}`;

/** One key of a client, a contact or a client's settings: what it is called, means and may hold. */
export interface Field {
  key: string;
  /** Name for people. */
  title: string;
  /** One sentence for hovers and the schema. */
  description: string;
  type: FieldType;
  section: Section;
  /** False: the server computes it and ignores what is sent. */
  writable: boolean;
  /** Logs in to the customer portal or is a password: never in the text unless asked for. */
  secret?: boolean;
  /** Code points that the server's column holds; it cuts the rest silently. */
  maxLength?: number;
  /** Bytes (UTF-8) that the server's column holds; it cuts the rest silently. */
  maxBytes?: number;
  format?: FieldFormat;
  /** The allowed values; blank is always allowed too. */
  enum?: readonly string[];
  lookup?: Lookup;
  /** Key of the company's own label for this field. */
  customField?: CustomFieldKey;
}

/** A writable text field of one section; `extra` says what differs. */
export function fieldBuilder(section: Section) {
  return (key: string, title: string, description: string, extra: Partial<Field> = {}): Field => ({
    key,
    title,
    description,
    type: 'string',
    section,
    writable: true,
    ...extra,
  });
}

/** Columns of 191 characters: most texts of the server (invoice-ninja-api.md §6.2). */
export const short = { maxLength: 191 };
/** TEXT columns: notes and custom values. */
export const long = { maxBytes: 65535 };
