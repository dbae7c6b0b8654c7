// The product with the packaged extension: prepared once, started as often as a suite needs. Also behind `npm start`.
import fs from 'node:fs';
import path from 'node:path';
import { run } from './processes.mjs';
import { profileFolders, quietSettings, startProduct, writeSettings } from './server.mjs';

/** Installs a package into a profile's extensions folder, offline. */
export async function installExtension(host, vsix, folder) {
  const dirs = profileFolders(folder);
  const args = [
    '--user-data-dir',
    dirs.data,
    '--extensions-dir',
    dirs.extensions,
    '--install-extension',
    vsix,
  ];
  const env = { ...process.env, EXTENSIONS_GALLERY: '{}' };
  const { code, output } = await run(host.node, [host.codeServer, ...args, '--force'], { env });
  if (code !== 0 || !/successfully installed/.test(output))
    throw new Error(`Installing ${vsix} failed:\n${output}`);
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
