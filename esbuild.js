// Builds every bundle: `node esbuild.js [--production] [--watch]`.
// One bundle per feature, loaded by the first `import()` of its `entry`, so that the activation bundle stays small.
// ES modules with shared chunks were measured: VS Code resolves imports of extensions in a hook on another thread, and
// the activation took two to three times as long (6.9 → 9.1 ms at best); loading 12 chunks instead of `main.js` costs more than
// the copies of shared code do.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

const folders = fs
  .readdirSync(path.join(__dirname, 'src'))
  .filter((folder) => fs.existsSync(path.join(__dirname, 'src', folder, 'entry.ts')));

/**
 * What a bundle loads as a file of its own: `import('./main')` and `import('…/<folder>/entry')`, and `src/l10n.ts` in place
 * of `@vscode/l10n`.
 */
const separateBundles = {
  name: 'separate-bundles',
  setup(build) {
    build.onResolve({ filter: /^\.\/main$/ }, () => ({ path: './main.js', external: true }));
    build.onResolve({ filter: /\/entry$/ }, (args) => {
      const folder = path.basename(path.dirname(path.resolve(args.resolveDir, args.path)));
      return { path: `./${folder}.js`, external: true };
    });
    build.onResolve({ filter: /^@vscode\/l10n$/ }, ({ importer }) =>
      importer === path.join(__dirname, 'src/l10n.ts') ? undefined : { path: './l10n.js', external: true },
    );
  },
};

/**
 * undici's lib/global.js replaces the dispatcher of the whole extension host, VS Code's own fetch included
 * (docs/vscode-editing.md §15). Ours keeps its default agent to itself.
 */
const privateUndiciGlobals = {
  name: 'private-undici-globals',
  setup(build) {
    build.onLoad({ filter: /undici[\\/]lib[\\/]global\.js$/ }, () => ({
      loader: 'js',
      contents: `
        const Agent = require('./dispatcher/agent');
        let dispatcher;
        module.exports = {
          setGlobalDispatcher(agent) { dispatcher = agent; },
          getGlobalDispatcher() { return (dispatcher ??= new Agent()); },
          installedExports: ['fetch', 'Headers', 'Response', 'Request', 'FormData', 'WebSocket', 'CloseEvent',
            'ErrorEvent', 'MessageEvent', 'EventSource'],
        };`,
    }));
  },
};

/**
 * The API once per bundle. esbuild turns `import * as vscode` into a copy of the whole API for each file, some hundred
 * properties every time: 28 copies were a third of the activation.
 */
const oneVSCode = {
  name: 'one-vscode',
  setup(build) {
    build.onResolve({ filter: /^vscode$/ }, ({ namespace }) =>
      namespace === 'vscode-api'
        ? { path: 'vscode', external: true }
        : { path: 'api', namespace: 'vscode-api' },
    );
    build.onLoad({ filter: /.*/, namespace: 'vscode-api' }, () => ({
      contents: "module.exports = require('vscode');",
    }));
    build.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path: file }) => {
      const text = await fs.promises.readFile(file, 'utf8');
      return {
        contents: text.replace("import * as vscode from 'vscode';", "import vscode = require('vscode');"),
        loader: 'ts',
      };
    });
  },
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // `import()` becomes `require`: Node keeps the failure of an `import()` for good, even when the file can be read again.
  supported: { 'dynamic-import': false },
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

const builds = [
  {
    ...node,
    entryPoints: {
      extension: 'src/extension.ts',
      main: 'src/main.ts',
      ...Object.fromEntries(folders.map((folder) => [folder, `src/${folder}/entry.ts`])),
      l10n: 'src/l10n.ts',
    },
    outdir: 'dist',
    plugins: [separateBundles, oneVSCode, privateUndiciGlobals],
  },
  { ...node, entryPoints: { 'demo-cli': 'src/demo/cli.ts' }, outdir: 'dist' },
  {
    ...node,
    entryPoints: { 'purge-merge-page': 'media/purge-merge-page/page.ts' },
    outdir: 'dist/media',
    platform: 'browser',
    format: 'iife',
    target: 'es2022',
    external: [],
  },
];

async function main() {
  if (watch) {
    for (const options of builds) await (await esbuild.context(options)).watch();
    return;
  }
  await Promise.all(builds.map((options) => esbuild.build(options)));
}

module.exports = { node, privateUndiciGlobals, separateBundles };

if (require.main === module) {
  main().catch(() => process.exit(1));
}
