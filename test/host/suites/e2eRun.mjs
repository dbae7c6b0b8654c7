// One run of end-to-end suites: the packaged extension in the whole product, driven from this process with Mocha.
import path from 'node:path';
import { buildSuite } from '../build/bundle.mjs';
import { e2eHost } from './e2eHost.mjs';
import { endIdleInstances } from './instances.mjs';
import { onOldest } from './oldest.mjs';
import { packageExtension } from '../build/packageExtension.mjs';
import { dist, removeFolder, root, runFolder } from '../process/paths.mjs';
import { atEnd } from '../process/processes.mjs';
import { installExtensions } from '../vscode/product.mjs';
import { reportTo } from '../report/reporter.mjs';
import { runWithSecondTry } from '../report/secondTry.mjs';
import { ensureChromium } from '../vscode/chromium.mjs';
import { ensureVSCode } from '../vscode/vscode.mjs';

/**
 * @param {'latest' | 'min'} name
 * @param {{ grep?: string, parts?: string[], without?: string[], pictures?: boolean }} [options] `parts` and `without` are parts of paths of
 * test files, such as `saves/`
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runE2e(name, { grep, parts = [], without = [], pictures = false } = {}) {
  const host = await ensureVSCode(name);
  await ensureChromium();
  const vsix = await packageExtension();
  const folder = runFolder('e2e');
  // Runs side by side do not build over each other.
  const built = path.join(dist, 'test', path.basename(folder));
  if (!process.env.KEEP) atEnd(() => [folder, built].forEach(removeFolder));
  const wanted = (file) =>
    (parts.length === 0 || parts.some((part) => file.includes(part))) &&
    !without.some((part) => file.includes(part)) &&
    (name !== 'min' || grep || onOldest.e2e(file));
  const tests = await buildSuite('test/e2e', built, [], { format: 'esm', wanted });
  const extensions = await installExtensions(host, [vsix], path.join(folder, 'installed'));
  Object.assign(e2eHost, {
    host,
    vsix,
    extensions,
    folder,
    pictures,
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
  // Someone who debugs a single test wants to see it fail.
  if (grep) await new Promise((resolve) => mocha.run(resolve));
  else await runWithSecondTry(mocha, suites, endIdleInstances);
  const sum = (count) => [...suites.values()].reduce((total, suite) => total + count(suite), 0);
  return { passed: sum(({ passed }) => passed), failed: sum(({ failed }) => failed.length) };
}

/** What the window looked like when a test failed. */
async function pictureOfFailure() {
  if (this.currentTest?.state !== 'failed') return;
  const name = `failed ${this.currentTest.fullTitle()}`.replace(/[^\w ]+/g, '').slice(0, 100);
  for (const workbench of e2eHost.open) await workbench.failed(name).catch(() => {});
}
