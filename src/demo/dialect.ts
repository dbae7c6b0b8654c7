/** Behavior of a server in everything that differs between versions. */
export interface Dialect {
  version: string;
  minimumClientVersion: string;
  /** `100:gt` or `gt:100`. */
  balanceSyntax: 'value:operator' | 'operator:value';
  /** Order by id of a list without `sort`. */
  defaultOrder: 'asc' | 'desc';
  /** `filter=a b`: one phrase, or two words that both have to match. */
  filterText: 'phrase' | 'words';
  unknownSortColumn: 'error' | 'ignore';
  /** `sort[]=a|asc&sort[]=b|desc`. */
  severalSorts: boolean;
  /** `name` falls back to the contact where empty; `contacts` and `contact_email` sort too. */
  contactSorts: boolean;
  /** Text that does not fit its column. */
  overLong: 'cut' | 'error';
  /** A body that is no JSON: treated as an empty one, or answered with 400. */
  malformedJson: 'empty' | 'reject';
  /** `documents: [{…}]` in PUT: `upload` saves nothing, `drop` ignores the key. */
  documentsOnWrite: 'upload' | 'drop';
  /** Clients have locations, with routes of their own. */
  locations: boolean;
  /** The 403 of a bad token has `errors: {}`. */
  tokenErrors: boolean;
  /** Bulk action `clone`. */
  clone: boolean;
  /** Clients have tags, with routes of their own. */
  tags: boolean;
  /** Filters `created_between` and `updated_between`. */
  betweenDates: boolean;
  /** `created_at=lt:2026-01-01`. */
  dateOperators: boolean;
  /**
   * vat_number, country_id, industry_id, size_id, classification, custom_value1…4, group_settings_id,
   * assigned_user_ids.
   */
  columnFilters: boolean;
  /** `with=a,b`. */
  severalWith: boolean;
  /** `cc_only` and `can_sign` of contacts. */
  contactRoles: boolean;
  /** An unknown `settings.currency_id` is a 422. */
  currencyMustExist: boolean;
  /** `pdf_variables` in the settings of a PUT. */
  pdfVariables: 'keep' | 'drop';
  /** Whether `include=activities` finds something on a list; up to 5.13.1 it never does. */
  activitiesInLists: boolean;
  /** Rows of the currency table. */
  currencies: number;
  /** A merge moves recurring expenses to the survivor; otherwise they are deleted. */
  recurringExpensesMerge: boolean;
}

/** `current`: the newest release. `5.10`: the recorded 5.10.42. */
export type DialectName = 'current' | '5.10';

/**
 * Every difference between the dialects, each with its source: a scenario of the recorded corpus
 * (test/fixtures/conformance), or a section of docs/invoice-ninja-api.md. `5.10` is proven by the corpus; `current`
 * stands for the newest release and is mostly read from source.
 */
export const DIALECTS: Record<DialectName, Dialect> = {
  '5.10': {
    version: '5.10.42', // headers/version-headers
    minimumClientVersion: '5.0.16', // headers/version-headers
    balanceSyntax: 'value:operator', // list/balance-operators
    defaultOrder: 'asc', // README of the corpus
    filterText: 'phrase', // list/filter-words
    unknownSortColumn: 'error', // sort/unknown-column
    severalSorts: false, // sort/ignored
    contactSorts: false, // sort/unknown-column
    overLong: 'cut', // create/over-long-text
    malformedJson: 'empty', // create/not-utf8
    documentsOnWrite: 'upload', // update/documents-key-with-documents
    locations: false, // routes/newer-routes
    tokenErrors: true, // auth/bad-tokens
    clone: false, // §8.2
    tags: false, // routes/newer-routes
    betweenDates: false, // list/unknown-parameters
    dateOperators: false, // list/updated-at
    columnFilters: false, // list/unknown-parameters
    severalWith: false, // §5.3
    contactRoles: false, // seed.json
    currencyMustExist: false, // update/settings-unknown-currency
    pdfVariables: 'keep', // §6.4
    activitiesInLists: false, // bulk/include
    currencies: 141, // seed.json statics_counts
    recurringExpensesMerge: false, // §8.4
  },
  current: {
    version: '5.13.43', // §0
    minimumClientVersion: '5.0.16', // §2.3
    balanceSyntax: 'operator:value', // §1.9
    defaultOrder: 'desc', // §5.4
    filterText: 'words', // §5.3
    unknownSortColumn: 'ignore', // §5.4
    severalSorts: true, // §5.4
    contactSorts: true, // §5.4
    overLong: 'error', // §6.2, a database in strict mode
    malformedJson: 'reject', // §2.4
    documentsOnWrite: 'drop', // §1.2
    locations: true, // §5.2
    tokenErrors: false, // §2.4
    clone: true, // §8.2
    tags: true, // §3.2
    betweenDates: true, // §5.3
    dateOperators: true, // §5.3
    columnFilters: true, // §5.3
    severalWith: true, // §5.3
    contactRoles: true, // §6.3
    currencyMustExist: true, // §6.2
    pdfVariables: 'drop', // §6.4
    activitiesInLists: true, // assumed: nothing newer is known to fail
    currencies: 142, // §3.3
    recurringExpensesMerge: true, // §8.4
  },
};
