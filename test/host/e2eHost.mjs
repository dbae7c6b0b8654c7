// What the end-to-end tests may use of the host scripts. The run fills `e2eHost` before it loads the tests.
import fs from 'node:fs';
import path from 'node:path';
import { openBrowser } from './browser.mjs';
import { startDemo } from './demoServer.mjs';
import { stop } from './processes.mjs';
import { extensionHosts } from './processTree.mjs';
import { startWithExtension } from './product.mjs';
import { hostLogTail } from './server.mjs';

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

/** Newer versions open settings in a modal editor; the harness looks for tabs. */
const inTabs = { 'workbench.editor.useModal': 'off' };

export { extensionHosts, hostLogTail, openBrowser, startDemo, stop };
