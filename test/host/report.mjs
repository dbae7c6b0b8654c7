// One line per Mocha test on the console, and counts. (test/integration/run.ts does the same inside VS Code.)

/** @returns {{ passed: number, failed: number }} filled while Mocha runs */
export function reportTo(mocha, Mocha) {
  const result = { passed: 0, failed: 0 };
  const fail = (title, message) => {
    result.failed++;
    console.log(`  ✖ ${title}\n${message}`);
  };
  class Lines extends Mocha.reporters.Base {
    constructor(runner, options) {
      super(runner, options);
      runner.on('pass', (test) => {
        result.passed++;
        console.log(`  ✔ ${test.fullTitle()} (${test.duration} ms)`);
      });
      runner.on('fail', (test, error) => fail(test.fullTitle(), error.stack ?? error.message));
      runner.on('pending', (test) => fail(test.fullTitle(), 'Skipped: a skipped test is not a passed one.'));
    }
  }
  mocha.reporter(Lines);
  return result;
}
