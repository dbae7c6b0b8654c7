// A test through the UI can lose a race that no person would lose: a row is drawn anew while it is clicked. What failed
// in a whole run is tried once more, the whole suite of it, in a fresh VS Code; what fails again failed. Every test
// that needed it is named in the output and at the end of it, so that none hides there.

/** More suites than this do not fail by a race: then nothing is tried again. */
const most = 3;

/** Marks the line of a test that passed at its second try only. */
const mark = '  ↻ ';

/**
 * Runs Mocha, and what failed once more.
 * @param {import('mocha')} mocha loaded, with the reporter whose counts `suites` are
 * @param {Map<string, { passed: number, failed: string[] }>} suites counts by outermost suite
 */
export async function runWithSecondTry(mocha, suites) {
  mocha.cleanReferencesAfterRun(false);
  const run = () => new Promise((resolve) => mocha.run(resolve));
  await run();
  const failed = [...suites].filter(([, counts]) => counts.failed.length > 0);
  if (failed.length === 0 || failed.length > most) return;
  console.log(`\nA second try of ${failed.map(([title]) => `“${title}”`).join(', ')} in a fresh VS Code`);
  for (const [title] of failed) suites.delete(title);
  const escaped = failed.map(([title]) => title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  mocha.grep(new RegExp(`^(${escaped.join('|')}) `));
  await run();
  for (const [title, first] of failed) {
    const second = suites.get(title)?.failed ?? first.failed;
    for (const test of first.failed) if (!second.includes(test)) console.log(`${mark}${test}`);
  }
}

/**
 * Tests that passed at their second try only, read out of the output of a stage.
 * @param {string} output
 * @returns {string[]}
 */
export function secondTriesIn(output) {
  return output
    .split(/\r?\n/)
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length));
}
