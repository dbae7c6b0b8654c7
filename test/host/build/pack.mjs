// vsce, quiet unless it fails.
import { createVSIX, listFiles, PackageManager } from '@vscode/vsce';
import { readZip } from '@vscode/vsce/out/zip.js';
import { root } from '../process/paths.mjs';

/** Packs the extension in a folder; resolves with the package's path. `loud` shows what goes in. */
export async function pack(cwd, packagePath, { loud = false, ...options } = {}) {
  const held = [];
  const methods = ['log', 'info', 'warn'];
  const originals = methods.map((name) => console[name]);
  if (!loud) for (const name of methods) console[name] = (...words) => held.push(words.join(' '));
  try {
    await createVSIX({ cwd, packagePath, dependencies: false, ...options });
  } catch (error) {
    throw new Error(`Packing ${cwd} failed: ${error.message}\n${held.join('\n')}`, { cause: error });
  } finally {
    methods.forEach((name, i) => (console[name] = originals[i]));
  }
  return packagePath;
}

/** What `.vscodeignore` lets into our package. */
export function packagedFiles() {
  return listFiles({ cwd: root, packageManager: PackageManager.None });
}

/** The files of a package by name, in lower case. */
export function readPackage(packagePath) {
  return readZip(packagePath, () => true);
}
