import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveSearch, type Later } from '../../../../src/browse/search/liveSearch';

/** A clock that the test turns by hand. */
function handClock() {
  let now = 0;
  const timers = new Set<{ at: number; work: () => void }>();
  const later: Later = (milliseconds, work) => {
    const timer = { at: now + milliseconds, work };
    timers.add(timer);
    return () => timers.delete(timer);
  };
  const pass = async (milliseconds: number) => {
    const end = now + milliseconds;
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      timers.delete(next);
      now = next.at;
      next.work();
      await settle();
    }
    now = end;
    await settle();
  };
  return { later, pass };
}

/** Lets everything run that waits for nothing but promises. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

function scene(answerAfter: number) {
  const clock = handClock();
  const log: string[] = [];
  let running = 0;
  let most = 0;
  const search = new LiveSearch<string>(
    (text, signal) =>
      new Promise((resolve, reject) => {
        log.push(`ask ${text}`);
        most = Math.max(most, ++running);
        const end = (act: () => void) => {
          running--;
          act();
        };
        const stop = clock.later(answerAfter, () => end(() => resolve(`about ${text}`)));
        signal.addEventListener('abort', () => {
          stop();
          end(() => reject(new Error('aborted')));
        });
      }),
    {
      busy: (waiting) => log.push(waiting ? 'busy' : 'idle'),
      result: (text, answer) => log.push(`show ${text}: ${answer}`),
      failure: (text, error) => log.push(`fail ${text}: ${String(error)}`),
    },
    clock.later,
  );
  const asked = () => log.filter((line) => line.startsWith('ask '));
  return { search, clock, log, asked, most: () => most };
}

for (const answerAfter of [0, 70, 2000])
  test(`12 keys at 80 ms send at most 4 requests, never two at once (answers after ${answerAfter} ms)`, async () => {
    const { search, clock, asked, most, log } = scene(answerAfter);
    const text = 'harbour bake';
    for (let end = 1; end <= text.length; end++) {
      search.type(text.slice(0, end));
      await clock.pass(80);
    }
    await clock.pass(3000);
    assert.ok(asked().length >= 1 && asked().length <= 4, asked().join());
    assert.equal(most(), 1);
    assert.deepEqual(log.slice(-2), [`show ${text}: about ${text}`, 'idle']);
  });

test('slow typing asks in between; what is under way is cancelled and its answer never shown', async () => {
  const { search, clock, log, most } = scene(500);
  search.type('har');
  await clock.pass(400);
  search.type('harb');
  await clock.pass(1000);
  assert.deepEqual(log, ['busy', 'ask har', 'busy', 'ask harb', 'show harb: about harb', 'idle']);
  assert.equal(most(), 1);
});

test('a request that ignores its cancellation is waited for, and its answer dropped', async () => {
  const clock = handClock();
  const log: string[] = [];
  const answers: (() => void)[] = [];
  const search = new LiveSearch<string>(
    (text) =>
      new Promise((resolve) => {
        log.push(`ask ${text}`);
        answers.push(() => resolve(text));
      }),
    { busy: () => undefined, result: (text) => log.push(`show ${text}`), failure: () => log.push('fail') },
    clock.later,
  );
  search.type('one');
  await clock.pass(300);
  search.type('two');
  await clock.pass(300);
  assert.deepEqual(log, ['ask one']);
  answers[0]?.();
  await clock.pass(1);
  answers[1]?.();
  await clock.pass(1);
  assert.deepEqual(log, ['ask one', 'ask two', 'show two']);
});

test('an emptied box asks nothing; the same text again asks nothing; a failure can be retried', async () => {
  const { search, clock, asked, log } = scene(10);
  search.type('ab');
  search.type(' ');
  await clock.pass(1000);
  assert.deepEqual(asked(), []);
  search.type('ab');
  search.type('ab ');
  await clock.pass(1000);
  assert.deepEqual(asked(), ['ask ab']);
  search.again();
  await clock.pass(1000);
  assert.deepEqual(asked(), ['ask ab', 'ask ab']);
  search.type('abc');
  search.dispose();
  await clock.pass(1000);
  assert.equal(asked().length, 2);
  assert.equal(log.filter((line) => line.startsWith('fail')).length, 0);
});
