// One run of the end-to-end suite: the packaged extension in a fresh product, driven from this process with Mocha.
import path from 'node:path';
import { buildSuite } from '../build/bundle.mjs';
import { e2eHost } from './e2eHost.mjs';
import { packageExtension } from '../package.mjs';
import { dist, removeFolder, root, runFolder } from '../process/paths.mjs';
import { atEnd } from '../process/processes.mjs';
import { installExtensions } from '../vscode/product.mjs';
import { reportTo } from './report.mjs';
import { runWithSecondTry } from './secondTry.mjs';
import { ensureChromium } from '../vscode/chromium.mjs';
import { ensureVSCode } from '../vscode/vscode.mjs';

/** @returns {Promise<{ passed: number, failed: number }>} */
export async function runE2e(name, { grep } = {}) {
  const host = await ensureVSCode(name);
  await ensureChromium();
  const vsix = await packageExtension();
  const tests = await buildSuite('test/e2e', path.join(dist, 'test/e2e'), [], { format: 'esm' });
  const folder = runFolder('e2e');
  if (!process.env.KEEP) atEnd(() => removeFolder(folder));
  const extensions = await installExtensions(host, [vsix], path.join(folder, 'installed'));
  Object.assign(e2eHost, {
    host,
    vsix,
    extensions,
    folder,
    screenshots: path.join(root, 'test/e2e/screenshots', host.version),
  });
  console.log(`End-to-end tests in VS Code ${host.version} (${host.name})`);
  const { default: Mocha } = await import('mocha');
  const mocha = new Mocha({ ui: 'bdd', timeout: 240_000, forbidOnly: !!process.env.CI });
  if (grep) mocha.fgrep(grep);
  for (const file of tests) mocha.addFile(file);
  await mocha.loadFilesAsync();
  mocha.rootHooks({ afterEach: pictureOfFailure });
  const { suites } = reportTo(mocha, Mocha);
  // Who looks at one test wants to see it fail.
  if (grep) await new Promise((resolve) => mocha.run(resolve));
  else await runWithSecondTry(mocha, suites);
  const sum = (count) => [...suites.values()].reduce((total, suite) => total + count(suite), 0);
  return { passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed.length) };
}

/** What the window looked like when a test failed. */
async function pictureOfFailure() {
  if (this.currentTest?.state !== 'failed') return;
  const name = `failed ${this.currentTest.fullTitle()}`.replace(/[^\w ]+/g, '').slice(0, 100);
  for (const workbench of e2eHost.open) await workbench.screenshot(name).catch(() => {});
}
