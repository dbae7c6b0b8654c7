// Everything that must pass: `npm test`. Ends with one line `N passed, N failed`.
//   node test/host/all.mjs [--vscode min|latest] [--long] [stage …]
import { hostName, parseArgs } from './process/args.mjs';
import { exit } from './process/processes.mjs';
import { printCounts } from './report/counts.mjs';
import { runStages, stages, stagesOf } from './suites/stages.mjs';

const args = parseArgs({ vscode: 'string', long: 'boolean' });
if (args.long) process.env.NINJA_TEST_LONG = '1';
const unknown = args.rest.filter((name) => !(name in stages));
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Known: ${Object.keys(stages).join(', ')}.`);
  await exit(2);
}
const counts = await runStages(args.rest.length > 0 ? args.rest : stagesOf(hostName(args)));
printCounts(counts);
await exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);
