// The package as users install it: `npm run package` → dist/invoice-ninja-clients-<version>.vsix
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { dist, root } from './paths.mjs';
import { exit } from './processes.mjs';
import { ensureDependencies } from './setup.mjs';

/** Builds for release and packs. Resolves with the file's path. */
export async function packageExtension({ loud = false } = {}) {
  const { buildExtension } = await import('./bundle.mjs');
  const { pack } = await import('./pack.mjs');
  // Nothing left over from an earlier build gets in.
  for (const file of fs.existsSync(dist) ? fs.readdirSync(dist) : []) {
    if (/\.js(\.map)?$/.test(file)) fs.rmSync(path.join(dist, file), { force: true });
  }
  await buildExtension({ production: true });
  const { name, version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const packagePath = path.join(dist, `${name}-${version}.vsix`);
  return pack(root, packagePath, { loud });
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
