import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifecycleOperation, type Lifecycle } from '../../../../src/actions/bulk/bulkOperations';
import { runBulk } from '../../../../src/actions/bulk/runBulk';
import { undoBulk } from '../../../../src/actions/bulk/undoBulk';
import { FakeServer, type State } from '../fakeServer';

const origin = 'test';
const states: Record<string, State> = {
  a: 'active',
  b: 'archived',
  c: 'deleted',
  d: 'active',
  e: 'archived',
};

async function act(server: FakeServer, action: Lifecycle) {
  return runBulk(server, [...server.clients.keys()], lifecycleOperation(action), { origin });
}

for (const action of ['archive', 'delete', 'restore'] as const)
  test(`undo of ${action} brings back the exact former states`, async () => {
    const server = new FakeServer(states);
    const result = await act(server, action);
    assert.ok([...result.outcomes.values()].some(({ kind }) => kind === 'done'));
    const undo = await undoBulk(server, result, { origin });
    assert.deepEqual(Object.fromEntries(Object.keys(states).map((id) => [id, server.state(id)])), states);
    assert.deepEqual([undo.notUndone, undo.changedSince, undo.vanished], [[], [], []]);
  });

test('undo does not touch clients that were the same before, were changed since, or are gone', async () => {
  const server = new FakeServer({ a: 'active', b: 'active', c: 'active', d: 'archived' });
  const result = await act(server, 'archive');
  server.row('b').archived_at = 999;
  server.clients.delete('c');
  const undo = await undoBulk(server, result, { origin });
  assert.deepEqual(undo.undone, ['a']);
  assert.deepEqual(undo.changedSince, ['b']);
  assert.deepEqual(undo.vanished, ['c']);
  assert.deepEqual(
    [server.state('a'), server.state('b'), server.state('d')],
    ['active', 'archived', 'archived'],
  );
});

test('clients that cannot be brought back are in the result', async () => {
  const server = new FakeServer({ a: 'archived', b: 'archived' });
  const result = await act(server, 'delete');
  server.locked.add('b');
  const undo = await undoBulk(server, result, { origin });
  assert.deepEqual([undo.undone, undo.notUndone], [['a'], ['b']]);
});

test('thousands are undone in chunks', async () => {
  const server = new FakeServer(
    Object.fromEntries(Array.from({ length: 2500 }, (_, n) => [`i${n}`, 'active'])),
  );
  const result = await act(server, 'delete');
  const undo = await undoBulk(server, result, { origin });
  assert.equal(undo.undone.length, 2500);
  assert.equal(server.requests.length, 50);
});
