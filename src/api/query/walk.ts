import type { CallOptions, WalkPage, WalkOptions } from '../api';
import type { ClientQuery } from './clientQuery';
import { PageWatch } from './pageWatch';
import type { Client, Page } from '../types';

const defaultPageSize = 500;

/** Fetches a page now and converts it later: as bytes, waiting pages are cheaper for the garbage collector. */
type FetchPage = (query: ClientQuery, options: CallOptions) => Promise<() => Page<Client>>;

/**
 * All pages of a query in `id` order, each row once. At most `readAhead` pages are in flight or waiting for the consumer.
 * If the list changes during the walk, that is reported, not repaired. Leaving the loop early aborts the requests. A list
 * without end is an error, see `PageWatch`.
 */
export async function* walkPages(
  fetch: FetchPage,
  query: ClientQuery,
  options: WalkOptions,
  readAhead: number,
): AsyncGenerator<WalkPage> {
  const perPage = options.pageSize ?? query.perPage ?? defaultPageSize;
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  options.signal?.addEventListener('abort', abort, { once: true });
  if (options.signal?.aborted) abort();
  const fetchPage = (page: number) => {
    const pageQuery: ClientQuery = { ...query, sort: { column: 'id', direction: 'asc' }, perPage, page };
    const promise = fetch(pageQuery, { ...options, signal: controller.signal });
    // The consumer may stop before this page: no unhandled rejection then.
    promise.catch(() => undefined);
    return promise;
  };
  try {
    yield* inOrder(fetchPage, perPage, readAhead, options.expected ?? 0);
  } finally {
    options.signal?.removeEventListener('abort', abort);
    abort();
  }
}

async function* inOrder(
  fetchPage: (page: number) => Promise<() => Page<Client>>,
  perPage: number,
  readAhead: number,
  expected: number,
): AsyncGenerator<WalkPage> {
  const watch = new PageWatch();
  const ahead: Promise<() => Page<Client>>[] = [];
  let requested = 0;
  let last = Math.max(1, Math.ceil(expected / perPage));
  const requestAhead = () => {
    while (requested < last && ahead.length < readAhead) ahead.push(fetchPage(++requested));
  };
  requestAhead();
  let firstTotal: number | undefined;
  let changedDuringWalk = false;
  let page = 0;
  for (let next = ahead.shift(); next; next = ahead.shift()) {
    const read = await next;
    // Requested before this page is converted, so that the server never waits for this machine.
    requestAhead();
    const answer = read();
    const { rows, pagination } = answer;
    firstTotal ??= pagination.total;
    const newRows = watch.newRows(++page, answer);
    changedDuringWalk ||= pagination.total !== firstTotal || newRows.length < rows.length;
    // Rows that were added during the walk are at the end. An empty page ends every walk. A server may send smaller pages.
    const pages = Math.ceil(pagination.total / (pagination.perPage || perPage));
    last = rows.length === 0 ? requested : pages;
    requestAhead();
    yield { rows: newRows, rowsSoFar: watch.rows, total: pagination.total, changedDuringWalk };
  }
}
