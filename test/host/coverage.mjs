// Coverage of what has no UI, by the unit and conformance tests: `npm run coverage`.
import { exit, run } from './processes.mjs';
import { root } from './paths.mjs';
import { ensureDependencies } from './setup.mjs';

await ensureDependencies();
const suites = `${process.execPath} test/host/unit.mjs && ${process.execPath} test/host/conformance.mjs`;
const include = ['src/api', 'src/demo'].flatMap((folder) => ['--include', `${folder}/**`]);
const reporters = ['--reporter', 'text', '--reporter', 'html'];
const { code } = await run(
  process.execPath,
  [
    'node_modules/c8/bin/c8.js',
    ...include,
    '--exclude-after-remap',
    ...reporters,
    '-o',
    'coverage',
    'sh',
    '-c',
    suites,
  ],
  { cwd: root, onOutput: (text) => process.stdout.write(text) },
);
await exit(code);
