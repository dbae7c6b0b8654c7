// How long a save takes as a person sees it: from the keystroke to the clean tab, in a real VS Code.
import fs from 'node:fs';
import path from 'node:path';
import { buildExtension } from '../build/bundle.mjs';
import { removeFolder, root, runFolder } from '../process/paths.mjs';
import { atEnd } from '../process/processes.mjs';
import { runSuite } from '../suites/suiteHost.mjs';
import { ensureVSCode } from '../vscode/vscode.mjs';

/** @returns {Promise<number>} median milliseconds of `runs` saves */
export async function measureSaves({ url, token }, runs, name = 'latest') {
  const host = await ensureVSCode(name);
  await buildExtension({ production: true });
  const folder = runFolder('saves');
  atEnd(() => removeFolder(folder));
  const file = path.join(folder, 'times.json');
  await runSuite(host, {
    folder,
    extension: root,
    suite: path.join(root, 'test/bench/saveSuite.js'),
    env: {
      NINJA_BENCH_URL: url,
      NINJA_BENCH_TOKEN: token,
      NINJA_BENCH_RUNS: String(runs),
      NINJA_BENCH_RESULT: file,
    },
    mark: '[suite] ',
    limitMinutes: 3,
  });
  const times = JSON.parse(fs.readFileSync(file, 'utf8')).sort((a, b) => a - b);
  return times[Math.floor(times.length / 2)];
}
