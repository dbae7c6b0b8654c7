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
 * @param {() => Promise<void>} [prepare] ends what suites have shared, before the second try
 */
export async function runWithSecondTry(mocha, suites, prepare) {
  mocha.cleanReferencesAfterRun(false);
  const run = () => new Promise((resolve) => mocha.run(resolve));
  await run();
  const failed = new Map([...suites].filter(([, counts]) => counts.failed.length > 0));
  if (failed.size === 0 || failed.size > most) return;
  const again = mocha.suite.suites.filter(({ title }) => failed.has(title));
  // What stands outside every suite, such as a hook of all, cannot be tried alone: it keeps its counts.
  if (new Set(again.map(({ title }) => title)).size < failed.size) return;
  console.log(
    `\nA second try of ${[...failed.keys()].map((title) => `“${title}”`).join(', ')} in a fresh VS Code`,
  );
  await prepare?.();
  for (const title of failed.keys()) suites.delete(title);
  mocha.suite.suites = again;
  await run();
  for (const [title, first] of failed) {
    const second = suites.get(title);
    // A suite of which nothing ran the second time did not pass.
    if (second === undefined) suites.set(title, first);
    else for (const test of first.failed) if (!second.failed.includes(test)) console.log(`${mark}${test}`);
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
