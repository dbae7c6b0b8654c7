// The whole product with the packaged extension, for end-to-end tests and `npm start`.
import fs from 'node:fs';
import path from 'node:path';
import { run } from '../process/processes.mjs';
import { profileFolders, quietSettings, startProduct, writeSettings } from './server.mjs';

/** Installs packages into a profile's extensions folder, offline. Resolves with that folder. */
export async function installExtensions(host, packages, folder) {
  const dirs = profileFolders(folder);
  const profile = ['--user-data-dir', dirs.data, '--extensions-dir', dirs.extensions];
  const installs = packages.flatMap((file) => ['--install-extension', file]);
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  const { code, output } = await run(host.node, [host.codeServer, ...profile, ...installs, '--force'], {
    env,
  });
  const installed = output.match(/successfully installed/g)?.length ?? 0;
  if (code !== 0 || installed < packages.length)
    throw new Error(`Installing ${packages.join(', ')} failed:\n${output}`);
  return dirs.extensions;
}

/**
 * Starts the product on a folder of its own.
 * @param {{ settings?: object, env?: object, trust?: boolean, port?: number, extensions?: string }} [options]
 */
export async function startWithExtension(host, folder, options = {}) {
  const dirs = profileFolders(folder);
  const file = path.join(dirs.data, 'User/settings.json');
  if (!fs.existsSync(file)) writeSettings(path.dirname(file), { ...quietSettings, ...options.settings });
  return startProduct(host, folder, options);
}
