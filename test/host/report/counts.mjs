// The counts of a script: the last line `N passed, N failed` of its output.
import { stripVTControlCharacters } from 'node:util';

/** Prints the line that ends every test script. */
export function printCounts({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`);
}

/** Reads the counts out of a script's output: ours, or node:test's summary. */
export function readCounts(output) {
  const plain = stripVTControlCharacters(output);
  const own = [...plain.matchAll(/^(\d+) passed, (\d+) failed\s*$/gm)].at(-1);
  if (own) return { passed: Number(own[1]), failed: Number(own[2]) };
  const last = (word) =>
    Number([...plain.matchAll(new RegExp(`^[ℹ#] ${word} (\\d+)\\s*$`, 'gm'))].at(-1)?.[1] ?? NaN);
  const passed = last('pass');
  if (Number.isNaN(passed)) return undefined;
  // A skipped or unfinished test did not pass.
  const failed = ['fail', 'cancelled', 'skipped', 'todo'].reduce((sum, word) => sum + (last(word) || 0), 0);
  return { passed, failed };
}

/** Counts of a script that ended. No test at all, or an exit code without a failed test, counts as one failure. */
export function judge({ code, output }) {
  const counts = readCounts(output) ?? { passed: 0, failed: 0 };
  const silent = counts.failed === 0 && (code !== 0 || counts.passed === 0);
  return silent ? { passed: counts.passed, failed: 1 } : counts;
}
