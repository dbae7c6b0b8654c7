// End-to-end tests of the packaged extension through VS Code's UI (way B):
//   node test/host/e2e.mjs [part of a path …] [--not part,…] [--vscode min|latest] [--grep text] [--dialect 5.10|current] [--pictures]
import { hostName, parseArgs } from './process/args.mjs';
import { exit } from './process/processes.mjs';
import { printCounts } from './report/counts.mjs';
import { ensureDependencies } from './setup.mjs';

const args = parseArgs({
  vscode: 'string',
  grep: 'string',
  dialect: 'string',
  not: 'string',
  pictures: 'boolean',
});
if (args.dialect) process.env.NINJA_DEMO_DIALECT = args.dialect;
const without = args.not?.split(',') ?? [];

try {
  await ensureDependencies();
  const { runE2e } = await import('./suites/e2eRun.mjs');
  const result = await runE2e(hostName(args), {
    grep: args.grep,
    parts: args.rest,
    without,
    pictures: args.pictures,
  });
  printCounts(result);
  await exit(result.failed > 0 || result.passed === 0 ? 1 : 0);
} catch (error) {
  console.error(error.stack ?? error.message);
  printCounts({ passed: 0, failed: 1 });
  await exit(1);
}
