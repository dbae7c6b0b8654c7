// Integration tests inside a real VS Code's extension host (way A):
//   node test/host/integration.mjs [--vscode min|latest] [--grep text] [--clients N]
import { hostName, parseArgs } from './process/args.mjs';
import { exit } from './process/processes.mjs';
import { printCounts } from './report/counts.mjs';
import { ensureDependencies } from './setup.mjs';

const args = parseArgs({ vscode: 'string', grep: 'string', clients: 'number' });

try {
  await ensureDependencies();
  const { runIntegration } = await import('./suites/integrationRun.mjs');
  const result = await runIntegration(hostName(args), args);
  printCounts(result);
  await exit(result.failed > 0 || result.passed === 0 ? 1 : 0);
} catch (error) {
  console.error(error.message);
  printCounts({ passed: 0, failed: 1 });
  await exit(1);
}
