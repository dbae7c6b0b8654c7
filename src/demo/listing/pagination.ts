import { asInteger, isArrayOrObject, isEmpty, toInt, type Fields } from '../php';
import type { ApiRequest } from '../http/request';

/** Rows of one page, and `meta` as the API shows it. */
export interface Page<Row> {
  rows: Row[];
  meta: Fields;
}

/** Rows per page: 20 by default, 15 for 0 or text, at most 5000; a minus is ignored (recorded: paging/*). */
export function perPage(request: ApiRequest): number {
  if (!Object.hasOwn(request.input, 'per_page')) return 20;
  const wanted = Math.min(Math.abs(toInt(request.input.per_page)), 5000);
  return wanted === 0 ? 15 : wanted;
}

function currentPage(request: ApiRequest): number {
  const value = request.input.page;
  const page = isArrayOrObject(value) || isEmpty(value) ? undefined : asInteger(value);
  return page !== undefined && page >= 1 ? page : 1;
}

/** One page of rows and its `meta`; the links contain only the page number, as on the real server. */
export function paginate<Row>(rows: readonly Row[], request: ApiRequest): Page<Row> {
  const size = perPage(request);
  const page = currentPage(request);
  const pages = Math.max(1, Math.ceil(rows.length / size));
  const visible = rows.slice((page - 1) * size, page * size);
  const link = (number: number): string => `${request.origin}${request.path}?page=${number}`;
  return {
    rows: visible,
    meta: {
      pagination: {
        total: rows.length,
        count: visible.length,
        per_page: size,
        current_page: page,
        total_pages: pages,
        links: {
          ...(page > 1 ? { previous: link(page - 1) } : {}),
          ...(page < pages ? { next: link(page + 1) } : {}),
        },
      },
    },
  };
}
