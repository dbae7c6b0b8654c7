import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { handles } from './support/support';

/** VS Code's own memento loses one of two updates that overlap (src/platform/orderedState.ts). */
describe('what is kept in the global state', () => {
  const keys = ['test:first', 'test:second'];

  afterEach(async () => {
    const { state } = await handles();
    for (const key of keys) await state.update(key, undefined);
  });

  it('stays when two updates overlap, however they do', async () => {
    const { state } = await handles();
    for (let round = 0; round < 250; round++) {
      const first = state.update('test:first', round);
      for (let turn = 0; turn < round * 12; turn++) await nextTurn();
      const second = state.update('test:second', round);
      assert.equal(state.get('test:second'), round, 'it can be read at once');
      await Promise.all([first, second]);
      assert.deepEqual(
        keys.map((key) => state.get(key)),
        [round, round],
        `round ${round}`,
      );
    }
  });
});
