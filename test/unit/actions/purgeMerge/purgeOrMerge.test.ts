import assert from 'node:assert/strict';
import { chmod, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { test } from 'node:test';
import { writeBackup } from '../../../../src/actions/purgeMerge/backup';
import { readOverview } from '../../../../src/actions/purgeMerge/clientOverview';
import { PurgeOrMerge, type PurgeMergeIds } from '../../../../src/actions/purgeMerge/purgeOrMerge';
import type { Passwords } from '../../../../src/actions/context';
import { hasSeveralPrimaries, keepFirstPrimary } from '../../../../src/actions/purgeMerge/keepFirstPrimary';
import { matchesConfirmation, confirmationText } from '../../../../src/actions/purgeMerge/confirmationText';
import { clientIds } from '../demoSession';
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

/** Types these passwords, one a question; gives up after the last. */
const typing = (...typed: string[]) => passwordsFrom(() => Promise.resolve(typed.shift()));

const backupOf = (ids: string[], withFiles = false) => writeBackup(session, ids, { folder, withFiles });
const purgeOf = (passwords: Passwords) =>
  new PurgeOrMerge(session, passwords, { removed: a, survivor: undefined });
const request = async (removed = a, survivor: string | undefined = undefined) => ({
  removed,
  survivor,
  typed: confirmationText(await session.get(removed)),
});
test('purge with everything in place; then the client is gone, and a change event says so', async () => {
  const changes: string[] = [];
  session.onDidChange(({ kind, ids }) => changes.push(`${kind} ${ids.join()}`));
  const operation = purgeOf(typing('wrong', await rightPassword()));
  operation.setBackup(await backupOf([a]));
  assert.equal(await operation.run(await request()), 'purged');
  await assert.rejects(session.get(a));
  assert.ok(changes.includes(`gone ${a}`));
  assert.deepEqual(
    (await purgesAndMerges()).map(({ status }) => status),
    [412, 200],
  );
});

test('nothing is purged without a backup, or with one of another client, a deleted or an altered one', async () => {
  const operation = purgeOf(typing(await rightPassword()));
  await assert.rejects(operation.run(await request()), /no backup yet/);
  operation.setBackup(await backupOf([b]));
  await assert.rejects(operation.run(await request()), /no backup yet/);
  const deleted = await backupOf([a]);
  operation.setBackup(deleted);
  await rm(deleted.file);
  await assert.rejects(operation.run(await request()), /no longer where it was written/);
  const altered = await backupOf([a]);
  operation.setBackup(altered);
  await writeFile(altered.file, '{}');
  await assert.rejects(operation.run(await request()), /no longer where it was written/);
  assert.deepEqual(await purgesAndMerges(), []);
});

test('nothing is purged where the typed text is empty, another name, or not a text', async () => {
  const operation = purgeOf(typing(await rightPassword()));
  operation.setBackup(await backupOf([a]));
  for (const typed of ['', ' ', (await session.get(b)).name, undefined, true, { toString: () => 'x' }, ['x']])
    await assert.rejects(operation.run({ ...(await request()), typed }), /does not match/);
  assert.deepEqual(await purgesAndMerges(), []);
});

test('nothing is purged for another client, for a merge instead of a purge, or for an invalid id', async () => {
  const operation = purgeOf(typing(await rightPassword()));
  operation.setBackup(await backupOf([a, b]));
  for (const ids of [
    { removed: b, survivor: undefined },
    { removed: a, survivor: b },
    { removed: undefined, survivor: undefined },
    { removed: [a], survivor: undefined },
  ])
    await assert.rejects(operation.run({ ...(await request()), ...ids }), /not the clients that were shown/);
  assert.deepEqual(await purgesAndMerges(), []);
});

test('without a password nothing is sent; a second wrong one ends the purge', async () => {
  const silent = purgeOf(typing());
  silent.setBackup(await backupOf([a]));
  assert.equal(await silent.run(await request()), undefined);
  assert.deepEqual(await purgesAndMerges(), []);
  const wrong = purgeOf(typing('wrong', 'wrong', await rightPassword()));
  wrong.setBackup(await backupOf([a]));
  await assert.rejects(wrong.run(await request()), /wrong again/);
  assert.ok(await session.get(a));
});

test('a client that was changed since the backup is not purged', async () => {
  const operation = purgeOf(typing(await rightPassword()));
  operation.setBackup(await backupOf([a]));
  await (await world).fault({ kind: 'change', client: a, set: { phone: '+1 555 0100' } });
  await assert.rejects(operation.run(await request()), /changed a client since the backup/);
  await assert.rejects(operation.run(await request()), /no backup yet/, 'a new backup is needed');
  assert.deepEqual(await purgesAndMerges(), []);
});

test('after a lost answer the client is read and nothing is sent again; a second click does nothing', async () => {
  const operation = purgeOf(typing(await rightPassword()));
  operation.setBackup(await backupOf([a]));
  await (await world).fault({ kind: 'reset-after', match: { path: '/purge$' } });
  const input = await request();
  const [first, second] = await Promise.allSettled([operation.run(input), operation.run(input)]);
  assert.deepEqual(first, { status: 'fulfilled', value: 'purged' });
  assert.equal(second.status, 'rejected');
  assert.equal((await purgesAndMerges()).length, 1);
});

test('a merge whose answer is lost is done, also where the survivor cannot be read afterwards', async () => {
  const operation = new PurgeOrMerge(session, typing(await rightPassword()), { removed: a, survivor: b });
  operation.setBackup(await backupOf([a, b]));
  const input = await request(a, b);
  await (await world).fault({ kind: 'reset-after', match: { path: '/merge$' } });
  // Two reads before the password and two before sending.
  await (
    await world
  ).fault({ kind: 'error', times: 0, skip: 2, match: { method: 'GET', path: `/clients/${b}$` } });
  const done = await operation.run(input);
  assert.ok(done !== undefined && done !== 'purged');
  assert.equal(done.id, b);
  assert.equal((await purgesAndMerges()).length, 1);
});

test('where nothing can be read after a lost answer, it is not called failed', async () => {
  const operation = purgeOf(typing(await rightPassword()));
  operation.setBackup(await backupOf([a]));
  const input = await request();
  await (await world).fault({ kind: 'reset-after', match: { path: '/purge$' } });
  await (
    await world
  ).fault({ kind: 'error', times: 0, skip: 2, match: { method: 'GET', path: `/clients/${a}$` } });
  await assert.rejects(operation.run(input), /not known whether this was done/);
  assert.equal((await purgesAndMerges()).length, 1);
});

test('the server denies a purge to a user who is not an administrator, and the client stays', async () => {
  const viewer = (await world).viewer();
  const operation = new PurgeOrMerge(viewer, typing('x', await rightPassword()), {
    removed: a,
    survivor: undefined,
  });
  operation.setBackup(await writeBackup(viewer, [a], { folder, withFiles: false }));
  const denied = operation.run(await request());
  await assert.rejects(denied, /Only an administrator may do this\. Nothing was done/);
  assert.equal(viewer.permissions.mayPurgeAndMerge, false);
  assert.ok(await session.get(a));
});

test('a swapped merge needs the other name; then one client is left, and keeps one primary contact', async () => {
  const many = await Promise.all((await clientIds(session)).map((id) => session.get(id)));
  const reachable = many.filter(({ contacts }) =>
    contacts.some((one) => one.is_primary && one.email.includes('@')),
  );
  const [left = '', right = ''] = reachable.map(({ id }) => id);
  const operation = new PurgeOrMerge(session, typing(await rightPassword()), {
    removed: left,
    survivor: right,
  });
  operation.setBackup(await backupOf([left, right]));
  const before = await request(left, right);
  operation.swap();
  await assert.rejects(operation.run(before), /not the clients that were shown/);
  const ids: PurgeMergeIds = operation.ids;
  assert.deepEqual(ids, { removed: right, survivor: left });
  const survivor = await operation.run(await request(right, left));
  assert.ok(survivor !== undefined && survivor !== 'purged');
  await assert.rejects(session.get(right));
  assert.equal(hasSeveralPrimaries(survivor), true, 'the sample has a primary contact on either side');
  await keepFirstPrimary(session, left);
  const repaired = await session.get(left);
  assert.equal(hasSeveralPrimaries(repaired), false);
  const idsOf = (contacts: { id: string }[]) => contacts.map(({ id }) => id).sort();
  assert.deepEqual(idsOf(repaired.contacts), idsOf(survivor.contacts));
  assert.equal(repaired.settings.currency_id, survivor.settings.currency_id);
});

test('the backup is complete and private, names what it lacks, and contains no key of the portal', async () => {
  const { file, lacks } = await backupOf([a], true);
  const text = await readFile(file, 'utf8');
  const { clients, about } = JSON.parse(text) as {
    clients: { client: Record<string, unknown>; activities: unknown[] }[];
    about: { lacks: string[] };
  };
  const stored = await (await world).stored(a);
  const [saved] = clients;
  assert.equal(saved?.client.name, stored.name);
  assert.equal((saved.client.contacts as unknown[]).length, stored.contacts.length);
  assert.ok(Array.isArray(saved.activities) && Array.isArray(saved.client.ledger));
  for (const secret of [String(stored.client_hash), String(stored.contacts[0]?.contact_key)])
    assert.equal(text.includes(secret), false);
  assert.deepEqual(about.lacks, lacks);
  assert.ok(lacks.some((what) => what.includes('portal')));
  assert.equal((await stat(file)).mode & 0o777, 0o600);
});

test('a backup that cannot be written rejects', async () => {
  const file = path.join(folder, 'not-a-folder');
  await writeFile(file, '');
  await assert.rejects(writeBackup(session, [a], { folder: file, withFiles: false }));
  assert.deepEqual(await readdir(folder), ['not-a-folder']);
  await chmod(folder, 0o700);
});

test('counts that this user may not see are never 0', async () => {
  const mine = await readOverview(session, a);
  assert.ok([...mine.counts.values()].every((count) => typeof count === 'number'));
  const viewers = await readOverview((await world).viewer(), a);
  assert.equal([...viewers.counts.values()].includes(0), false);
});

test('the name confirms, or the number where the name is empty, long or hard to type', () => {
  const client = { id: 'i', number: '0042' };
  assert.equal(confirmationText({ ...client, name: ' Bäckerei Müller & Söhne ' }), 'Bäckerei Müller & Söhne');
  for (const name of ['', 'x'.repeat(41), '株式会社', 'Аpple', 'a\u202eb', '🍕', '`rm`'])
    assert.equal(confirmationText({ ...client, name }), '0042', name);
  assert.equal(confirmationText({ id: 'i', number: '', name: '' }), 'i');
  assert.equal(matchesConfirmation('  Harbour ', { ...client, name: 'Harbour' }), true);
  assert.equal(matchesConfirmation('harbour', { ...client, name: 'Harbour' }), false);
});
