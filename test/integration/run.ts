// Runs the integration suite inside the extension host: way A (test/host/integration.mjs) and @vscode/test-electron.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { format } from 'node:util';
import Mocha from 'mocha';
import { marked, unmarkedTexts, watchTexts } from './support/marks';

/** Called by VS Code. Rejects when a test failed, so that its exit code is not 0. */
export async function run(): Promise<void> {
  markConsole(process.env.NINJA_TEST_MARK);
  watchTexts();
  const mocha = new Mocha({ ui: 'bdd', timeout: 30_000, forbidOnly: !!process.env.CI });
  if (process.env.NINJA_TEST_GREP) mocha.fgrep(process.env.NINJA_TEST_GREP);
  const files = fs
    .readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
    .filter((f) => f.endsWith('.test.js'));
  for (const file of files.sort()) mocha.addFile(path.join(__dirname, file));
  if (marked)
    mocha.suite.afterAll('every text that reached the user can be translated', () => {
      assert.deepEqual(unmarkedTexts(), []);
    });
  mocha.reporter(
    class extends Mocha.reporters.Base {
      constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
        super(runner, options);
        report(runner);
      }
    },
  );
  const failures = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} integration tests failed.`);
}

/** The browser's console mixes the extension host's lines with the workbench's: ours carry a mark. */
function markConsole(mark: string | undefined): void {
  if (!mark) return;
  for (const level of ['log', 'info', 'warn', 'error'] as const) {
    const original = console[level].bind(console);
    // VS Code made these properties deaf to plain assignment.
    Object.defineProperty(console, level, {
      value: (...values: unknown[]) => original(mark + format(...values)),
    });
  }
}

interface Result {
  passed: number;
  failed: number;
  failures: { title: string; message: string }[];
}

/** One line per test on the console, and the counts in the file that the host named. */
function report(runner: Mocha.Runner): void {
  const result: Result = { passed: 0, failed: 0, failures: [] };
  const failed = (title: string, message: string) => {
    result.failed++;
    result.failures.push({ title, message });
    console.log(`  ✖ ${title}\n${message}`);
  };
  runner.on('pass', (test) => {
    result.passed++;
    console.log(`  ✔ ${test.fullTitle()} (${test.duration ?? 0} ms)`);
  });
  runner.on('fail', (test, error: Error) => failed(test.fullTitle(), error.stack ?? error.message));
  runner.on('pending', (test) => failed(test.fullTitle(), 'Skipped: a skipped test is not a passed one.'));
  runner.on('end', () => {
    const file = process.env.NINJA_TEST_RESULT;
    if (file) fs.writeFileSync(file, JSON.stringify(result, null, 2));
  });
}
