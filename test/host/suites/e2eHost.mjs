// What the end-to-end tests use of the host scripts. The runner fills `e2eHost` before it loads the tests.
import fs from 'node:fs';
import path from 'node:path';
import { startDemo } from '../process/demoServer.mjs';
import { stop } from '../process/processes.mjs';
import { extensionHosts } from '../process/processTree.mjs';
import { installExtensions } from '../vscode/product.mjs';
import { freePort } from '../vscode/server.mjs';
import { packTinyExtension } from '../vscode/tinyExtension.mjs';

/** The run: VS Code, the package, where it is installed, folders. */
export const e2eHost = { open: new Set() };

/** A folder of its own. */
function newProfile() {
  return fs.mkdtempSync(path.join(e2eHost.folder, 'profile-'));
}

/** Installs our package and an extension of a few lines; resolves with the folder of both. */
export async function installBeside(name, code, activationEvents) {
  const folder = newProfile();
  const tiny = await packTinyExtension(path.join(folder, name), name, code, activationEvents);
  return installExtensions(e2eHost.host, [e2eHost.vsix, tiny], folder);
}

export { extensionHosts, freePort, startDemo, stop };
