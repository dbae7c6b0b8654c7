import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientQuery } from '../../../../src/api/query/clientQuery';
import type { Client, ClientState, Page } from '../../../../src/api/types';
import { ClientList } from '../../../../src/browse/list/clientList';
import { clientState } from '../../../../src/records/names';
import type { Session } from '../../../../src/session/session';

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
    clients: { newest: (row: Client) => row },
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

test('an answer from before a refresh is dropped, its request aborted, and its caller gets the new one', async () => {
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

/** A server of so many clients, and a list that hears of each change, as from the session. */
function serverOf(count: number, status: ClientState[] = ['active', 'archived'], perPage = 100) {
  const name = (at: number) => `c${String(at).padStart(4, '0')}`;
  const clients = new Map<string, Client>();
  const known = new Map<string, Client>();
  const pages: number[] = [];
  const client = (at: number, state: ClientState) =>
    ({ id: name(at), is_deleted: state === 'deleted', archived_at: state === 'archived' ? 1 : 0 }) as Client;
  const live = () => [...clients.values()].filter((row) => status.includes(clientState(row)));
  const make = (from: number, to: number) => {
    for (let at = from; at <= to; at++) clients.set(name(at), client(at, 'active'));
  };
  make(1, count);
  const session = {
    clients: { newest: ({ id }: Client) => known.get(id) },
    list: (query: ClientQuery) => {
      const page = query.page ?? 1;
      pages.push(page);
      const all = live();
      const rows = all.slice((page - 1) * perPage, page * perPage);
      for (const row of rows) known.set(row.id, row);
      const pagination = { total: all.length, count: rows.length, perPage, currentPage: page, totalPages: 1 };
      return Promise.resolve({ rows, pagination });
    },
  } as unknown as Session;
  const list = new ClientList(
    session,
    () => ({ status }),
    () => perPage,
  );
  /** By another user: this window does not learn of it. */
  const elsewhere = (from: number, to: number, state: ClientState) => {
    for (let at = from; at <= to; at++) clients.set(name(at), client(at, state));
  };
  return {
    list,
    /** Pages that were asked for. */
    pages,
    elsewhere,
    make,
    /** Here, so that the list hears of it. */
    set: (from: number, to: number, state: ClientState) => {
      elsewhere(from, to, state);
      tell(from, to);
    },
    tell,
    purge: (at: number) => {
      clients.delete(name(at));
      known.delete(name(at));
      return list.remove(name(at));
    },
    /** Clients of the server's list that are not loaded. */
    unloaded: () => live().filter(({ id }) => !list.has(id)).length,
    /** `size of total`, and whether there is more. */
    count: () => `${list.size} of ${list.total}${list.hasMore ? '…' : ''}`,
  };

  function tell(from: number, to: number): void {
    for (let at = from; at <= to; at++) {
      const row = clients.get(name(at));
      if (row === undefined) continue;
      known.set(row.id, row);
      list.update(row);
    }
  }
}

test('no client is skipped after loaded ones were deleted, and the counts are right all the way', async () => {
  const { list, pages, set, count, unloaded } = serverOf(250);
  await list.first();
  assert.equal(count(), '100 of 250…');
  set(1, 30, 'deleted');
  assert.equal(count(), '70 of 220…');
  assert.equal(list.clients.length, 100, 'what was deleted stays on screen');
  await list.more();
  assert.deepEqual(pages, [1, 2, 1]);
  assert.equal(count(), '200 of 220…');
  await list.more();
  assert.deepEqual(pages, [1, 2, 1, 3], 'what did not move is not read again');
  assert.equal(count(), '220 of 220');
  assert.equal(unloaded(), 0);
  assert.equal(list.clients.length, 250);
  assert.deepEqual(ids(list).slice(100), ids(list).slice(100).sort(), 'what moved up is before the new page');
});

test('only as many pages are read again as something can have moved into', async () => {
  const { list, pages, set, count, unloaded } = serverOf(100, ['active', 'archived'], 10);
  await list.first();
  for (let page = 2; page <= 5; page++) await list.more();
  set(1, 11, 'deleted');
  await list.more();
  assert.deepEqual(pages, [1, 2, 3, 4, 5, 6, 4, 5]);
  assert.equal(count(), '60 of 89…');
  set(12, 60, 'deleted');
  set(61, 71, 'deleted');
  assert.equal(count(), '0 of 29…', 'the server reported 89, so that one may ask for the rest');
  await list.more();
  assert.deepEqual(pages.slice(8), [7, 1, 2, 3, 4, 5, 6]);
  assert.equal(count(), '29 of 29');
  assert.equal(unloaded(), 0);
});

test('a purge of a loaded client skips none', async () => {
  const { list, purge, set, count, unloaded } = serverOf(101);
  await list.first();
  assert.equal(purge(7), true);
  assert.equal(purge(7), false);
  assert.equal(count(), '99 of 100…');
  await list.more();
  assert.equal(count(), '100 of 100');
  assert.equal(unloaded(), 0);
  set(8, 8, 'deleted');
  assert.equal(count(), '99 of 99');
  purge(8);
  assert.equal(count(), '99 of 99', 'a deleted one counted no more');
});

test('what left here skips none even where as many clients were added elsewhere', async () => {
  const { list, set, make, count, unloaded } = serverOf(250);
  await list.first();
  set(1, 30, 'deleted');
  make(251, 280);
  await list.more();
  assert.equal(count(), '200 of 250…');
  await list.more();
  assert.equal(count(), '250 of 250');
  assert.equal(unloaded(), 0);
});

test('what another user deleted skips none, whether or not it is known which ones', async () => {
  const { list, elsewhere, tell, count, unloaded } = serverOf(250);
  await list.first();
  elsewhere(1, 30, 'deleted');
  assert.equal(count(), '100 of 250…');
  await list.more();
  assert.equal(count(), '200 of 220…');
  tell(1, 10);
  assert.equal(count(), '200 of 220…', 'these were among those that the server lists no more');
  await list.more();
  assert.equal(count(), '220 of 220');
  tell(11, 30);
  assert.equal(count(), '220 of 220');
  assert.equal(unloaded(), 0);
  list.reset();
  await list.first();
  assert.equal(count(), '100 of 220…');
});

test('clients that come back count again, and nothing is loaded twice for it', async () => {
  const { list, pages, set, count, unloaded } = serverOf(260);
  await list.first();
  set(1, 30, 'deleted');
  set(1, 30, 'active');
  assert.equal(count(), '100 of 260…');
  set(1, 30, 'deleted');
  await list.more();
  assert.equal(count(), '200 of 230…');
  set(1, 30, 'active');
  assert.equal(count(), '230 of 260…');
  await list.more();
  assert.deepEqual(pages, [1, 2, 1, 3]);
  assert.equal(count(), '260 of 260');
  assert.equal(unloaded(), 0);
});

test('under a filter of states, who leaves those counts no more', async () => {
  const { list, set, count, unloaded } = serverOf(5, ['active'], 2);
  await list.first();
  set(1, 1, 'archived');
  assert.equal(count(), '1 of 4…');
  set(1, 1, 'deleted');
  assert.equal(count(), '1 of 4…', 'it had left already');
  await list.more();
  assert.equal(count(), '4 of 4');
  assert.equal(unloaded(), 0);
  set(1, 1, 'active');
  assert.equal(count(), '5 of 5');
});

test('an archived client counts where archived ones are listed', async () => {
  const { list, set, count } = serverOf(2);
  await list.first();
  set(1, 1, 'archived');
  assert.equal(count(), '2 of 2');
});

test('clients that were added elsewhere can be asked for', async () => {
  const { list, make, count } = serverOf(100);
  await list.first();
  make(101, 103);
  assert.equal(count(), '100 of 100');
  list.countNew(3);
  assert.equal(count(), '100 of 103…');
  await list.more();
  assert.equal(count(), '103 of 103');
});

test('a page that cannot be read again fails the whole step; the next one makes up for it', async () => {
  const { list, asked } = listWith();
  const first = list.first();
  asked[0]?.answer(['a', 'b'], 5);
  await first;
  const failing = list.more();
  asked[1]?.answer(['d', 'e'], 4);
  await new Promise(setImmediate);
  assert.equal(asked[2]?.query.page, 1);
  asked[2]?.fail(new Error('offline'));
  await failing;
  assert.match(String(list.error), /offline/);
  assert.deepEqual([ids(list), list.total], [['a', 'b'], 5]);
  const again = list.more();
  asked[3]?.answer(['d', 'e'], 4);
  await new Promise(setImmediate);
  asked[4]?.answer(['b', 'c'], 4);
  await again;
  assert.deepEqual(ids(list), ['a', 'b', 'c', 'd', 'e']);
  assert.equal(list.hasMore, false);
});

test('a refresh while a page is read again drops both, and aborts what is under way', async () => {
  const { list, asked } = listWith();
  const first = list.first();
  asked[0]?.answer(['a', 'b'], 5);
  await first;
  const more = list.more();
  asked[1]?.answer(['d', 'e'], 4);
  await new Promise(setImmediate);
  list.reset();
  assert.equal(asked[2]?.signal?.aborted, true);
  asked[2]?.answer(['b', 'c'], 4);
  await new Promise(setImmediate);
  asked[3]?.answer(['b', 'c'], 4);
  await more;
  assert.deepEqual([ids(list), asked[3]?.query.page, list.total], [['b', 'c'], 1, 4]);
});

test('a page that was under way while a client was deleted does not bring it back', async () => {
  const { list, set, count } = serverOf(3, ['active'], 2);
  await list.first();
  set(3, 3, 'active');
  const more = list.more();
  set(3, 3, 'deleted');
  await more;
  assert.equal(list.clients.find(({ id }) => id === 'c0003')?.is_deleted, true);
  assert.equal(count(), '2 of 3');
});
