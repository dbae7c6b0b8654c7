/** How a server of some version behaves where versions differ. */
export interface Dialect {
  version: string;
  minimumClientVersion: string;
  balanceSyntax: 'value:operator' | 'operator:value';
  defaultOrder: 'asc' | 'desc';
  filterText: 'phrase' | 'words';
  unknownSortColumn: 'error' | 'ignore';
  /** `sort[]=a|asc&sort[]=b|desc`. */
  severalSorts: boolean;
  /** `name` falls back to the contact where empty; `contacts` and `contact_email` sort too. */
  contactSorts: boolean;
  overLong: 'cut' | 'error';
  malformedJson: 'empty' | 'refuse';
  /** `documents: [{…}]` in PUT: `upload` saves nothing, `drop` ignores the key. */
  documentsOnWrite: 'upload' | 'drop';
  locations: boolean;
  tokenErrors: boolean;
  clone: boolean;
  tags: boolean;
  betweenDates: boolean;
  /** `created_at=lt:2026-01-01`. */
  dateOperators: boolean;
  /** vat_number, country_id, industry_id, size_id, classification, custom_value1…4, group_settings_id, assigned_user_ids. */
  columnFilters: boolean;
  /** `with=a,b`. */
  severalWith: boolean;
  /** `cc_only` and `can_sign` of contacts. */
  contactRoles: boolean;
  currencyMustExist: boolean;
  pdfVariables: 'keep' | 'drop';
  /** `include=activities` on a list: the relation is bound to an empty model there and finds nothing. */
  activitiesInLists: boolean;
  currencies: number;
  /** A merge moves recurring expenses; else they go with the loser. */
  recurringExpensesMerge: boolean;
}

export type DialectName = 'current' | '5.10';

/**
 * Every difference, once. Sources: [REC] recorded corpus and real-server-observed.md; [§n] a section of
 * docs/invoice-ninja-api.md with the marks used there ([S26], [T26], [F2], [UI]).
 */
export const DIALECTS: Record<DialectName, Dialect> = {
  '5.10': {
    version: '5.10.42', // [REC] headers/version-headers
    minimumClientVersion: '5.0.16', // [REC] headers/version-headers
    balanceSyntax: 'value:operator', // [REC] list/balance-operators
    defaultOrder: 'asc', // [REC] README: unsorted lists come in ascending order in the corpus
    filterText: 'phrase', // [REC] list/filter-words
    unknownSortColumn: 'error', // [REC] sort/unknown-column
    severalSorts: false, // [REC] sort/ignored
    contactSorts: false, // [REC] sort/unknown-column
    overLong: 'cut', // [REC] create/over-long-text
    malformedJson: 'empty', // [REC] real-server-observed.md "Create"
    documentsOnWrite: 'upload', // [REC] update/documents-key-with-documents
    locations: false, // [REC] routes/newer-routes
    tokenErrors: true, // [REC] auth/bad-tokens
    clone: false, // [§8.2] clone is [S26]
    tags: false, // [REC] routes/newer-routes
    betweenDates: false, // [REC] list/unknown-parameters
    dateOperators: false, // [REC] list/updated-at
    columnFilters: false, // [REC] list/unknown-parameters
    severalWith: false, // [§5.3] with: one id up to 5.11
    contactRoles: false, // [REC] seed.json
    currencyMustExist: false, // [REC] update/settings-unknown-currency
    pdfVariables: 'keep', // [§6.4] removed on PUT in 2026 only
    activitiesInLists: false, // [REC] bulk/include
    currencies: 141, // [REC] seed.json statics_counts
    recurringExpensesMerge: false, // [§8.4] lost up to 5.11
  },
  current: {
    version: '5.13.43', // [§0] newest release mentioned [F2]
    minimumClientVersion: '5.0.16', // [§2.3]
    balanceSyntax: 'operator:value', // [§1 fact 9] PR #11958
    defaultOrder: 'desc', // [§5.4] [S26]
    filterText: 'words', // [§5.3] split on blanks
    unknownSortColumn: 'ignore', // [§5.4] "Not a column → ignored"
    severalSorts: true, // [§5.4] 2026
    contactSorts: true, // [§5.4] 2026
    overLong: 'error', // [§6.2] "Longer → 500"
    malformedJson: 'refuse', // [§2.4] middleware ValidJson, 2025+
    documentsOnWrite: 'drop', // [§1 fact 2] [T26]
    locations: true, // [§5.2] [F2]
    tokenErrors: false, // [§2.4] only ≤ 5.11 adds `errors`
    clone: true, // [§8.2] [S26][UI]
    tags: true, // [§3.2] [UI]
    betweenDates: true, // [§5.3] 2025/26
    dateOperators: true, // [§5.3] 2026
    columnFilters: true, // [§5.3] 2026
    severalWith: true, // [§5.3] 2026: CSV
    contactRoles: true, // [§7.2] 2026
    currencyMustExist: true, // [§6.2] 2026
    pdfVariables: 'drop', // [§6.4] 2026
    activitiesInLists: true, // assumed: nothing newer is known to fail
    currencies: 142, // [§3.3]
    recurringExpensesMerge: true, // [§8.4] 2026
  },
};
