/** Columns that `bulk_update` may set on clients (docs/invoice-ninja-api.md §8.2). */
export const BULK_COLUMNS = [
  'public_notes',
  'industry_id',
  'size_id',
  'country_id',
  'custom_value1',
  'custom_value2',
  'custom_value3',
  'custom_value4',
] as const;
