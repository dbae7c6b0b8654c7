// Activation times in the real VS Code: the released package, an empty extension and built-in ones, in the same run.
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package.mjs';
import { removeFolder, root, runFolder } from './paths.mjs';
import { atEnd, stopAll } from './processes.mjs';
import { installExtension } from './product.mjs';
import { runSuite } from './suiteHost.mjs';
import { ensureVSCode } from './vscode.mjs';

export const ours = 'clients-for-invoice-ninja.invoice-ninja-clients';
export const empty = 'bench.empty';

function writeExtension(folder, name) {
  fs.mkdirSync(folder, { recursive: true });
  const manifest = {
    name,
    publisher: 'bench',
    version: '1.0.0',
    main: './main.js',
    engines: { vscode: '^1.100.0' },
  };
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify({ ...manifest, activationEvents: [] }));
  fs.writeFileSync(path.join(folder, 'main.js'), 'exports.activate = () => {};\n');
}

async function packEmpty(folder) {
  const { createVSIX } = await import('@vscode/vsce');
  writeExtension(folder, 'empty');
  const packagePath = path.join(folder, 'empty.vsix');
  await createVSIX({
    cwd: folder,
    packagePath,
    allowMissingRepository: true,
    skipLicense: true,
    dependencies: false,
  });
  return packagePath;
}

/**
 * Fresh starts of VS Code, one after another.
 * @returns {Promise<Record<string, number>[]>} per start: milliseconds by extension id
 */
export async function measureActivation(starts, name = 'latest') {
  const host = await ensureVSCode(name);
  const base = runFolder('activation');
  atEnd(() => removeFolder(base));
  const packages = [await packageExtension(), await packEmpty(path.join(base, 'empty'))];
  const runs = [];
  for (let i = 0; i < starts; i++) {
    const folder = path.join(base, `start${i}`);
    for (const vsix of packages) await installExtension(host, vsix, folder);
    // The suite's own extension is a second empty one: the first to be activated pays for the warm-up.
    writeExtension(path.join(folder, 'warm-up'), 'warm-up');
    const file = path.join(folder, 'times.json');
    await runSuite(host, {
      folder,
      extension: path.join(folder, 'warm-up'),
      suite: path.join(root, 'test/bench/activationSuite.js'),
      env: {
        NINJA_BENCH_WANTED: [ours, empty].join(','),
        NINJA_BENCH_START: String(i),
        NINJA_BENCH_RESULT: file,
      },
      mark: '[suite] ',
      limitMinutes: 3,
    });
    runs.push(JSON.parse(fs.readFileSync(file, 'utf8')));
    removeFolder(folder);
  }
  await stopAll();
  return runs;
}
