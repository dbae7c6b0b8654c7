// A test through the UI can lose a race that no person would lose: a row is drawn again while it is being clicked. Suites
// that failed run once more in a new VS Code; what fails again has failed. Every test that passed only then is named in the
// output and repeated at its end.

/** When more suites than this failed, the cause is not a race, and nothing is tried again. */
const maxSuites = 3;

/** Starts the line of a test that passed only at its second try. */
const mark = '  ↻ ';

/**
 * Runs Mocha, then the suites that failed once more.
 * @param {import('mocha')} mocha loaded, with the reporter whose counts `suites` are
 * @param {Map<string, { passed: number, failed: string[] }>} suites counts by outermost suite
 * @param {() => Promise<void>} [prepare] ends what suites have shared, before the second try
 */
export async function runWithSecondTry(mocha, suites, prepare) {
  mocha.cleanReferencesAfterRun(false);
  const run = () => new Promise((resolve) => mocha.run(resolve));
  await run();
  const failed = new Map([...suites].filter(([, counts]) => counts.failed.length > 0));
  if (failed.size === 0 || failed.size > maxSuites) return;
  const again = mocha.suite.suites.filter(({ title }) => failed.has(title));
  // A test or hook outside of every suite cannot be run alone: nothing is tried again.
  if (new Set(again.map(({ title }) => title)).size < failed.size) return;
  console.log(
    `\nA second try of ${[...failed.keys()].map((title) => `“${title}”`).join(', ')} in a new VS Code`,
  );
  await prepare?.();
  for (const title of failed.keys()) suites.delete(title);
  mocha.suite.suites = again;
  await run();
  for (const [title, first] of failed) {
    const second = suites.get(title);
    // A suite of which nothing ran the second time has not passed.
    if (second === undefined) suites.set(title, first);
    else for (const test of first.failed) if (!second.failed.includes(test)) console.log(`${mark}${test}`);
  }
}

/**
 * Names of tests that passed only at their second try, found in the output of a stage.
 * @param {string} output
 * @returns {string[]}
 */
export function secondTriesIn(output) {
  return output
    .split(/\r?\n/)
    .filter((line) => line.startsWith(mark))
    .map((line) => line.slice(mark.length));
}
