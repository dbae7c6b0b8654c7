// One run of the integration suite in the extension host of a VS Code in the browser.
import fs from 'node:fs';
import path from 'node:path';
import { buildExtension, buildSuite, buildWithModel } from '../build/bundle.mjs';
import { ensureChromium } from '../vscode/chromium.mjs';
import { startDemo } from '../process/demoServer.mjs';
import { builtPackage, dist, removeFolder, root, runFolder } from '../process/paths.mjs';
import { atEnd, stop } from '../process/processes.mjs';
import { madeUpLanguage, writeMadeUpLanguage } from './madeUpLanguage.mjs';
import { hostLogTail } from '../vscode/server.mjs';
import { onOldest } from './oldest.mjs';
import { runSuite } from './suiteHost.mjs';
import { ensureVSCode } from '../vscode/vscode.mjs';

const limitMinutes = process.env.NINJA_TEST_LONG === '1' ? 120 : 15;
/** The browser's console mixes the suite's lines with the workbench's. */
const mark = '[suite] ';

/** Builds the suite; `index.js` exports `run()`. */
export async function buildIntegration(name) {
  if (!process.env[builtPackage]) await buildExtension();
  const outdir = path.join(dist, 'test/integration');
  await buildSuite('test/integration', outdir, ['index.ts'], {
    wanted: (file) => name !== 'min' || onOldest.integration(file),
  });
  await buildWithModel('test/unit/documents/save/windowProcess.ts', path.join(outdir, 'windowProcess.js'));
  return path.join(outdir, 'index.js');
}

/** Environment that the suite reads; see test/integration/run.ts and support/demo.ts. */
export function suiteEnv(demo, resultFile, { grep, marked = true } = {}) {
  return {
    NINJA_TEST_URL: demo.url,
    NINJA_TEST_TOKEN: demo.token,
    NINJA_TEST_PASSWORD: demo.password,
    NINJA_TEST_VIEWER_TOKEN: demo.viewerToken,
    NINJA_TEST_RESULT: resultFile,
    NINJA_TEST_GREP: grep ?? '',
    NINJA_TEST_MARK: marked ? mark : '',
  };
}

/** Counts from the file that the suite wrote. No file means a failure. */
export function readResult(file, code) {
  if (!fs.existsSync(file)) {
    console.error(`The suite wrote no result. ${code}`);
    return { passed: 0, failed: 1 };
  }
  const { passed, failed } = JSON.parse(fs.readFileSync(file, 'utf8'));
  return { passed, failed: failed === 0 && code !== 0 ? 1 : failed };
}

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runIntegration(name, { grep, clients = 300 } = {}) {
  const host = await ensureVSCode(name);
  await ensureChromium();
  const suite = await buildIntegration(name);
  const folder = runFolder('integration');
  atEnd(() => removeFolder(folder));
  writeMadeUpLanguage();
  const demo = await startDemo({ clients, control: true });
  const resultFile = path.join(folder, 'result.json');
  const env = suiteEnv(demo, resultFile, { grep });
  console.log(`Integration tests in VS Code ${host.version} (${host.name})`);
  const code = await runSuite(host, {
    folder,
    extension: root,
    suite,
    env,
    mark,
    limitMinutes,
    language: madeUpLanguage,
  });
  await stop(demo.child);
  const result = readResult(resultFile, code);
  if (result.failed > 0) console.log(hostLogTail(folder));
  return result;
}
