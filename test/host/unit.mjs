// Unit tests of the pure folders on plain Node: `node test/host/unit.mjs [part of a path …]`.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { editorModel } from './build/bundle.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const filters = process.argv.slice(2).filter((word) => !word.startsWith('--'));

/** VS Code's Node can read and write the text of a number (`ExactNumber`); Node 20 has it behind a flag. */
const exactNumbers = typeof JSON.rawJSON === 'function' ? [] : ['--harmony-json-parse-with-source'];

/** Bundles test files (packages stay external) and returns the JavaScript files, same names. */
export async function buildTests(folder, wanted = filters) {
  const files = fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => path.join(folder, file))
    .filter((file) => file.endsWith('.test.ts'))
    .filter((file) => wanted.length === 0 || wanted.some((part) => file.includes(part)));
  const outdir = path.join(root, 'dist/test', path.relative('test', folder));
  await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir,
    outbase: folder,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    plugins: [editorModel],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return files.map((file) => path.join(outdir, path.relative(folder, file)).replace(/\.ts$/, '.js'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const files = await buildTests('test/unit');
  if (files.length === 0) {
    console.error('No unit test matches.');
    process.exit(1);
  }
  const run = spawnSync(
    process.execPath,
    [...exactNumbers, '--enable-source-maps', '--test', '--test-reporter=spec', ...files],
    {
      stdio: 'inherit',
      cwd: root,
    },
  );
  process.exit(run.status ?? 1);
}
