import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import type { ClientQuery } from '../../../../src/api/query/clientQuery';
import { ApiError } from '../../../../src/api/errors';
import type { Client } from '../../../../src/api/types';
import { ClientPoll } from '../../../../src/browse/list/clientPoll';
import type { ClientChange } from '../../../../src/session/clientCache';
import { Session } from '../../../../src/session/session';
import { account } from '../../accounts/fakes';

const noIntents = {
  open: () => Promise.reject(new Error('not expected')),
  close: () => Promise.reject(new Error('not expected')),
  pending: () => Promise.resolve([]),
};

/** A server that holds these clients; the clock is the test's. */
function scene(clients: Client[]) {
  const asked: ClientQuery[] = [];
  const read: string[] = [];
  let failure: ApiError | undefined;
  const listClients = (query: ClientQuery) => {
    asked.push(query);
    if (failure !== undefined) return Promise.reject(failure);
    const since = query.updatedAt?.at;
    const all = clients
      .filter(({ updated_at }) => typeof since !== 'number' || updated_at >= since)
      .sort((a, b) => (query.sort?.direction === 'desc' ? -1 : 1) * (a.updated_at - b.updated_at));
    const size = query.perPage ?? 20;
    const rows = all.slice(((query.page ?? 1) - 1) * size).slice(0, size);
    return Promise.resolve({
      rows: structuredClone(rows),
      pagination: { total: all.length, count: rows.length, perPage: size, currentPage: 1, totalPages: 1 },
    });
  };
  const getClient = (id: string) => {
    read.push(id);
    const found = clients.find((row) => row.id === id);
    return found
      ? Promise.resolve(found)
      : Promise.reject(new ApiError('notFound', 'There is no such client.'));
  };
  const api = { listClients, getClient } as unknown as InvoiceNinjaApi;
  const session = new Session(account('a'), () => Promise.resolve(api), noIntents);
  const changes: ClientChange[] = [];
  session.onDidChange((change) => changes.push(change));
  let now = 0;
  const poll = new ClientPoll(
    session,
    () => ['one'],
    () => now,
  );
  return {
    asked,
    read,
    changes,
    session,
    poll,
    fail: (error?: ApiError) => (failure = error),
    at: (time: number) => (now = time),
  };
}

const client = (id: string, updated_at: number, more: Partial<Client> = {}) =>
  ({
    id,
    name: id,
    updated_at,
    created_at: updated_at,
    contacts: [],
    settings: {},
    ...more,
  }) as unknown as Client;

test('asks only for what changed since, in all states, and tells of other versions alone', async () => {
  const clients = [client('one', 10), client('two', 20), client('three', 30)];
  const { poll, session, asked, changes } = scene(clients);
  await session.list({ perPage: 100 });
  await poll.poll();
  assert.deepEqual(changes, []);
  clients[0] = client('one', 40, { name: 'Renamed', is_deleted: true });
  asked.length = 0;
  assert.deepEqual(await poll.poll(), { newClients: 0 });
  assert.deepEqual(
    asked.map(({ updatedAt, perPage, status }) => [updatedAt?.at, perPage, status?.length]),
    [
      [undefined, 1, 3],
      [30, 100, 3],
    ],
  );
  assert.deepEqual(
    changes.map(({ ids, kind }) => [ids, kind]),
    [[['one'], 'seen']],
  );
});

test('counts clients that are new here', async () => {
  const clients = [client('one', 10)];
  const { poll } = scene(clients);
  await poll.poll();
  clients.push(client('two', 50), client('three', 51));
  assert.deepEqual(await poll.poll(), { newClients: 2 });
  assert.deepEqual(await poll.poll(), { newClients: 0 });
});

test('a total that fell makes it read the open clients; a vanished one is reported', async () => {
  const clients = [client('one', 10), client('two', 20)];
  const { poll, session, read, changes } = scene(clients);
  await session.list({ perPage: 100 });
  await poll.poll();
  assert.deepEqual(read, []);
  clients.shift();
  await poll.poll();
  assert.deepEqual(read, ['one']);
  assert.deepEqual(
    changes.map(({ ids, kind }) => [ids, kind]),
    [[['one'], 'gone']],
  );
});

test('a deleted client is noticed even when another one was created since', async () => {
  const clients = [client('one', 10), client('two', 20)];
  const { poll, session, read } = scene(clients);
  await session.list({ perPage: 100 });
  await poll.poll();
  clients.splice(0, 1, client('three', 30));
  await poll.poll();
  assert.deepEqual(read, ['one']);
});

test('rests after “too many requests” as long as the server says, and is quiet when offline', async () => {
  const { poll, asked, fail, at } = scene([client('one', 10)]);
  fail(new ApiError('rateLimited', 'Slow down.', { retryAfter: 60_000 }));
  assert.equal(await poll.poll(), undefined);
  asked.length = 0;
  at(59_999);
  await poll.poll();
  assert.deepEqual(asked, []);
  at(60_000);
  fail(new ApiError('unreachable', 'Offline.'));
  assert.equal(await poll.poll(), undefined);
  fail(undefined);
  assert.deepEqual(await poll.poll(), { newClients: 0 });
});
