import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrderedState } from '../../../src/platform/orderedState';

/** A memento whose updates end one by one, when the test says so; `lost` ones are gone as if another window had written. */
class Memento {
  readonly values = new Map<string, unknown>();
  readonly waiting: (() => void)[] = [];
  lost = 0;

  keys = () => [...this.values.keys()];
  get = (key: string): never => this.values.get(key) as never;
  update = (key: string, value: unknown) =>
    new Promise<void>((resolve) => {
      this.waiting.push(() => {
        if (this.lost-- <= 0) this.values.set(key, value);
        resolve();
      });
    });

  async end(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      while (this.waiting.length === 0) await Promise.resolve();
      this.waiting.shift()?.();
    }
  }
}

test('one update waits for the other, and both can be read at once', async () => {
  const memento = new Memento();
  const state = new OrderedState(memento);
  const first = state.update('a', 1);
  const second = state.update('b', [2]);
  assert.deepEqual([state.get('a'), state.get('b'), state.keys()], [1, [2], ['a', 'b']]);
  await Promise.resolve();
  assert.equal(memento.waiting.length, 1);
  let flushed = false;
  const all = state.flushed().then(() => (flushed = true));
  await memento.end(1);
  await first;
  assert.equal(flushed, false);
  await memento.end(1);
  await Promise.all([second, all]);
  assert.deepEqual(
    [...memento.values],
    [
      ['a', 1],
      ['b', [2]],
    ],
  );
});

test('a value that another window has taken away is written again, and given up with an error', async () => {
  const memento = new Memento();
  const state = new OrderedState(memento);
  memento.lost = 2;
  const kept = state.update('a', 1);
  await memento.end(3);
  await kept;
  assert.equal(memento.values.get('a'), 1);
  memento.lost = 100;
  const given = assert.rejects(state.update('a', 2));
  await memento.end(5);
  await given;
  assert.equal(state.get('a'), 1);
});
