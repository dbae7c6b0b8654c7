// The demo server as a process of its own (dist/demo-cli.js), for the suites and for `npm start`.
import fs from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { dist, root } from './paths.mjs';
import { start } from './processes.mjs';

/**
 * Starts it on a free loopback port.
 * @param {{ port?: number, clients?: number, control?: boolean, args?: string[] }} [options]
 * @returns {Promise<{ url: string, token: string, password: string, viewerToken: string, child: import('node:child_process').ChildProcess }>}
 */
export async function startDemo({ port = 0, clients = 300, control = false, args = [] } = {}) {
  const script = path.join(dist, 'demo-cli.js');
  if (!fs.existsSync(script)) throw new Error('dist/demo-cli.js is missing: the demo server was not built.');
  const words = [
    '--port',
    String(port),
    '--clients',
    String(clients),
    '--json',
    ...(control ? ['--control'] : []),
    // Which Invoice Ninja it behaves like; see src/demo/dialect.ts.
    ...(process.env.NINJA_DEMO_DIALECT ? ['--dialect', process.env.NINJA_DEMO_DIALECT] : []),
  ];
  const child = start(process.execPath, [script, ...words, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (errors += text));
  const listening = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line));
    });
    child.once('exit', () => reject(new Error(`The demo server ended at once:\n${errors.trim()}`)));
  });
  child.stdout.resume();
  return { ...listening, child };
}
