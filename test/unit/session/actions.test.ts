import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../src/api/api';
import { ApiError } from '../../../src/api/errors';
import type { Client } from '../../../src/api/types';
import type { IntentStore } from '../../../src/session/writes/intents';
import type { ClientChange } from '../../../src/session/clientCache';
import { Session } from '../../../src/session/session';

const account = {
  id: 'a',
  kind: 'server',
  address: 'https://x.example',
  companyName: 'X',
  label: 'X',
} as const;
const origin = { origin: 'test' };

function client(id: string, more: Partial<Client> = {}): Client {
  const zeros = {
    balance: 0,
    paid_to_date: 0,
    credit_balance: 0,
    archived_at: 0,
    updated_at: 1,
    created_at: 1,
  };
  const texts = { id, name: id, display_name: id, number: '1', is_deleted: false };
  return { ...zeros, ...texts, settings: {}, contacts: [], ...more };
}

function sessionOf(api: Partial<InvoiceNinjaApi>): { session: Session; changes: ClientChange[] } {
  const intents = {} as IntentStore;
  const session = new Session(account, () => Promise.resolve(api as InvoiceNinjaApi), intents);
  const changes: ClientChange[] = [];
  session.onDidChange((change) => changes.push(change));
  return { session, changes };
}

test('a bulk action waits for a save of any of its clients, and tells once of all of them', async () => {
  const log: string[] = [];
  let endSave = () => undefined as void;
  const saving = new Promise<void>((resolve) => (endSave = resolve));
  const { session, changes } = sessionOf({
    getClient: (id) => Promise.resolve(client(id)),
    updateClient: async (id) => {
      log.push('save begins');
      await saving;
      log.push('save ends');
      return { client: client(id), confirmedBy: 'answer' as const };
    },
    bulkClients: ({ ids }) => {
      log.push('bulk');
      return Promise.resolve(ids.map((id) => client(id, { archived_at: 5 })));
    },
  });
  await session.get('one');
  const save = session.update('two', () => Promise.resolve({}), origin);
  const bulk = session.bulk({ action: 'archive', ids: ['one', 'two'] }, origin);
  const later = session.update('one', () => Promise.resolve(void log.push('later')), origin);
  endSave();
  await Promise.all([save, bulk, later]);
  assert.deepEqual(log, ['save begins', 'save ends', 'bulk', 'later']);
  assert.deepEqual(changes.slice(1), [
    { accountId: 'a', ids: ['one', 'two'], kind: 'archived', origin: 'test' },
  ]);
  assert.equal(session.clients.get('one')?.archived_at, 5);
});

test('a bulk answer is kept for clients that were read, and for no others', async () => {
  const { session } = sessionOf({
    bulkClients: ({ ids }) => Promise.resolve(ids.map((id) => client(id))),
  });
  await session.bulk({ action: 'delete', ids: ['one'] }, origin);
  assert.equal(session.clients.get('one'), undefined);
});

test('purge and merge tell who is gone, and where everything went', async () => {
  const { session, changes } = sessionOf({
    purgeClient: () => Promise.resolve(),
    mergeClients: (survivor) => Promise.resolve(client(survivor)),
  });
  await session.purge('one', 'secret', origin);
  await session.merge('two', 'three', undefined, origin);
  assert.deepEqual(changes, [
    { accountId: 'a', ids: ['one'], kind: 'gone', origin: 'test' },
    { accountId: 'a', ids: ['two'], kind: 'updated', origin: 'test' },
    { accountId: 'a', ids: ['three'], kind: 'gone', origin: 'test', into: 'two' },
  ]);
});

test('a refused purge tells nothing and keeps what is known; a missing document does not make its client gone', async () => {
  const { session, changes } = sessionOf({
    getClient: (id) => Promise.resolve(client(id)),
    purgeClient: () => Promise.reject(new ApiError('passwordWrong', 'no')),
    deleteDocument: () => Promise.reject(new ApiError('notFound', 'no')),
  });
  await session.get('one');
  await assert.rejects(session.purge('one', 'bad', origin));
  await assert.rejects(session.deleteDocument('one', 'doc', undefined, origin));
  assert.deepEqual(changes, []);
  assert.ok(session.clients.get('one'));
});

test('an upload is a write of its client', async () => {
  const file = {
    name: 'a.txt',
    size: 1,
    open: () => {
      throw new Error('not read here');
    },
  };
  const { session, changes } = sessionOf({
    uploadDocument: (id) => Promise.resolve(client(id, { documents: [] })),
  });
  await session.upload('one', file, origin);
  assert.deepEqual(
    changes.map(({ kind, ids }) => [kind, ids]),
    [['updated', ['one']]],
  );
});

test('what the server refuses this user is known from then on, and no longer once it works', async () => {
  let allowed = false;
  const noPermission = () => Promise.reject(new ApiError('noPermission', 'no'));
  const { session } = sessionOf({
    updateClient: (id) =>
      allowed ? Promise.resolve({ client: client(id), confirmedBy: 'answer' as const }) : noPermission(),
    purgeClient: () => (allowed ? Promise.resolve() : noPermission()),
    deleteDocument: noPermission,
  });
  let changes = 0;
  session.permissions.onDidChange(() => changes++);
  await assert.rejects(session.deleteDocument('two', 'doc', undefined, origin));
  assert.deepEqual(
    [session.permissions.mayChange('two'), changes],
    [true, 0],
    'a document is not its client',
  );
  const update = () => session.update('one', () => Promise.resolve({}), origin);
  await assert.rejects(update());
  await assert.rejects(update());
  assert.deepEqual(
    [session.permissions.mayChange('one'), session.permissions.mayChange('two'), changes],
    [false, true, 1],
  );
  allowed = true;
  await update();
  assert.deepEqual(
    [session.permissions.mayChange('one'), session.permissions.mayPurgeAndMerge, changes],
    [true, true, 2],
  );
  allowed = false;
  await assert.rejects(session.purge('one', 'x', origin));
  assert.deepEqual(
    [session.permissions.mayPurgeAndMerge, session.permissions.mayChange('one'), changes],
    [false, true, 3],
  );
  allowed = true;
  await session.purge('one', 'x', origin);
  assert.deepEqual([session.permissions.mayPurgeAndMerge, changes], [true, 4]);
});
