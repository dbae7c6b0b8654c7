// One line per Mocha test on the console, and counts. (test/integration/run.ts does the same inside VS Code.)

/**
 * Counts by outermost suite. A suite that runs again replaces its first counts.
 * @returns {{ suites: Map<string, { passed: number, failed: string[] }> }} filled while Mocha runs
 */
export function reportTo(mocha, Mocha) {
  const suites = new Map();
  const of = (runnable) => {
    const title = outermost(runnable);
    if (!suites.has(title)) suites.set(title, { passed: 0, failed: [] });
    return suites.get(title);
  };
  const fail = (test, message) => {
    of(test).failed.push(test.fullTitle());
    console.log(`  ✖ ${test.fullTitle()}\n${message}`);
  };
  class Lines extends Mocha.reporters.Base {
    constructor(runner, options) {
      super(runner, options);
      runner.on('pass', (test) => {
        of(test).passed++;
        console.log(`  ✔ ${test.fullTitle()} (${test.duration} ms)`);
      });
      runner.on('fail', (test, error) => fail(test, error.stack ?? error.message));
      runner.on('pending', (test) => fail(test, 'Skipped: a skipped test is not a passed one.'));
    }
  }
  mocha.reporter(Lines);
  return { suites };
}

/** Title of the outermost `describe`. */
function outermost(runnable) {
  let suite = runnable.parent;
  while (suite.parent && !suite.parent.root) suite = suite.parent;
  return suite.title;
}
