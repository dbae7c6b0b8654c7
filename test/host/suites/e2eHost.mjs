// What the end-to-end tests may use of the host scripts. The run fills `e2eHost` before it loads the tests.
import fs from 'node:fs';
import path from 'node:path';
import { openBrowser } from '../vscode/browser.mjs';
import { startDemo } from '../demoServer.mjs';
import { stop } from '../process/processes.mjs';
import { extensionHosts } from '../process/processTree.mjs';
import { installExtensions, startWithExtension } from '../vscode/product.mjs';
import { hostLogTail } from '../vscode/server.mjs';
import { packTinyExtension } from '../vscode/tinyExtension.mjs';

/** The run: VS Code, the package, where it is installed, folders. */
export const e2eHost = { open: new Set() };

/** A folder of its own for one profile. */
export function newProfile() {
  return fs.mkdtempSync(path.join(e2eHost.folder, 'profile-'));
}

export function startServer(folder, { settings, ...options } = {}) {
  return startWithExtension(e2eHost.host, folder, {
    extensions: e2eHost.extensions,
    settings: { ...inTabs, ...settings },
    ...options,
  });
}

/** Installs ours and an extension of a few lines; resolves with the folder of both. */
export async function installBeside(name, code, activationEvents) {
  const folder = newProfile();
  const tiny = await packTinyExtension(path.join(folder, name), name, code, activationEvents);
  return installExtensions(e2eHost.host, [e2eHost.vsix, tiny], folder);
}

/** Newer versions open settings in a modal editor; the harness looks for tabs. */
const inTabs = { 'workbench.editor.useModal': 'off' };

export { extensionHosts, hostLogTail, openBrowser, startDemo, stop };
