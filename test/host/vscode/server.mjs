// Starts a VS Code server on a free loopback port: bare for the integration suite, or the whole product.
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { start } from '../process/processes.mjs';

/** Listens briefly on a port. Resolves with its number, or undefined when it is taken. */
function probe(port) {
  return new Promise((resolve) => {
    const server = net.createServer().once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: found } = server.address();
      server.close(() => resolve(found));
    });
  });
}

export const freePort = () => probe(0);
export const isFree = async (port) => (await probe(port)) !== undefined;

/** No marketplace: a run talks only to this machine. */
const noGallery = JSON.stringify({ serviceUrl: '', itemUrl: '', resourceUrlTemplate: '', controlUrl: '' });

/** Environment of a host, without the variables of a VS Code or npm around us. */
function hostEnv(extra) {
  const env = { ...process.env, EXTENSIONS_GALLERY: noGallery, ...extra };
  for (const name of Object.keys(env)) {
    if (/^(VSCODE_|ELECTRON_|npm_)/.test(name) || name === 'PASSWORD' || name === 'PORT') delete env[name];
  }
  return env;
}

/** Waits until the address answers, or until the process behind it ends. */
async function listening(child, url, log, seconds) {
  const until = Date.now() + seconds * 1000;
  while (Date.now() < until) {
    if (child.exitCode !== null || child.signalCode !== null) break;
    try {
      const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2000) });
      if (answer.status < 500) return;
    } catch {
      // Not yet.
    }
    await wait(100);
  }
  const tail = fs.readFileSync(log, 'utf8').split('\n').slice(-20).join('\n');
  throw new Error(`VS Code's server did not start at ${url}:\n${tail}`);
}

async function launch(host, args, folder, { url, env }) {
  const log = path.join(folder, 'server.log');
  const temporary = path.join(folder, 'tmp');
  fs.mkdirSync(temporary, { recursive: true });
  const out = fs.openSync(log, 'a');
  // Its sockets and temporary files are removed with the run's folder.
  const own = { TMPDIR: temporary, XDG_RUNTIME_DIR: temporary };
  const child = start(host.node, args, { stdio: ['ignore', out, out], env: hostEnv({ ...own, ...env }) });
  fs.closeSync(out);
  await listening(child, url, log, 60);
  return child;
}

/** Settings that keep VS Code from showing or fetching what no test needs. */
export const quietSettings = {
  'chat.agentHost.enabled': false,
  'chat.disableAIFeatures': true,
  'extensions.ignoreRecommendations': true,
  'git.enabled': false,
  'json.schemaDownload.enable': false,
  'npm.fetchOnlinePackageInfo': false,
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
};

/** Writes settings that the host reads at its start. */
export function writeSettings(folder, settings) {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings, null, 2));
}

/** Way A: the bare VS Code server, whose page can run a test suite. */
export async function startTestServer(host, folder, env) {
  const port = await freePort();
  const dirs = Object.fromEntries(
    ['data', 'server', 'extensions'].map((name) => [name, path.join(folder, name)]),
  );
  for (const dir of Object.values(dirs)) fs.mkdirSync(dir, { recursive: true });
  writeSettings(path.join(dirs.server, 'data/Machine'), quietSettings);
  const url = `http://127.0.0.1:${port}`;
  const args = [
    host.vscodeServer,
    ...['--host', '127.0.0.1', '--port', String(port), '--without-connection-token'],
    ...[
      '--accept-server-license-terms',
      '--enable-smoke-test-driver',
      '--disable-telemetry',
      '--disable-workspace-trust',
    ],
    ...['--user-data-dir', dirs.data, '--server-data-dir', dirs.server, '--extensions-dir', dirs.extensions],
  ];
  const child = await launch(host, args, folder, { url, env });
  return { url, port, child, dirs };
}

/** Folders of a way B profile. */
export function profileFolders(folder) {
  const dirs = Object.fromEntries(
    ['data', 'extensions', 'workspace'].map((name) => [name, path.join(folder, name)]),
  );
  for (const dir of Object.values(dirs)) fs.mkdirSync(dir, { recursive: true });
  return dirs;
}

/** Way B: the product as a user runs it. */
export async function startProduct(host, folder, { port, env, trust = false, extensions } = {}) {
  const dirs = profileFolders(folder);
  port ??= await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    host.codeServer,
    ...[
      '--bind-addr',
      `127.0.0.1:${port}`,
      '--auth',
      'none',
      '--disable-telemetry',
      '--disable-update-check',
    ],
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...['--user-data-dir', dirs.data, '--extensions-dir', extensions ?? dirs.extensions],
    ...['--config', path.join(folder, 'config.yaml')],
  ];
  fs.writeFileSync(path.join(folder, 'config.yaml'), 'cert: false\n');
  const child = await launch(host, args, folder, { url: `${url}/healthz`, env });
  return { url, port, child, dirs };
}

/** The last lines of a run's extension host logs, to be printed after a failure. */
export function hostLogTail(folder, lines = 40) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => path.basename(file) === 'remoteexthost.log')
    .map((file) => {
      const text = fs.readFileSync(path.join(folder, file), 'utf8');
      const tail = text.split('\n').filter((line) => !/node_modules.code-server/.test(line));
      return `--- ${file}\n${tail.slice(-lines).join('\n')}`;
    })
    .join('\n');
}
