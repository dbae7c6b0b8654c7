// `npm start`: the demo server, and a VS Code with the packaged extension, signed in to it.
import fs from 'node:fs';
import path from 'node:path';
import { startDemo } from '../process/demoServer.mjs';
import { openInDefaultBrowser } from './openBrowser.mjs';
import { packageExtension } from '../build/packageExtension.mjs';
import { cacheFolder, removeFolder, runFolder } from '../process/paths.mjs';
import { atEnd, exit, run, start } from '../process/processes.mjs';
import { installExtensions, startWithExtension } from './product.mjs';
import { freePort, isFree, profileFolders } from './server.mjs';
import { packTinyExtension } from './tinyExtension.mjs';
import { ensureVSCode } from './vscode.mjs';

const defaultClients = 1000;

/** VS Code in the browser, until Ctrl+C. */
export async function startInBrowser({ port, open = true, url, clients }) {
  if (port && !(await isFree(port))) throw new Error(`Port ${port} is taken. Choose another with --port.`);
  const host = await ensureVSCode('latest');
  const { vsix, folder, env } = await prepare({ url, clients });
  await installExtensions(host, [vsix, await packOpener(folder)], folder);
  console.log(`Starting VS Code ${host.version} …`);
  const server = await startWithExtension(host, folder, { port, env });
  const address = `${server.url}/?folder=${encodeURIComponent(server.dirs.workspace)}`;
  server.child.once('exit', () => void exit(1));
  console.log(address);
  if (open) await openInDefaultBrowser(address);
  console.log('Ctrl+C stops it.');
}

/** The `code` on PATH, with a profile of its own, until its window is closed or Ctrl+C. */
export async function startOnDesktop({ url, clients }) {
  const code = process.platform === 'win32' ? 'code.cmd' : 'code';
  const shell = process.platform === 'win32';
  if ((await run(code, ['--version'], { shell })).code !== 0) {
    throw new Error(
      '--desktop needs the `code` command on PATH (in VS Code: "Shell Command: Install \'code\' command").',
    );
  }
  const { vsix, folder, env } = await prepare({ url, clients });
  const dirs = profileFolders(folder);
  const profile = ['--user-data-dir', dirs.data, '--extensions-dir', dirs.extensions];
  await run(code, [...profile, '--install-extension', vsix, '--force'], { shell });
  console.log('Starting VS Code …');
  const window = start(code, [...profile, '--new-window', '--wait', dirs.workspace], {
    stdio: 'inherit',
    shell,
    env: { ...process.env, ...env },
  });
  window.once('exit', () => void exit(0));
}

/** Builds and packs, starts the demo server unless there is an address, and returns how to sign in. */
async function prepare({ url, clients }) {
  if (url && !URL.canParse(url.includes('://') ? url : `https://${url}`)) {
    throw new Error(`--url needs a web address, not "${url}".`);
  }
  console.log('Building …');
  const vsix = await packageExtension();
  const folder = runFolder('start');
  atEnd(() => removeFolder(folder));
  fs.mkdirSync(path.join(folder, 'workspace'), { recursive: true });
  const signIn = url ? { prefill: url } : await demoSignIn(clients);
  return { vsix, folder, env: { NINJA_CLIENTS_DEV_SIGN_IN: JSON.stringify(signIn) } };
}

/** Opens our view when the window appears: the product itself never pushes to the front. */
function packOpener(folder) {
  const code = `exports.activate = () => require('vscode').commands.executeCommand('workbench.view.extension.ninjaClients');\n`;
  return packTinyExtension(path.join(folder, 'opener'), 'opener', code, ['onStartupFinished']);
}

/**
 * The demo server's port of the last run when it is free: the browser remembers accounts by the page's address, and
 * the same server address makes it the same account.
 */
async function rememberedPort() {
  const file = path.join(cacheFolder(), 'demo-port');
  const last = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  const port = last > 0 && (await isFree(last)) ? last : await freePort();
  fs.writeFileSync(file, String(port));
  return port;
}

/** A demo server of this run only, with a random token. */
async function demoSignIn(clients = defaultClients) {
  console.log(`Starting the demo server with ${clients} clients …`);
  const demo = await startDemo({ clients, port: await rememberedPort() });
  console.log(`Demo server: ${demo.url} (password of the protected actions: ${demo.password})`);
  return { url: demo.url, token: demo.token };
}
