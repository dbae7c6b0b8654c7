import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientQuery } from '../../../src/api/clientQuery';
import type { Client, Page } from '../../../src/api/types';
import { ClientList } from '../../../src/browse/clientList';
import type { Session } from '../../../src/session/session';

interface Asked {
  query: ClientQuery;
  signal: AbortSignal | undefined;
  answer: (ids: string[], total: number) => void;
  fail: (error: Error) => void;
}

/** A list whose answers the test gives by hand. */
function listWith(pageSize = 2): { list: ClientList; asked: Asked[] } {
  const asked: Asked[] = [];
  const session = {
    list: (query: ClientQuery, options?: { signal?: AbortSignal }) =>
      new Promise<Page<Client>>((resolve, fail) => {
        asked.push({
          query,
          signal: options?.signal,
          fail,
          answer: (ids, total) =>
            resolve({
              rows: ids.map((id) => ({ id }) as Client),
              pagination: { total, count: ids.length, perPage: pageSize, currentPage: 1, totalPages: 1 },
            }),
        });
      }),
  } as unknown as Session;
  return {
    list: new ClientList(
      session,
      () => ({ sort: { column: 'name', direction: 'asc' } }),
      () => pageSize,
    ),
    asked,
  };
}

const ids = (list: ClientList) => list.clients.map(({ id }) => id);

test('pages are appended, a client that moved onto the next page is not shown twice', async () => {
  const { list, asked } = listWith();
  const first = list.first();
  void list.first();
  asked[0]?.answer(['a', 'b'], 3);
  await first;
  assert.equal(asked.length, 1, 'one request for two who ask');
  assert.equal(list.hasMore, true);
  const more = list.more();
  assert.equal(asked[1]?.query.page, 2);
  asked[1]?.answer(['b', 'c'], 3);
  await more;
  assert.deepEqual(ids(list), ['a', 'b', 'c']);
  assert.equal(list.hasMore, false);
});

test('an answer from before a refresh is dropped, its request aborted, and whoever waited gets the new one', async () => {
  const { list, asked } = listWith();
  const early = list.first();
  list.reset();
  const late = list.first();
  assert.equal(asked[0]?.signal?.aborted, true);
  asked[1]?.answer(['new'], 1);
  await late;
  asked[0]?.answer(['old'], 9);
  await early;
  assert.deepEqual(ids(list), ['new']);
  assert.equal(list.total, 1);
});

test('a failed page keeps what is loaded; asking again asks for the same page', async () => {
  const { list, asked } = listWith();
  const first = list.first();
  asked[0]?.answer(['a', 'b'], 4);
  await first;
  const failing = list.more();
  asked[1]?.fail(new Error('offline'));
  await failing;
  assert.match(String(list.error), /offline/);
  assert.deepEqual(ids(list), ['a', 'b']);
  const again = list.more();
  assert.equal(asked[2]?.query.page, 2);
  asked[2]?.answer(['c', 'd'], 4);
  await again;
  assert.equal(list.error, undefined);
  assert.deepEqual(ids(list), ['a', 'b', 'c', 'd']);
});

test('a change of the page size does not tear the list: it counts from the next refresh on', async () => {
  let size = 2;
  const asked: ClientQuery[] = [];
  const session = {
    list: (query: ClientQuery) => {
      asked.push(query);
      return Promise.resolve({
        rows: [],
        pagination: { total: 10, count: 0, perPage: 2, currentPage: 1, totalPages: 5 },
      });
    },
  } as unknown as Session;
  const list = new ClientList(
    session,
    () => ({}),
    () => size,
  );
  await list.first();
  size = 5;
  await list.more();
  list.reset();
  await list.first();
  assert.deepEqual(
    asked.map(({ perPage, page }) => [perPage, page]),
    [
      [2, 1],
      [2, 2],
      [5, 1],
    ],
  );
});
