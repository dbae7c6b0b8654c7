// Activation times in the real VS Code: the released package, an empty extension and built-in ones, in the same run.
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from '../build/packageExtension.mjs';
import { removeFolder, root, runFolder } from '../process/paths.mjs';
import { atEnd, stopAll } from '../process/processes.mjs';
import { installExtensions } from '../vscode/product.mjs';
import { runSuite } from '../suites/suiteHost.mjs';
import { packTinyExtension, writeTinyExtension } from '../vscode/tinyExtension.mjs';
import { ensureVSCode } from '../vscode/vscode.mjs';

export const ours = 'clients-for-invoice-ninja.invoice-ninja-clients';
export const empty = 'ninja-tools.empty';

const nothing = 'exports.activate = () => {};\n';

/**
 * Starts VS Code several times, each with a new profile.
 * @returns {Promise<Record<string, number>[]>} per start: milliseconds by extension id
 */
export async function measureActivation(starts, name = 'latest') {
  const host = await ensureVSCode(name);
  const base = runFolder('activation');
  atEnd(() => removeFolder(base));
  const packages = [
    await packageExtension(),
    await packTinyExtension(path.join(base, 'empty'), 'empty', nothing),
  ];
  const runs = [];
  for (let i = 0; i < starts; i++) {
    const folder = path.join(base, `start${i}`);
    await installExtensions(host, packages, folder);
    // The suite itself runs from a second empty extension: the first one to be activated pays for the warm-up.
    writeTinyExtension(path.join(folder, 'warm-up'), 'warm-up', nothing);
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
