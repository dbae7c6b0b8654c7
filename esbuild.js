// Builds every bundle: `node esbuild.js [--production] [--watch]`.
// The activation bundle stays small because the HTTP client, the demo server and what edits documents are bundles of
// their own, loaded by the first `import()` of their `entry`.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** `import('./main')` and `import('…/<part>/entry')` become a require of that part's own bundle. */
const lazyBundles = {
  name: 'lazy-bundles',
  setup(build) {
    const bundles = {
      accounts: './accounts.js',
      api: './http.js',
      demo: './demo.js',
      documents: './documents.js',
      actions: './actions.js',
      browse: './browse.js',
    };
    build.onResolve({ filter: /^\.\/main$/ }, () => ({ path: './main.js', external: true }));
    build.onResolve({ filter: /\/entry$/ }, (args) => {
      const part = path.basename(path.dirname(path.resolve(args.resolveDir, args.path)));
      const bundle = bundles[part];
      return bundle && { path: bundle, external: true };
    });
  },
};

/**
 * undici's lib/global.js replaces the dispatcher of the whole extension host, VS Code's own fetch included
 * (reference/vscode-editing-facts.md §15). Ours keeps its default agent to itself.
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
  minify: production,
  sourcemap: production ? false : 'linked',
  legalComments: 'none',
  logLevel: 'warning',
};

function builds() {
  const list = [
    {
      ...node,
      entryPoints: { extension: 'src/extension.ts', main: 'src/main.ts' },
      outdir: 'dist',
      plugins: [lazyBundles, oneVSCode],
    },
    {
      ...node,
      entryPoints: { http: 'src/api/entry.ts' },
      outdir: 'dist',
      plugins: [privateUndiciGlobals],
    },
    { ...node, entryPoints: { documents: 'src/documents/entry.ts' }, outdir: 'dist', plugins: [oneVSCode] },
    { ...node, entryPoints: { actions: 'src/actions/entry.ts' }, outdir: 'dist', plugins: [oneVSCode] },
    {
      ...node,
      entryPoints: { 'purge-merge-page': 'media/purge-merge-page/page.ts' },
      outdir: 'dist/media',
      platform: 'browser',
      format: 'iife',
      target: 'es2022',
      external: [],
    },
    { ...node, entryPoints: { accounts: 'src/accounts/entry.ts' }, outdir: 'dist', plugins: [oneVSCode] },
    { ...node, entryPoints: { browse: 'src/browse/entry.ts' }, outdir: 'dist', plugins: [oneVSCode] },
    { ...node, entryPoints: { demo: 'src/demo/entry.ts', 'demo-cli': 'src/demo/cli.ts' }, outdir: 'dist' },
  ];
  return list.filter((options) =>
    Object.values(options.entryPoints).every((file) => fs.existsSync(path.join(__dirname, file))),
  );
}

async function main() {
  if (watch) {
    for (const options of builds()) await (await esbuild.context(options)).watch();
    return;
  }
  await Promise.all(builds().map((options) => esbuild.build(options)));
}

module.exports = { node, privateUndiciGlobals, lazyBundles };

if (require.main === module) {
  main().catch(() => process.exit(1));
}
