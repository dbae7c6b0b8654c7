// The second try of the end-to-end suite: it saves what fails once, and nothing that is broken.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import Mocha from 'mocha';
import { reportTo } from '../../host/report/reporter.mjs';
import { runWithSecondTry, secondTriesIn } from '../../host/report/secondTry.mjs';

/** Runs suites whose one test fails at each try before the given one; tells the counts and what was printed. */
async function tried(t: TestContext, passesAt: Record<string, number>) {
  const lines: string[] = [];
  t.mock.method(console, 'log', (line: string) => lines.push(line));
  const mocha = new Mocha();
  const runs: Record<string, number> = {};
  for (const [title, from] of Object.entries(passesAt)) {
    const suite = Mocha.Suite.create(mocha.suite, title);
    suite.addTest(
      new Mocha.Test('works', () => {
        runs[title] = (runs[title] ?? 0) + 1;
        assert.ok(runs[title] >= from, 'not yet');
      }),
    );
  }
  const { suites } = reportTo(mocha, Mocha);
  await runWithSecondTry(mocha, suites);
  t.mock.restoreAll();
  const failed = [...suites.values()].flatMap((counts) => counts.failed);
  const passed = [...suites.values()].reduce((sum, counts) => sum + counts.passed, 0);
  return { runs, failed, passed, again: secondTriesIn(lines.join('\n')) };
}

test('what fails once is tried again and named; what fails again failed; the others run once', async (t) => {
  const { runs, failed, passed, again } = await tried(t, { good: 1, 'racy (sometimes)': 2, broken: 3 });
  assert.deepEqual(runs, { good: 1, 'racy (sometimes)': 2, broken: 2 });
  assert.deepEqual(failed, ['broken works']);
  assert.equal(passed, 2);
  assert.deepEqual(again, ['racy (sometimes) works']);
});

test('a suite whose name begins like that of one that failed runs once', async (t) => {
  const { runs, passed } = await tried(t, { 'a client': 2, 'a client of two': 1 });
  assert.deepEqual(runs, { 'a client': 2, 'a client of two': 1 });
  assert.equal(passed, 2);
});

test('what fails outside every suite stays failed', async (t) => {
  t.mock.method(console, 'log', () => undefined);
  const mocha = new Mocha();
  mocha.suite.addTest(
    new Mocha.Test('stands alone', () => {
      throw new Error('always');
    }),
  );
  const { suites } = reportTo(mocha, Mocha);
  await runWithSecondTry(mocha, suites);
  assert.deepEqual(suites.get('')?.failed, ['stands alone']);
});

test('where much fails nothing is tried again', async (t) => {
  const { runs, failed } = await tried(t, { a: 2, b: 2, c: 2, d: 2 });
  assert.deepEqual(runs, { a: 1, b: 1, c: 1, d: 1 });
  assert.equal(failed.length, 4);
});
