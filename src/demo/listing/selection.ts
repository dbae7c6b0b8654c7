import type { Clock } from '../clock';
import type { Dialect } from '../dialect';
import type { ClientRow } from '../store/rows';
import type { SortKey } from './sorting';
import type { Store } from '../store/store';

/** The query so far. Parameters act in the order in which they are sent (real-server-observed.md). */
export interface Selection {
  /** Ascending by id. */
  rows: readonly ClientRow[];
  order: SortKey[];
}

export interface FilterContext {
  store: Store;
  dialect: Dialect;
  clock: Clock;
  /** Folded text of a client that `filter` looks into. */
  searchText: (client: ClientRow) => string;
}

/** `value` is undefined where PHP would call the filter without an argument: empty or not a text. */
export type Filter = (
  selection: Selection,
  value: string | undefined,
  context: FilterContext,
  raw: unknown,
) => void;

export function keepRows(selection: Selection, test: (client: ClientRow) => boolean): void {
  selection.rows = selection.rows.filter(test);
}

/** A filter that an empty value leaves out. */
export function withValue(
  apply: (selection: Selection, value: string, context: FilterContext) => void,
): Filter {
  return (selection, value, context) => {
    if (value !== undefined) apply(selection, value, context);
  };
}

/** Comparison of a number column with text, as MariaDB does it. */
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
