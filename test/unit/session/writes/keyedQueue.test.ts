import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KeyedQueue } from '../../../../src/session/writes/keyedQueue';

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => undefined as void;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
}

test('work of one key runs in order, also after a failure; other keys do not wait', async () => {
  const queue = new KeyedQueue();
  const first = gate();
  const order: string[] = [];
  const a1 = queue.run('a', async () => {
    await first.opened;
    order.push('a1');
    throw new Error('failed');
  });
  const a2 = queue.run('a', () => Promise.resolve(order.push('a2')));
  await queue.run('b', () => Promise.resolve(order.push('b')));
  assert.deepEqual(order, ['b']);
  first.open();
  await assert.rejects(a1, /failed/);
  await a2;
  assert.deepEqual(order, ['b', 'a1', 'a2']);
});

test('work of several keys waits for all of them and lets none of them pass', async () => {
  const queue = new KeyedQueue();
  const first = gate();
  const order: string[] = [];
  const a = queue.run('a', async () => {
    await first.opened;
    order.push('a');
  });
  const both = queue.runAll(['b', 'a'], () => Promise.resolve(order.push('both')));
  const b = queue.run('b', () => Promise.resolve(order.push('b')));
  const other = queue.runAll(['a', 'b'], () => Promise.resolve(order.push('other')));
  await queue.run('c', () => Promise.resolve(order.push('c')));
  first.open();
  await Promise.all([a, both, b, other]);
  assert.deepEqual(order, ['c', 'a', 'both', 'b', 'other']);
});
