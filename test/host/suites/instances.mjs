// A VS Code for the end-to-end suites: a server and a browser profile, used by one suite after another. Between two
// suites everything that a suite can see is removed: open windows, extension hosts, what the browser stored for the page,
// user data on the server, files of the workspace. Kept is what takes seconds to make: the processes and the browser's
// compiled copy of VS Code.
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { removeFolder } from '../process/paths.mjs';
import { stop } from '../process/processes.mjs';
import { extensionHosts } from '../process/processTree.mjs';
import { openBrowser } from '../vscode/browser.mjs';
import { startWithExtension } from '../vscode/product.mjs';
import { profileFolders, quietSettings, writeSettings } from '../vscode/server.mjs';
import { e2eHost } from './e2eHost.mjs';

/** Newer versions open settings in a modal editor; the tests look for tabs. */
const inTabs = { 'workbench.editor.useModal': 'off' };

/** Instances that no suite uses at the moment. Each takes about 600 MB. */
const idle = [];
const maxIdle = 2;

/** What the server process was started with: suites share an instance only if this is the same. */
const keyOf = ({ env, trust = false, extensions }) => JSON.stringify([env, trust, extensions]);

/**
 * An instance in the state of a first start.
 * @param {import('./e2eHost.mjs').ServerOptions} options
 */
export async function borrowInstance({ settings, ...options }) {
  const key = keyOf(options);
  const at = idle.findIndex((instance) => instance.key === key);
  const instance = at >= 0 ? idle.splice(at, 1)[0] : await startInstance(key, options);
  writeSettings(path.join(instance.server.dirs.data, 'User'), { ...quietSettings, ...inTabs, ...settings });
  return instance;
}

async function startInstance(key, options) {
  const folder = fs.mkdtempSync(path.join(e2eHost.folder, 'profile-'));
  const [server, context] = await Promise.all([
    startServer(folder, options),
    openBrowser(path.join(folder, 'browser')),
  ]);
  // The first page is never a suite's: Chromium ends with its last page.
  const keeper = context.pages()[0] ?? (await context.newPage());
  return { key, folder, options, server, context, keeper, spoiled: false };
}

/** Starts a server of the run's VS Code on an instance's folder. */
export function startServer(folder, options) {
  return startWithExtension(e2eHost.host, folder, { extensions: e2eHost.extensions, ...options });
}

/** Keeps an instance for the next suite, or ends it where it is `spoiled` or no other suite could use it. */
export async function returnInstance(instance) {
  if (!process.env.KEEP && !instance.spoiled && isCommon(instance.options) && (await cleaned(instance))) {
    idle.push(instance);
    while (idle.length > maxIdle) await endInstance(idle.shift());
  } else await endInstance(instance);
}

/** Whether other suites can use the instance: signed out, or signed in to the demo server at its usual address. */
function isCommon({ env, trust, extensions }) {
  const common = env === undefined || JSON.stringify(env) === JSON.stringify(e2eHost.signedIn);
  return common && !trust && !extensions;
}

/** Ends the unused instances, so that the next suite starts a new one. */
export async function endIdleInstances() {
  for (const instance of idle.splice(0)) await endInstance(instance);
}

async function endInstance({ context, server, folder }) {
  await context.close();
  await stop(server.child);
  if (!process.env.KEEP) removeFolder(folder);
}

/** Returns an instance to the state of a first start. False when that failed. */
async function cleaned({ context, keeper, server }) {
  for (const page of context.pages()) if (page !== keeper) await page.close();
  if (!(await hostsEnded(server.child))) return false;
  const devTools = await context.newCDPSession(keeper);
  // All but the caches, which hold nothing of a suite.
  const storageTypes = 'cookies,file_systems,indexeddb,local_storage,service_workers';
  await devTools.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes });
  await devTools.detach();
  const { data, workspace } = server.dirs;
  for (const folder of [path.join(data, 'User'), path.join(data, 'Machine'), workspace]) removeFolder(folder);
  profileFolders(path.dirname(workspace));
  return server.child.exitCode === null;
}

/** A closed window's extension host would wait hours for its window to come back. */
async function hostsEnded(child) {
  for (const limit = Date.now() + 10_000; Date.now() < limit; await wait(50)) {
    const hosts = extensionHosts(child);
    if (hosts.length === 0) return true;
    for (const pid of hosts) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }
  }
  return false;
}
