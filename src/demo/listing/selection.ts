import type { Clock } from '../clock';
import type { Dialect } from '../dialect';
import type { ClientRow } from '../store/rows';
import type { SortKey } from './sorting';
import type { Store } from '../store/store';

/** Rows and order selected so far. Filters act in the order in which they are sent (docs/invoice-ninja-api.md §5.3). */
export interface Selection {
  /** Ascending by id. */
  rows: readonly ClientRow[];
  order: SortKey[];
}

/** What filters need besides the selection. */
export interface FilterContext {
  store: Store;
  dialect: Dialect;
  clock: Clock;
  /** Folded text of a client that `filter` searches. */
  searchText: (client: ClientRow) => string;
}

/** Applies one parameter. `value` is undefined if it is empty or no text; `raw` is the value as sent. */
export type Filter = (
  selection: Selection,
  value: string | undefined,
  context: FilterContext,
  raw: unknown,
) => void;

/** Drops the rows that do not pass. */
export function keepRows(selection: Selection, test: (client: ClientRow) => boolean): void {
  selection.rows = selection.rows.filter(test);
}

/** A filter that ignores an empty value. */
export function withValue(
  apply: (selection: Selection, value: string, context: FilterContext) => void,
): Filter {
  return (selection, value, context) => {
    if (value !== undefined) apply(selection, value, context);
  };
}

/** Test for `lt`, `lte`, `gt`, `gte`; any other operator means equal. */
export function compareNumber(operator: string | undefined, limit: number): (value: number) => boolean {
  switch (operator) {
    case 'lt':
      return (value) => value < limit;
    case 'lte':
      return (value) => value <= limit;
    case 'gt':
      return (value) => value > limit;
    case 'gte':
      return (value) => value >= limit;
    case undefined:
    default:
      return (value) => value === limit;
  }
}
