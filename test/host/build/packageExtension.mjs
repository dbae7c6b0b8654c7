// The package as users install it.
import fs from 'node:fs';
import path from 'node:path';
import { builtPackage, dist, packageFile, removeFolder, root, runFolder } from '../process/paths.mjs';
import { atEnd } from '../process/processes.mjs';
import { buildExtension } from './bundle.mjs';
import { pack, packagedFiles } from './pack.mjs';

/** Builds for release and packs, unless this run did so already. Resolves with the file's path. */
export async function packageExtension({ loud = false } = {}) {
  if (process.env[builtPackage]) return process.env[builtPackage];
  // Nothing left over from an earlier build gets in.
  for (const file of fs.existsSync(dist) ? fs.readdirSync(dist) : []) {
    if (/\.js(\.map)?$/.test(file)) fs.rmSync(path.join(dist, file), { force: true });
  }
  await buildExtension({ production: true });
  const packagePath = packageFile();
  // Packed from a copy: another build that runs at the same time cannot change what goes in.
  const stage = runFolder('package');
  const withdraw = atEnd(() => removeFolder(stage));
  try {
    for (const file of [...(await packagedFiles()), '.vscodeignore']) {
      fs.mkdirSync(path.dirname(path.join(stage, file)), { recursive: true });
      fs.copyFileSync(path.join(root, file), path.join(stage, file));
    }
    return await pack(stage, packagePath, { loud });
  } finally {
    withdraw();
    removeFolder(stage);
  }
}
