import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LiveSearch, type Later } from '../../../../src/platform/pickers/liveSearch';

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

function scene(answerAfter: number, emptyText = false) {
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
      clear: () => log.push('clear'),
      busy: (waiting) => log.push(waiting ? 'busy' : 'idle'),
      result: (answer) => log.push(`show ${answer}`),
      failure: (error) => log.push(`fail ${String(error)}`),
    },
    { later: clock.later, emptyText },
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
    assert.deepEqual(log.slice(-2), [`show about ${text}`, 'idle']);
  });

test('slow typing asks in between; what is under way is canceled and its answer never shown', async () => {
  const { search, clock, log, most } = scene(500);
  search.type('har');
  await clock.pass(400);
  search.type('harb');
  await clock.pass(1000);
  assert.deepEqual(log, ['clear', 'busy', 'ask har', 'clear', 'busy', 'ask harb', 'show about harb', 'idle']);
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
    {
      clear: () => undefined,
      busy: () => undefined,
      result: (text) => log.push(`show ${text}`),
      failure: () => log.push('fail'),
    },
    { later: clock.later },
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

test('where an empty text is asked for too, the search begins at once and goes back to it', async () => {
  const { search, clock, log } = scene(10, true);
  search.again();
  assert.deepEqual(log, ['busy', 'ask ']);
  await clock.pass(10);
  assert.equal(search.answered, true);
  search.type('a');
  assert.equal(search.answered, false);
  search.type('');
  await clock.pass(1000);
  assert.deepEqual(log.slice(2), [
    'show about ',
    'idle',
    'clear',
    'busy',
    'clear',
    'busy',
    'ask ',
    'show about ',
    'idle',
  ]);
});

test('after a failure the same text is asked again, by hand at once or by typing', async () => {
  const clock = handClock();
  let asked = 0;
  const nothing = () => undefined;
  const search = new LiveSearch<string>(
    () => Promise.reject(new Error(`failure ${++asked}`)),
    { clear: nothing, busy: nothing, result: nothing, failure: nothing },
    { later: clock.later },
  );
  search.type('ab');
  await clock.pass(300);
  assert.equal(search.failed, true);
  search.again();
  assert.equal(search.failed, false);
  await clock.pass(0);
  assert.deepEqual([asked, search.failed], [2, true]);
  search.type('ab ');
  await clock.pass(300);
  assert.equal(asked, 3);
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
