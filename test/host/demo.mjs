// Builds and runs only the demo server: `npm run demo -- --port P --control --json …` (flags: src/demo/cliOptions.ts).
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import bundles from '../../esbuild.js';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** Builds only the demo server and returns the file to run. */
export async function buildDemo() {
  await build({
    ...bundles.node,
    absWorkingDir: root,
    entryPoints: { 'demo-cli': 'src/demo/cli.ts' },
    outdir: 'dist',
  });
  return path.join(root, 'dist/demo-cli.js');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const cli = await buildDemo();
  const child = spawn(process.execPath, ['--enable-source-maps', cli, ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
}
