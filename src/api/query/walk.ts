import type { CallOptions, WalkPage, WalkOptions } from '../api';
import type { ClientQuery } from './clientQuery';
import type { Client, Page } from '../types';

const defaultPageSize = 500;

/** Fetches a page now and reads it later, so that pages that wait are bytes: records that wait burden the collector. */
type FetchPage = (query: ClientQuery, options: CallOptions) => Promise<() => Page<Client>>;

/**
 * All pages of a query in `id` order, each row once. At most `readAhead` pages are under way or waiting to be taken.
 * The list may change meanwhile; that is reported, not repaired. Stopping early ends the requests.
 */
export async function* walkPages(
  fetch: FetchPage,
  query: ClientQuery,
  options: WalkOptions,
  readAhead: number,
): AsyncGenerator<WalkPage> {
  const perPage = options.pageSize ?? query.perPage ?? defaultPageSize;
  const controller = new AbortController();
  const stop = () => {
    controller.abort(new Error('canceled'));
  };
  options.signal?.addEventListener('abort', stop, { once: true });
  if (options.signal?.aborted) stop();
  const fetchPage = (page: number) => {
    const wanted: ClientQuery = { ...query, sort: { column: 'id', direction: 'asc' }, perPage, page };
    const promise = fetch(wanted, { ...options, signal: controller.signal });
    // The consumer may stop before it gets to this page.
    promise.catch(() => undefined);
    return promise;
  };
  try {
    yield* inOrder(fetchPage, perPage, readAhead, options.expected ?? 0);
  } finally {
    options.signal?.removeEventListener('abort', stop);
    stop();
  }
}

async function* inOrder(
  fetchPage: (page: number) => Promise<() => Page<Client>>,
  perPage: number,
  readAhead: number,
  expected: number,
): AsyncGenerator<WalkPage> {
  const ids = new Set<string>();
  const ahead: Promise<() => Page<Client>>[] = [];
  let requested = 0;
  let last = Math.max(1, Math.ceil(expected / perPage));
  const askAhead = () => {
    while (requested < last && ahead.length < readAhead) ahead.push(fetchPage(++requested));
  };
  askAhead();
  let firstTotal: number | undefined;
  let changedUnderWay = false;
  for (let next = ahead.shift(); next; next = ahead.shift()) {
    const read = await next;
    // Asked before this page is read, so that the server never waits for us.
    askAhead();
    const { rows, pagination } = read();
    firstTotal ??= pagination.total;
    const before = ids.size;
    const fresh = rows.filter((row) => !ids.has(row.id) && ids.add(row.id));
    changedUnderWay ||= pagination.total !== firstTotal || ids.size - before < rows.length;
    // Rows that arrived meanwhile are at the end; a page that brings nothing new ends every walk.
    const pages = Math.ceil(pagination.total / perPage);
    last = rows.length === 0 ? requested : pages;
    askAhead();
    yield { rows: fresh, rowsSoFar: ids.size, total: pagination.total, changedDuringWalk: changedUnderWay };
  }
}
