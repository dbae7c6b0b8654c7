/** The part of the text that a field belongs to, in the order of the text. */
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

/** Type of a field's JSON value. */
export type FieldType =
  | 'string'
  | 'number'
  | 'integer'
  | 'boolean'
  /** Unix seconds, 0 means never. */
  | 'timestamp'
  | 'object'
  | 'array';

/** The table whose ids a field holds; the editor shows and completes them by name. */
export type Lookup = 'country' | 'currency' | 'language' | 'industry' | 'size' | 'group' | 'user';

/** What a text has to look like. `digits`: a whole number as text, e.g. `"276"`; `id`: a hashed id. */
export type FieldFormat = 'email' | 'digits' | 'id' | 'multiline' | 'uri';

/** Key of a custom field's label in the company's `custom_fields`. */
export type CustomFieldKey = `${'client' | 'contact'}${1 | 2 | 3 | 4}`;

/** One key of a client, a contact or a client's settings: what it is called, what it means and what it may hold. */
export interface Field {
  key: string;
  /** Label in VS Code's display language. */
  title: string;
  /** One sentence for hovers and the schema, in the same language. */
  description: string;
  type: FieldType;
  section: Section;
  /** False: the server computes it and ignores what is sent. */
  writable: boolean;
  /** Logs in to the customer portal or is a password: never in the text unless asked for. */
  secret?: boolean;
  /** How many code points the server's column holds; it cuts off the rest silently. */
  maxLength?: number;
  /** How many bytes (UTF-8) the server's column holds; it cuts off the rest silently. */
  maxBytes?: number;
  format?: FieldFormat;
  /** The allowed values; blank is always allowed too. */
  enum?: readonly string[];
  lookup?: Lookup;
  /** Key of the company's own label for this field. */
  customField?: CustomFieldKey;
}

/**
 * Makes the fields of one section: writable text unless `extra` says otherwise. Title and description are functions, as
 * the translations are loaded after this module; the field translates them when they are read.
 */
export function fieldBuilder(section: Section) {
  return (
    key: string,
    title: () => string,
    description: () => string,
    extra: Partial<Omit<Field, 'title' | 'description'>> = {},
  ): Field => ({
    key,
    type: 'string',
    section,
    writable: true,
    ...extra,
    get title() {
      return title();
    },
    get description() {
      return description();
    },
  });
}

/** Columns of 191 characters: most texts of the server (docs/invoice-ninja-api.md §6.2). */
export const short = { maxLength: 191 };
/** TEXT columns: notes and custom values. */
export const long = { maxBytes: 65535 };
