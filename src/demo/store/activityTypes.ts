/** Activity types of clients (docs/invoice-ninja-api.md §7.4). */
export const ACTIVITY = {
  created: 1,
  archived: 2,
  deleted: 3,
  restored: 26,
  updated: 61,
  comment: 141,
} as const;
