import assert from 'node:assert/strict';
import { test } from 'node:test';
import { maxDeniedClients, type DeniedPermissionStorage } from '../../../src/session/deniedPermissions';
import { Permissions } from '../../../src/session/permissions';

const [one, two] = ['aaaaaaaaaa', 'bbbbbbbbbb'];
const start = 1_700_000_000_000;
const day = 24 * 60 * 60 * 1000;

/** Keeps what it is given, as JSON does. */
function storeWith(stored?: unknown): DeniedPermissionStorage & { stored: unknown; writes: number } {
  return {
    stored,
    writes: 0,
    read() {
      return this.stored;
    },
    write(refusals) {
      this.writes++;
      this.stored = refusals && (JSON.parse(JSON.stringify(refusals)) as unknown);
    },
  };
}

test('what was refused is known to the next session, and what is allowed after all is forgotten', () => {
  const store = storeWith();
  const first = new Permissions(store, () => start);
  first.learnChanges([], [one]);
  first.learnPurgeAndMerge(true);
  assert.equal(store.writes, 0, 'no news is not written');
  first.learnChanges([one, two], []);
  first.learnChanges([one], []);
  first.learnPurgeAndMerge(false);
  assert.deepEqual(store.stored, { purgeAndMergeDenied: true, clients: [one, two], since: start });
  assert.equal(store.writes, 2);

  const second = new Permissions(store, () => start + 1000);
  assert.deepEqual(
    [second.mayPurgeAndMerge, second.mayChange(one), second.mayChange(two)],
    [false, false, false],
  );
  second.learnChanges([], [one]);
  second.learnPurgeAndMerge(true);
  assert.deepEqual(store.stored, { purgeAndMergeDenied: false, clients: [two], since: start });
  second.learnChanges([], [two]);
  assert.equal(store.stored, undefined, 'nothing is left to keep');
});

test('after a day it is learned again', () => {
  const store = storeWith({ purgeAndMergeDenied: true, clients: [one], since: start });
  assert.equal(new Permissions(store, () => start + day - 1).mayPurgeAndMerge, false);
  const later = new Permissions(store, () => start + day);
  assert.deepEqual([later.mayPurgeAndMerge, later.mayChange(one)], [true, true]);
  later.learnChanges([two], []);
  assert.deepEqual(store.stored, { purgeAndMergeDenied: false, clients: [two], since: start + day });
});

test('a store that holds something else refuses nothing', () => {
  const since = start;
  for (const stored of [
    undefined,
    null,
    'text',
    [],
    {},
    { purgeAndMergeDenied: 'yes', clients: [one], since },
    { purgeAndMergeDenied: true, clients: one, since },
    { purgeAndMergeDenied: true, clients: [one], since: '1' },
    { purgeAndMergeDenied: true, clients: [one], since: Number.NaN },
    { purgeAndMergeDenied: true, clients: [one], since: start + 1 },
  ]) {
    const rights = new Permissions(storeWith(stored), () => start);
    assert.deepEqual([rights.mayPurgeAndMerge, rights.mayChange(one)], [true, true], JSON.stringify(stored));
  }
  const mixed = storeWith({ purgeAndMergeDenied: false, clients: [one, 5, null, '../x', two], since });
  const rights = new Permissions(mixed, () => start);
  assert.deepEqual(
    [rights.mayChange(one), rights.mayChange('../x'), rights.mayChange(two)],
    [false, true, false],
  );
});

test('only so many are kept, and nothing once the session is over', () => {
  const ids = Array.from(
    { length: maxDeniedClients + 10 },
    (_, at) => `client${String(at).padStart(6, '0')}`,
  );
  const store = storeWith();
  const rights = new Permissions(store, () => start);
  rights.learnChanges(ids, []);
  const { clients } = store.stored as { clients: string[] };
  assert.deepEqual(clients, ids.slice(-maxDeniedClients), 'the newest');
  rights.close();
  rights.learnChanges([one], ids);
  rights.learnPurgeAndMerge(false);
  assert.equal(store.writes, 1);
  assert.equal(rights.mayChange(one), false, 'it still knows');
});
