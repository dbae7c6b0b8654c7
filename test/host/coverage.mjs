// Coverage of what has no UI, by the unit and conformance tests: `npm run coverage`; pages in coverage/index.html.
import { exit, run } from './process/processes.mjs';
import { root } from './process/paths.mjs';
import { ensureDependencies } from './setup.mjs';

await ensureDependencies();
const { code } = await run(
  process.execPath,
  [
    'node_modules/monocart-coverage-reports/lib/cli.js',
    '--config=test/host/build/coverage.config.mjs',
    process.execPath,
    'test/host/all.mjs',
    'unit',
    'conformance',
  ],
  { cwd: root, onOutput: (text) => process.stdout.write(text) },
);
await exit(code);
