import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { Deadline } from '../../../../src/api/transport/deadline';

/** A clock under the test's hands, and how often the deadline passed. */
function clocked(t: TestContext) {
  let now = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now);
  const timers = t.mock.method(globalThis, 'setTimeout');
  const passed: number[] = [];
  const deadline = new Deadline(() => passed.push(now));
  const pass = (milliseconds: number) => {
    for (let step = 0; step < milliseconds; step++) {
      now++;
      t.mock.timers.tick(1);
    }
  };
  return { deadline, pass, passed, timers: () => timers.mock.callCount() };
}

test('a deadline passes once, at its time', (t) => {
  const { deadline, pass, passed } = clocked(t);
  deadline.within(10);
  pass(30);
  assert.deepEqual(passed, [10]);
});

test('every sign of life moves it, without a timer of its own', (t) => {
  const { deadline, pass, passed, timers } = clocked(t);
  for (let chunk = 0; chunk < 100; chunk++) {
    deadline.within(50);
    pass(1);
  }
  assert.deepEqual(passed, []);
  assert.ok(timers() <= 4, `${timers()} timers for 100 signs of life`);
  pass(100);
  assert.deepEqual(passed, [149]);
});

test('an earlier moment takes the place of a later one', (t) => {
  const { deadline, pass, passed } = clocked(t);
  deadline.within(100);
  deadline.within(10);
  pass(200);
  assert.deepEqual(passed, [10]);
});

test('one that was cleared does not pass, and can be set again', (t) => {
  const { deadline, pass, passed } = clocked(t);
  deadline.within(10);
  deadline.clear();
  pass(20);
  assert.deepEqual(passed, []);
  deadline.within(5);
  pass(20);
  assert.deepEqual(passed, [25]);
});
