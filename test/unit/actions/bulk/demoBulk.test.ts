import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import {
  cloneOperation,
  fieldOperation,
  lifecycleOperation,
} from '../../../../src/actions/bulk/bulkOperations';
import { cloneVerifier } from '../../../../src/actions/bulk/cloneVerifier';
import { runBulk } from '../../../../src/actions/bulk/runBulk';
import { undoBulk } from '../../../../src/actions/bulk/undoBulk';
import { DemoWorld, clientIds } from '../demoSession';

// The same rules as runBulk.test.ts, with the real client against a server that is proven against recordings.
const world = DemoWorld.start({ clients: 14_000 });
const origin = 'test';

beforeEach(async () => (await world).reset());

test('10,000 clients are deleted and brought back, each id sent once a direction', async () => {
  const session = (await world).session();
  const ids = await clientIds(session, 10_000);
  assert.equal(ids.length, 10_000);
  const all = await clientIds(session);
  const counts: number[] = [];
  const result = await runBulk(session, ids, lifecycleOperation('delete'), {
    origin,
    onProgress: (done) => counts.push(done),
  });
  assert.equal([...result.outcomes.values()].filter(({ kind }) => kind === 'done').length, ids.length);
  assert.equal(counts.at(-1), ids.length);
  assert.equal((await clientIds(session)).length, all.length - ids.length);
  const undo = await undoBulk(session, result, { origin });
  assert.equal(undo.undone.length, ids.length);
  assert.deepEqual(await clientIds(session), all);
});

test('a user who may only view changes nothing, and the outcome of every client says so', async () => {
  const viewer = (await world).viewer();
  const ids = await clientIds(viewer, 3);
  const result = await runBulk(viewer, ids, lifecycleOperation('archive'), { origin });
  assert.deepEqual(
    [...result.outcomes.values()].map(({ kind }) => kind),
    ['refused', 'refused', 'refused'],
  );
  const field = await runBulk(viewer, ids, fieldOperation('custom_value1', 'X'), { origin });
  assert.deepEqual(new Set([...field.outcomes.values()].map(({ kind }) => kind)), new Set(['refused']));
});

test('copies are counted; for a user who may not clone, every client is refused', async () => {
  const { server } = await world;
  const session = (await world).session();
  const ids = await clientIds(session, 3);
  const verifyOutcome = await cloneVerifier(session);
  const result = await runBulk(session, ids, cloneOperation(), { origin, verifyOutcome, chunkSize: 2 });
  assert.deepEqual(
    [...result.outcomes.values()].map(({ kind }) => kind),
    ['done', 'done', 'done'],
  );
  const viewer = (await world).session(server.viewerToken);
  const refused = await runBulk(viewer, ids, cloneOperation(), {
    origin,
    verifyOutcome: await cloneVerifier(viewer),
  });
  assert.deepEqual(new Set([...refused.outcomes.values()].map(({ kind }) => kind)), new Set(['refused']));
});

test('a truncated answer in the middle is looked up and the work goes on', async () => {
  const session = (await world).session();
  const ids = await clientIds(session, 300);
  await (await world).fault({ kind: 'truncate', match: { path: '/clients/bulk$' }, skip: 1 });
  const result = await runBulk(session, ids, lifecycleOperation('archive'), { origin });
  assert.deepEqual(new Set([...result.outcomes.values()].map(({ kind }) => kind)), new Set(['done']));
  assert.equal((await (await world).requests('/clients/bulk')).length, 3);
});
