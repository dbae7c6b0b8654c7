// The integration suite in desktop VS Code, for machines that can download it:
//   node test/host/desktop.mjs [--vscode min|latest] [--grep text]
import fs from 'node:fs';
import path from 'node:path';
import { hostName, parseArgs } from './process/args.mjs';
import { removeFolder, root, runFolder } from './process/paths.mjs';
import { atEnd, exit } from './process/processes.mjs';
import { printCounts } from './report/counts.mjs';
import { ensureDependencies } from './setup.mjs';

const args = parseArgs({ vscode: 'string', grep: 'string' });

try {
  await ensureDependencies();
  const result = await runDesktop();
  printCounts(result);
  await exit(result.failed > 0 || result.passed === 0 ? 1 : 0);
} catch (error) {
  console.error(error.message);
  await exit(1);
}

/** What `engines.vscode` allows at least, or the newest. */
function wantedVersion() {
  const { engines } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return hostName(args) === 'min' ? engines.vscode.replace('^', '') : 'stable';
}

async function download(version) {
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  try {
    return await downloadAndUnzipVSCode({ version, timeout: 30_000 });
  } catch (error) {
    throw new Error(
      `Desktop VS Code (${version}) cannot be downloaded from this machine; \`npm run test:integration\` ` +
        `runs the same suite without it. (${error.message.split('\n')[0]})`,
      { cause: error },
    );
  }
}

async function runDesktop() {
  const vscodeExecutablePath = await download(wantedVersion());
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
    throw new Error('Desktop VS Code needs a display: run it as `xvfb-run -a npm run test:desktop`.');
  }
  const { runTests } = await import('@vscode/test-electron');
  const { buildIntegration, readResult, suiteEnv } = await import('./suites/integrationRun.mjs');
  const { startDemo } = await import('./process/demoServer.mjs');
  const suite = await buildIntegration(hostName(args));
  const folder = runFolder('desktop');
  atEnd(() => removeFolder(folder));
  const workspace = path.join(folder, 'workspace');
  fs.mkdirSync(workspace);
  const demo = await startDemo({ control: true });
  const resultFile = path.join(folder, 'result.json');
  const code = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: suite,
    extensionTestsEnv: suiteEnv(demo, resultFile, { grep: args.grep, marked: false }),
    launchArgs: [workspace, '--disable-workspace-trust', '--user-data-dir', path.join(folder, 'data')],
  }).catch((error) => error.message);
  return readResult(resultFile, code);
}
