import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { LoginPasswords } from '../../../src/accounts/loginPasswords';
import { writeBackup } from '../../../src/actions/backup';
import { FinalAct, type FinalKind } from '../../../src/actions/finalAct';
import { textToType } from '../../../src/actions/typedName';
import { isApiError } from '../../../src/api/errors';
import type { Session } from '../../../src/session/session';
import { FakeSecrets, openWindow } from '../accounts/fakes';
import { DemoWorld, clientIds } from './demoSession';

// What happens to the clients while the login password is asked for.
const world = DemoWorld.start({ clients: 30 });
let folder = '';
let session: Session;
let a = '';
let b = '';

beforeEach(async () => {
  await (await world).reset();
  folder = await mkdtemp(path.join(os.tmpdir(), 'backups-'));
  session = (await world).session();
  [a = '', b = ''] = await clientIds(session, 2);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A purge of `a`, or its merge into `b`, backed up and with the name typed; each item is done while a password is typed. */
async function prepared(kind: FinalKind, ...asked: (() => Promise<string>)[]) {
  const { store } = openWindow(new FakeSecrets());
  const passwords = new LoginPasswords(store, async () => {
    const password = await asked.shift()?.();
    return password === undefined ? undefined : { password, remember: false };
  });
  const survivor = kind === 'merge' ? b : undefined;
  const act = new FinalAct(session, passwords, kind, { gone: a, survivor });
  act.backedUp(await writeBackup(session, act.affected, { folder, withFiles: false }));
  const claim = { gone: a, survivor, typed: textToType(await session.get(a)) };
  return () => act.run(claim);
}

const finals = async () =>
  [...(await (await world).requests('/purge')), ...(await (await world).requests('/merge'))].map(
    ({ status }) => status,
  );
const right = async () => (await world).server.password;
const change = async (client: string) =>
  (await world).fault({ kind: 'change', client, set: { phone: '+1 555 0100' } });

for (const [kind, changed] of [
  ['purge', () => a],
  ['merge', () => a],
  ['merge', () => b],
] as const)
  test(`${kind}: what somebody changes while the password is typed is not lost`, async () => {
    const run = await prepared(kind, async () => {
      await change(changed());
      return right();
    });
    await assert.rejects(run(), /changed a client since the backup.*write the backup again/);
    assert.deepEqual(await finals(), []);
    await assert.rejects(run(), /no backup yet/);
  });

test('a password asked for once more is checked once more', async () => {
  const run = await prepared(
    'purge',
    () => Promise.resolve('wrong'),
    async () => {
      await change(a);
      return right();
    },
  );
  await assert.rejects(run(), /changed a client since the backup/);
  assert.deepEqual(await finals(), [412]);
});

test("the user's own change that is still on its way is waited for", async () => {
  await (await world).fault({ kind: 'delay', ms: 300, match: { path: '/clients/bulk$' } });
  const run = await prepared('purge', () => {
    void session.bulk({ action: 'archive', ids: [a] }, { origin: 'test' });
    return right();
  });
  await assert.rejects(run(), /changed a client since the backup/);
  assert.deepEqual(await finals(), []);
});

test('a check that is refused sends nothing and teaches nothing about what is final', async () => {
  const run = await prepared('purge', async () => {
    await (await world).fault({ kind: 'error', status: 401, match: { path: `/clients/${a}$` } });
    return right();
  });
  await assert.rejects(run(), (error) => isApiError(error, 'noPermission'));
  assert.equal(session.rights.mayFinal, true);
  assert.deepEqual(await finals(), []);
  assert.ok(await session.get(a));
});
