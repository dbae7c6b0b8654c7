// Builds what a script needs: the extension, and test suites as one CommonJS file per test file.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../process/paths.mjs';
import { run } from '../process/processes.mjs';

/** `node esbuild.js`, as `npm run build` does. */
export async function buildExtension({ production = false } = {}) {
  const args = ['esbuild.js', ...(production ? ['--production'] : [])];
  const { code, output } = await run(process.execPath, args, { cwd: root });
  if (code !== 0) throw new Error(`The build failed:\n${output.trim()}`);
}

/** Modules of test/host are not bundled into end-to-end tests: tests and runner share one instance of each. */
const hostModules = {
  name: 'host-modules',
  setup(build) {
    build.onResolve({ filter: /\/host\/(\w+\/)*\w+\.mjs$/ }, (args) => ({
      path: pathToFileURL(path.join(args.resolveDir, args.path)).href,
      external: true,
    }));
  },
};

/** In unit tests `vscode` is a small model of its editor: test/unit/documents/vscodeModel.ts. */
export const editorModel = {
  name: 'editor-model',
  setup(build) {
    const model = path.join(root, 'test/unit/documents/vscodeModel.ts');
    // The model holds what unit tests run, not all that the sources import.
    build.initialOptions.logOverride = { 'import-is-undefined': 'silent' };
    build.onResolve({ filter: /^vscode$/ }, () => ({ path: model }));
  },
};

/**
 * Bundles every `*.test.ts` under a folder that `wanted` takes, and further entries, into `outdir`; packages stay outside.
 * @param {{ format?: 'cjs' | 'esm', wanted?: (file: string) => boolean }} [options] `wanted` gets paths inside the folder
 * @returns {Promise<string[]>} the test files' bundles
 */
export async function buildSuite(folder, outdir, entries = [], { format = 'cjs', wanted = () => true } = {}) {
  const tests = fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.test.ts') && wanted(file))
    .sort();
  const built = await buildEntries(folder, [...tests, ...entries], outdir, format);
  return built.slice(0, tests.length);
}

/** Bundles files of a folder as ES modules with shared chunks. */
export function buildModules(folder, files, outdir) {
  return buildEntries(folder, files, outdir, 'esm');
}

/** Bundles one program that runs beside VS Code, with the model in the place of `vscode`. */
export async function buildWithModel(file, outfile) {
  const { build } = await import('esbuild');
  await build({
    absWorkingDir: root,
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    plugins: [editorModel],
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'warning',
  });
}

async function buildEntries(folder, files, outdir, format) {
  const esm = format === 'esm';
  const { build } = await import('esbuild');
  fs.rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => path.join(folder, file)),
    outdir,
    outbase: folder,
    bundle: true,
    platform: 'node',
    format,
    splitting: esm,
    outExtension: esm ? { '.js': '.mjs' } : {},
    plugins: esm ? [hostModules, editorModel] : [hostModules],
    target: 'node20',
    packages: 'external',
    external: ['vscode'],
    sourcemap: 'inline',
    logLevel: 'warning',
  });
  return files.map((file) => path.join(outdir, file.replace(/\.ts$/, esm ? '.mjs' : '.js')));
}
