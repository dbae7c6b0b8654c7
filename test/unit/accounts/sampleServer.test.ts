// The sample data of two windows. How processes share its folder: test/unit/demo/shared.test.ts.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, test } from 'node:test';
import { SampleServer } from '../../../src/accounts/sample/sampleServer';

const made: string[] = [];
const servers: SampleServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
  for (const folder of made.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
});

function twoWindows() {
  const storage = fs.mkdtempSync(path.join(os.tmpdir(), 'sample-'));
  made.push(storage);
  const folder = path.join(storage, 'sample-data');
  const window = () => {
    const ended: number[] = [];
    const sample = new SampleServer(folder, () => ended.push(1));
    servers.push(sample);
    return { sample, ended };
  };
  return { folder, one: window(), two: window() };
}

test('a window that joined is told when the other one ends, and takes over by its next use', async () => {
  const { one, two } = twoWindows();
  const [first, second] = [await one.sample.start(), await two.sample.start()];
  assert.equal(second.url, first.url);
  assert.equal(await two.sample.start(), second, 'joined once');
  await one.sample.stop();
  await second.ended;
  const own = await two.sample.start();
  assert.notEqual(own.url, first.url);
  assert.deepEqual([one.ended, two.ended], [[], [1]], 'who ends it himself knows');
  assert.equal((await one.sample.start()).url, own.url);
});

test('discarding ends it for both, and starts nothing where there is nothing', async () => {
  const { folder, one, two } = twoWindows();
  const first = await one.sample.start();
  await two.sample.discard();
  await first.ended;
  assert.deepEqual([one.ended, two.ended], [[1], []]);
  assert.equal(fs.existsSync(folder), false);
  await two.sample.discard();
  assert.equal(fs.existsSync(folder), false);
});

test('a start that failed is tried again', async () => {
  const { folder, one } = twoWindows();
  fs.writeFileSync(folder, 'in the way');
  await assert.rejects(one.sample.start());
  fs.rmSync(folder);
  assert.match((await one.sample.start()).url, /^http:\/\/127\.0\.0\.1:/);
});
