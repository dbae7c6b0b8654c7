import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { build } from 'esbuild';
import { Disposables } from '../../../src/platform/disposables';
import { lazily } from '../../../src/platform/lazily';

test('a load happens once, by its first use', async () => {
  let loads = 0;
  const load = lazily(() => Promise.resolve(++loads));
  assert.equal(load.started(), undefined);
  assert.deepEqual(await Promise.all([load(), load()]), [1, 1]);
  assert.equal(await load.started(), 1);
});

test('a failed load is tried again by the next use', async () => {
  let loads = 0;
  const load = lazily(() => (++loads === 1 ? Promise.reject(new Error('EMFILE')) : Promise.resolve(loads)));
  const both = await Promise.allSettled([load(), load()]);
  assert.deepEqual(
    both.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(load.started(), undefined);
  assert.equal(await load(), 2);
});

test('a bundle that could not be evaluated is loaded again once it can be', async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lazily-'));
  try {
    const repository = createRequire(path.resolve('package.json'));
    const { node } = repository('./esbuild.js') as { node: object };
    const outfile = path.join(folder, 'bundle.js');
    const contents = "export const load = () => import('./main.js');";
    await build({ ...node, stdin: { contents }, external: ['./main.js'], outfile });
    const { load } = createRequire(outfile)(outfile) as { load: () => Promise<{ here: boolean }> };
    fs.writeFileSync(path.join(folder, 'main.js'), 'throw new Error("half written");');
    await assert.rejects(load(), /half written/);
    fs.writeFileSync(path.join(folder, 'main.js'), 'exports.here = true;');
    assert.equal((await load()).here, true);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test('what is added after the end is disposed at once, and one failure keeps no other', () => {
  const ended: string[] = [];
  const item = (name: string) => ({ dispose: () => void ended.push(name) });
  const all = new Disposables();
  all.add(item('first'));
  all.add({
    dispose: () => {
      throw new Error('broken');
    },
  });
  all.add(item('last'));
  assert.throws(() => all.dispose(), AggregateError);
  all.add(item('late'));
  assert.deepEqual(ended, ['last', 'first', 'late']);
});
