// Everything that must pass, on the latest VS Code: `npm test`. Ends with one line `N passed, N failed`.
import { fileURLToPath } from 'node:url';
import { exit } from './process/processes.mjs';
import { printCounts } from './suites/results.mjs';
import { runStages, stages } from './suites/stages.mjs';

/** `node test/host/all.mjs [stage …]`: without names, all stages of the latest version. */
async function main() {
  const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
  const unknown = names.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    console.error(`Unknown: ${unknown.join(', ')}. Known: ${Object.keys(stages).join(', ')}.`);
    return 2;
  }
  const wanted = names.length > 0 ? names : Object.keys(stages).filter((name) => !stages[name].onlyWhenAsked);
  const counts = await runStages(wanted);
  printCounts(counts);
  return counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await exit(await main());
}
