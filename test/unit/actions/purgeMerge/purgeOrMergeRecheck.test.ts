import assert from 'node:assert/strict';
import { test } from 'node:test';
import { writeBackup } from '../../../../src/actions/purgeMerge/backup';
import { PurgeOrMerge } from '../../../../src/actions/purgeMerge/purgeOrMerge';
import { confirmationText } from '../../../../src/actions/purgeMerge/confirmationText';
import { isApiError } from '../../../../src/api/errors';
import {
  a,
  b,
  purgesAndMerges,
  folder,
  passwordsFrom,
  rightPassword,
  session,
  world,
} from './purgeMergeSetup';

// What happens to the clients while the login password is asked for.

/** A purge of `a`, or its merge into `b`, backed up and with the name typed; each item is done while a password is typed. */
async function prepared(kind: 'purge' | 'merge', ...asked: (() => Promise<string>)[]) {
  const passwords = passwordsFrom(async () => asked.shift()?.());
  const survivor = kind === 'merge' ? b : undefined;
  const operation = new PurgeOrMerge(session, passwords, { removed: a, survivor });
  operation.setBackup(await writeBackup(session, operation.affected, { folder, withFiles: false }));
  const request = { removed: a, survivor, typed: confirmationText(await session.get(a)) };
  return () => operation.run(request);
}

const statuses = async () => (await purgesAndMerges()).map(({ status }) => status);
const change = async (client: string) =>
  (await world).fault({ kind: 'change', client, set: { phone: '+1 555 0100' } });

for (const [kind, changed] of [
  ['purge', () => a],
  ['merge', () => a],
  ['merge', () => b],
] as const)
  test(`${kind}: a change during the question for the password is not lost`, async () => {
    const run = await prepared(kind, async () => {
      await change(changed());
      return rightPassword();
    });
    await assert.rejects(run(), /changed a client since the backup.*write the backup again/);
    assert.deepEqual(await statuses(), []);
    await assert.rejects(run(), /no backup yet/);
  });

test('everything is checked again when the password is asked for again', async () => {
  const run = await prepared(
    'purge',
    () => Promise.resolve('wrong'),
    async () => {
      await change(a);
      return rightPassword();
    },
  );
  await assert.rejects(run(), /changed a client since the backup/);
  assert.deepEqual(await statuses(), [412]);
});

test("the user's own pending change is waited for", async () => {
  await (await world).fault({ kind: 'delay', ms: 300, match: { path: '/clients/bulk$' } });
  const run = await prepared('purge', () => {
    void session.bulk({ action: 'archive', ids: [a] }, { origin: 'test' });
    return rightPassword();
  });
  await assert.rejects(run(), /changed a client since the backup/);
  assert.deepEqual(await statuses(), []);
});

test('a denied check sends nothing and does not mark purge and merge as denied', async () => {
  const run = await prepared('purge', async () => {
    await (await world).fault({ kind: 'error', status: 401, match: { path: `/clients/${a}$` } });
    return rightPassword();
  });
  await assert.rejects(run(), (error) => isApiError(error, 'noPermission'));
  assert.equal(session.permissions.mayPurgeAndMerge, true);
  assert.deepEqual(await statuses(), []);
  assert.ok(await session.get(a));
});
