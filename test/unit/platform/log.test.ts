import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stackFrames } from '../../../src/platform/log';

const secret = '    at Harbour Bakery (+49 40 5550134)';

test('of a stack the frames are logged and never the message, whatever its lines look like', () => {
  for (const message of [
    '',
    'x',
    'Error',
    'at',
    secret,
    `a\n${secret}`,
    `${secret}\n${secret}`,
    `a\n${secret}\nb`,
  ]) {
    for (const error of [new Error(message), new TypeError(message)]) {
      const frames = stackFrames(error);
      assert.ok(frames.length > 0, message);
      assert.ok(frames.every((line) => /^ +at .*:\d+|^ +at /.test(line) && !line.includes('Harbour')));
      assert.match(frames[0] ?? '', /log\.test/);
    }
  }
});

test('where the message cannot be told from the frames, nothing is logged', () => {
  const changed = new Error(`a\n${secret}`);
  assert.match(changed.stack ?? '', /Harbour/);
  changed.message = 'b';
  assert.deepEqual(stackFrames(changed), []);
  const emptied = new Error(`a\n${secret}`);
  assert.match(emptied.stack ?? '', /Harbour/);
  emptied.message = '';
  assert.deepEqual(stackFrames(emptied), []);
  const own = new Error('x');
  own.stack = `Error: x\n${secret}\nHarbour Bakery`;
  assert.deepEqual(stackFrames(own), []);
  assert.deepEqual(stackFrames('text'), []);
});
