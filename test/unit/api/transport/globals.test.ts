import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import esbuild, { type BuildOptions, type Plugin } from 'esbuild';

const root = process.cwd();

/** Loads the bundle in a process of its own, makes a request through it and prints what became of the symbols. */
const probe = `
  const keys = ['undici.globalDispatcher.1', 'undici.globalDispatcher.2'].map(Symbol.for);
  const marks = keys.map((key, index) => ({ index }));
  if (process.argv[2] === 'set') keys.forEach((key, index) => { globalThis[key] = marks[index]; });
  const before = keys.map((key) => Object.getOwnPropertyDescriptor(globalThis, key)?.value);
  const { createApi } = require(process.argv[1]);
  const api = createApi({ address: 'http://127.0.0.1:1', token: 't', userAgent: 'u' });
  const controller = new AbortController();
  const call = api.ping({ signal: controller.signal }).catch((error) => error.kind);
  setImmediate(() => controller.abort());
  call.then(async (kind) => {
    await api.close();
    const after = keys.map((key) => Object.getOwnPropertyDescriptor(globalThis, key)?.value);
    console.log(JSON.stringify({ kind, untouched: after.every((value, index) => value === before[index]), before }));
  });`;

test('the bundle leaves the process-wide dispatchers alone, whether or not they were set before', async (t) => {
  const { node, privateUndiciGlobals } = (await import(path.join(root, 'esbuild.js'))) as {
    node: BuildOptions;
    privateUndiciGlobals: Plugin;
  };
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bundle-'));
  t.after(() => fs.rm(folder, { recursive: true }));
  const outfile = path.join(folder, 'api.js');
  await esbuild.build({
    ...node,
    absWorkingDir: root,
    entryPoints: ['src/api/entry.ts'],
    outfile,
    sourcemap: false,
    plugins: [privateUndiciGlobals],
  });
  const run = promisify(execFile);
  for (const mode of ['unset', 'set']) {
    const { stdout } = await run(process.execPath, ['-e', probe, outfile, mode]);
    const seen = JSON.parse(stdout) as { kind: string; untouched: boolean; before: unknown[] };
    assert.equal(seen.untouched, true, mode);
    assert.equal(seen.kind === 'canceled' || seen.kind === 'unreachable', true);
    assert.equal(
      seen.before.every((value) => value !== null),
      mode === 'set',
      'the probe itself must not load undici',
    );
  }
});

test('the pure parts that start with the extension do not bring undici along', async () => {
  const result = await esbuild.build({
    absWorkingDir: root,
    entryPoints: ['address', 'ids', 'errors', 'query/clientQuery', 'types', 'api'].map(
      (name) => `src/api/${name}.ts`,
    ),
    outdir: os.tmpdir(),
    bundle: true,
    write: false,
    platform: 'node',
    metafile: true,
    logLevel: 'silent',
  });
  const heavy = Object.keys(result.metafile.inputs).filter((file) => file.includes('undici'));
  assert.deepEqual(heavy, []);
});
