// Paths: the repository, the user's cache, folders for one run.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');
export const dist = path.join(root, 'dist');

/**
 * Environment variable with the path of the package that this whole run has built: its stages run side by side, and none
 * may write to `dist` while another one reads it.
 */
export const builtPackage = 'NINJA_BUILT_PACKAGE';

/** Where the package of this version is written. */
export function packageFile() {
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  return path.join(dist, `${name}-${version}.vsix`);
}

/** This project's folder in the user's cache: it outlives clones. */
export function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32' && process.env.LOCALAPPDATA) ||
    path.join(os.homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache');
  const folder = path.join(base, 'invoice-ninja-clients');
  fs.mkdirSync(folder, { recursive: true });
  return folder;
}

/** A new folder for one run. The caller removes it at the end. */
export function runFolder(purpose) {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `ninja-clients-${purpose}-`)));
}

/** Removes a folder. Tries again while an ending process still writes to it; never fails. */
export function removeFolder(folder) {
  try {
    fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  } catch {
    // A temporary folder: the system removes it.
  }
}
