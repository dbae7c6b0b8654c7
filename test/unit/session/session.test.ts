import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceNinjaApi, UploadFile } from '../../../src/api/api';
import { ApiError } from '../../../src/api/errors';
import type { Client, ClientDocument } from '../../../src/api/types';
import type { IntentStore } from '../../../src/session/writes/intents';
import type { ClientChange } from '../../../src/session/clientCache';
import { Session } from '../../../src/session/session';
import { eventually } from '../../eventually';

const account = {
  id: 'a',
  kind: 'server',
  address: 'https://x.example',
  companyName: 'X',
  label: 'X',
} as const;

function client(id: string, more: Partial<Client> = {}): Client {
  return {
    id,
    name: id,
    display_name: id,
    number: '1',
    balance: 0,
    paid_to_date: 0,
    credit_balance: 0,
    is_deleted: false,
    archived_at: 0,
    updated_at: 1,
    created_at: 1,
    settings: {},
    contacts: [],
    ...more,
  };
}

const noIntents: IntentStore = {
  open: () => Promise.reject(new Error('not expected')),
  close: () => Promise.reject(new Error('not expected')),
  pending: () => Promise.resolve([]),
};

/** Only what a test uses of the client; anything else fails loudly. */
function sessionOf(api: Partial<InvoiceNinjaApi>): { session: Session; changes: ClientChange[] } {
  const session = new Session(account, () => Promise.resolve(api as InvoiceNinjaApi), noIntents);
  const changes: ClientChange[] = [];
  session.onDidChange((change) => changes.push(change));
  return { session, changes };
}

test('a read tells of a version other than the one known, and of nothing else', async () => {
  let now = client('one', { documents: [] });
  const { session, changes } = sessionOf({ getClient: () => Promise.resolve(now) });
  await session.get('one');
  assert.deepEqual(changes, []);
  now = client('one');
  await session.get('one', { origin: 'me' });
  assert.deepEqual(changes, [], 'a list that leaves documents out is no change');
  now = client('one', { balance: 5 });
  await session.get('one', { origin: 'me' });
  assert.deepEqual(changes, [{ accountId: 'a', ids: ['one'], kind: 'seen', origin: 'me' }]);
  assert.equal(session.clients.get('one')?.balance, 5);
});

test('a vanished client is reported once and forgotten', async () => {
  let answer: () => Promise<Client> = () => Promise.resolve(client('one'));
  const { session, changes } = sessionOf({ getClient: () => answer() });
  await session.get('one');
  answer = () => Promise.reject(new ApiError('notFound', 'gone'));
  await assert.rejects(session.get('one'));
  await assert.rejects(session.get('one'));
  assert.deepEqual(
    changes.map(({ kind }) => kind),
    ['gone'],
  );
  assert.equal(session.clients.get('one'), undefined);
});

test('two updates of a client go one after another, and the second body is made from what the first left', async () => {
  const log: string[] = [];
  const { session, changes } = sessionOf({
    updateClient: async (id, body) => {
      log.push(`start ${String(body.name)}`);
      await Promise.resolve();
      log.push(`end ${String(body.name)}`);
      return { client: client(id, { name: String(body.name) }), confirmedBy: 'answer' as const };
    },
  });
  const first = session.update('one', () => Promise.resolve({ name: 'A' }), { origin: 'me' });
  const second = session.update(
    'one',
    () => Promise.resolve({ name: `${session.clients.get('one')?.name}B` }),
    {
      origin: 'me',
    },
  );
  await Promise.all([first, second]);
  assert.deepEqual(log, ['start A', 'end A', 'start AB', 'end AB']);
  assert.deepEqual(
    changes.map(({ kind }) => kind),
    ['updated', 'updated'],
  );
});

test('a body that turns out to be needless sends nothing', async () => {
  const { session } = sessionOf({});
  assert.equal(await session.update('one', () => Promise.resolve(undefined), { origin: 'me' }), undefined);
});

test('a failed connection is tried again by the next call', async () => {
  let attempts = 0;
  const connect = () => {
    attempts++;
    return attempts === 1
      ? Promise.reject(new Error('no'))
      : Promise.resolve({ getClient: () => Promise.resolve(client('one')) } as unknown as InvoiceNinjaApi);
  };
  const session = new Session(account, connect, noIntents);
  await assert.rejects(session.get('one'));
  assert.equal((await session.get('one')).id, 'one');
});

/** Reads that a test answers itself, in any order. */
function heldReads() {
  const held: ((client: Client) => void)[] = [];
  return { held, getClient: () => new Promise<Client>((resolve) => held.push(resolve)) };
}

const writes: [what: string, write: (session: Session) => Promise<unknown>][] = [
  ['a save', (session) => session.update('one', () => Promise.resolve({}), { origin: 'me' })],
  ['a save whose answer was lost', (session) => session.upload('one', {} as UploadFile, { origin: 'me' })],
  ['a restore', (session) => session.restore('one', { origin: 'me' })],
  ['a bulk action', (session) => session.bulk({ action: 'archive', ids: ['one'] }, { origin: 'me' })],
  ['a merge', (session) => session.merge('one', 'two', undefined, { origin: 'me' })],
  ['a renamed document', (session) => session.updateDocument('one', 'doc', {}, { origin: 'me' })],
  ['a deleted document', (session) => session.deleteDocument('one', 'doc', undefined, { origin: 'me' })],
];

