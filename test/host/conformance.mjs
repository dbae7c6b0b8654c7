// Replays a recorded corpus against the demo server: `npm run test:conformance [-- --dir DIR --only PART --verbose]`.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const outfile = path.join(root, 'dist/test/conformance.js');

// `--dir` is relative to where npm was called.
const args = process.argv.slice(2);
const dir = args.indexOf('--dir');
if (dir >= 0 && args[dir + 1])
  args[dir + 1] = path.resolve(process.env.INIT_CWD ?? process.cwd(), args[dir + 1]);

await build({
  absWorkingDir: root,
  entryPoints: ['test/conformance/run.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  packages: 'external',
  sourcemap: 'inline',
  logLevel: 'warning',
});
const run = spawnSync(process.execPath, ['--enable-source-maps', outfile, ...args], {
  stdio: 'inherit',
  cwd: root,
});
process.exit(run.status ?? 1);
