import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Limiter } from '../../../../src/api/calls/limiter';
import { retryAfter } from '../../../../src/api/calls/retry';
import { systemClock } from '../../../../src/api/transport/clock';

const hour = 3_600_000;

test('a clock that is set back does not make requests wait longer', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1_800_000_000_000 });
  const waits: number[] = [];
  const wait = (milliseconds: number) => {
    waits.push(milliseconds);
    // So that a wrong wait ends too.
    if (milliseconds > 1) t.mock.timers.setTime(1_800_000_000_000 + hour);
    return new Promise<void>((resolve) => setImmediate(resolve));
  };
  const limiter = new Limiter(1, { ...systemClock, wait });
  limiter.pause(1);
  t.mock.timers.setTime(1_800_000_000_000 - hour);
  (await limiter.enter({ priority: 'user' }, new AbortController().signal))();
  assert.ok(
    waits.every((milliseconds) => milliseconds <= 1),
    String(waits),
  );
});

test('a date to wait until is compared with the server’s own time, where it tells that', () => {
  const at = Date.UTC(2027, 0, 1, 12);
  const answer = (headers: Record<string, string>) => ({
    status: 429,
    headers,
    body: Buffer.alloc(0),
    bytesReceived: 0,
  });
  const until = new Date(at + 5000).toUTCString();
  const date = new Date(at).toUTCString();
  assert.equal(retryAfter(answer({ 'retry-after': until, date }), at - hour), 5000);
  assert.equal(retryAfter(answer({ 'retry-after': until }), at), 5000);
  assert.equal(retryAfter(answer({ 'retry-after': '7', date }), at), 7000);
});