for (const [what, write] of writes)
  test(`a read that began before ${what} ended is asked for again, and never brings the older record back`, async () => {
    const { held, getClient } = heldReads();
    const written = client('one', { name: 'new' });
    const { session } = sessionOf({
      getClient,
      updateClient: () => Promise.resolve({ client: written, confirmedBy: 'answer' as const }),
      uploadDocument: () => Promise.reject(new ApiError('unreachable', 'lost', { effect: 'unknown' })),
      bulkClients: () => Promise.resolve([written]),
      mergeClients: () => Promise.resolve(written),
      updateDocument: () => Promise.resolve({} as ClientDocument),
      deleteDocument: () => Promise.resolve(),
    });
    const early = session.get('one');
    await eventually('the read is on its way', () => held.length === 1);
    await write(session).catch(() => undefined);
    const cached = session.clients.get('one')?.name;
    held[0]?.(client('one', { name: 'old' }));
    await eventually('the second read', () => held.length === 2);
    assert.equal(session.clients.get('one')?.name, cached);
    held[1]?.(client('one', { name: 'newest' }));
    assert.equal((await early).name, 'newest');
    assert.equal(session.clients.get('one')?.name, 'newest');
  });

test('answers that arrive in another order than their reads began do not undo a write in between', async () => {
  const { held, getClient } = heldReads();
  const { session } = sessionOf({
    getClient,
    updateClient: (id) =>
      Promise.resolve({ client: client(id, { name: 'new' }), confirmedBy: 'answer' as const }),
  });
  const early = session.get('one');
  await eventually('the first read', () => held.length === 1);
  await session.update('one', () => Promise.resolve({}), { origin: 'me' });
  const late = session.get('one');
  await eventually('the second read', () => held.length === 2);
  held[1]?.(client('one', { name: 'new' }));
  assert.equal((await late).name, 'new');
  held[0]?.(client('one', { name: 'old' }));
  await eventually('the third read', () => held.length === 3);
  assert.equal(session.clients.get('one')?.name, 'new');
  held[2]?.(client('one', { name: 'new' }));
  assert.equal((await early).name, 'new');
});

test('a session that was closed keeps no client and calls no listener', async () => {
  let seen = 0;
  const { session } = sessionOf({
    getClient: () => Promise.resolve(client('one')),
    listClients: () =>
      Promise.resolve({
        rows: [client('two')],
        pagination: { total: 1, count: 1, perPage: 1, currentPage: 1, totalPages: 1 },
      }),
    close: () => Promise.resolve(),
  });
  session.onDidChange(() => seen++);
  await session.get('one');
  await session.close();
  assert.deepEqual([...session.clients.ids()], []);
  assert.equal(seen, 0);
});

test('a session that was closed sends nothing any more, even for code that still holds it', async () => {
  let connected = 0;
  const api = { getClient: () => Promise.resolve(client('one')), close: () => Promise.resolve() };
  const session = new Session(
    account,
    () => Promise.resolve((connected++, api) as unknown as InvoiceNinjaApi),
    noIntents,
  );
  await session.get('one');
  await session.close();
  await assert.rejects(
    session.get('one'),
    /signed in or out meanwhile, or its settings changed\. Nothing was sent/,
  );
  await assert.rejects(session.purge('one', undefined, { origin: 'me' }), /signed in or out meanwhile/);
  assert.equal(connected, 1);
});

test('a list under way during a bulk and a purge is read again, and shows what they left', async () => {
  const pages = [['one', 'two'].map((id) => client(id)), [client('one', { updated_at: 2 })]];
  const held: (() => void)[] = [];
  const { session } = sessionOf({
    listClients: () =>
      new Promise((resolve) => {
        const rows = pages[held.length] ?? [];
        const count = rows.length;
        const pagination = { total: count, count, perPage: 100, currentPage: 1, totalPages: 1 };
        held.push(() => resolve({ rows, pagination }));
      }),
    bulkClients: () => Promise.resolve([client('one', { updated_at: 2 })]),
    purgeClient: () => Promise.resolve(),
  });
  const list = session.list({});
  await eventually('the list is on its way', () => held.length === 1);
  await session.bulk({ action: 'archive', ids: ['one'] }, { origin: 'me' });
  await session.purge('two', undefined, { origin: 'me' });
  held[0]?.();
  await eventually('the second list', () => held.length === 2);
  assert.equal(session.clients.get('one'), undefined);
  assert.equal(
    session.clients.newest(client('two')),
    undefined,
    'the row of a purged client is not its newest',
  );
  held[1]?.();
  const page = await list;
  assert.deepEqual(
    page.rows.map((row) => session.clients.newest(row)?.updated_at),
    [2],
  );
});

test('a list is not read for ever while one write after another ends', async () => {
  let reads = 0;
  const { session } = sessionOf({
    listClients: async () => {
      reads++;
      await session.bulk({ action: 'archive', ids: ['one'] }, { origin: 'me' });
      const pagination = { total: 1, count: 1, perPage: 100, currentPage: 1, totalPages: 1 };
      return { rows: [client('one')], pagination };
    },
    bulkClients: () => Promise.resolve([]),
  });
  assert.equal((await session.list({})).rows.length, 1);
  assert.equal(reads, 3);
  assert.equal(session.clients.get('one'), undefined, 'it is shown, but not taken for the newest');
});
