// The package as users install it: `npm run package` → dist/invoice-ninja-clients-<version>.vsix
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dist, removeFolder, root, runFolder } from './process/paths.mjs';
import { atEnd, exit } from './process/processes.mjs';
import { ensureDependencies } from './setup.mjs';

/** Builds for release and packs. Resolves with the file's path. */
export async function packageExtension({ loud = false } = {}) {
  const { buildExtension } = await import('./build/bundle.mjs');
  const { pack, packagedFiles } = await import('./build/pack.mjs');
  // Nothing left over from an earlier build gets in.
  for (const file of fs.existsSync(dist) ? fs.readdirSync(dist) : []) {
    if (/\.js(\.map)?$/.test(file)) fs.rmSync(path.join(dist, file), { force: true });
  }
  await buildExtension({ production: true });
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const packagePath = path.join(dist, `${name}-${version}.vsix`);
  // Packed from a copy: another build that runs meanwhile cannot change what goes in.
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

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await ensureDependencies();
    const file = await packageExtension({ loud: true });
    console.log(`${path.relative(root, file)} (${(fs.statSync(file).size / 1000).toFixed(0)} KB)`);
  } catch (error) {
    console.error(error.message);
    await exit(1);
  }
}
