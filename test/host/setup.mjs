// Installs the locked npm dependencies where they are missing: `await ensureDependencies()` or `node test/host/setup.mjs`.
// Built-in modules only: this runs straight after `git clone`.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { fingerprint, locked } from './process/cache.mjs';
import { root } from './process/paths.mjs';
import { npm } from './process/processes.mjs';

const modules = path.join(root, 'node_modules');
/** Remembers which lock file the installed modules came from. */
const stamp = path.join(modules, '.installed-lock');

function upToDate(wanted) {
  return fs.existsSync(stamp) && fs.readFileSync(stamp, 'utf8') === wanted;
}

/** npm's own record of what it installed says the same as the lock file. */
function sameAsInstalled() {
  try {
    const installed = JSON.parse(fs.readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages;
    const lock = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
    return Object.entries(lock).every(
      ([name, entry]) => name === '' || entry.optional || installed[name]?.version === entry.version,
    );
  } catch {
    return false;
  }
}

export async function ensureDependencies() {
  const [major] = process.versions.node.split('.').map(Number);
  if (major < 20) throw new Error(`Node 20 or newer is needed; this is ${process.version}.`);
  const wanted = fingerprint([path.join(root, 'package-lock.json')]);
  if (upToDate(wanted)) return;
  await locked(path.join(root, '.npm-install.lock'), async () => {
    if (upToDate(wanted)) return;
    if (!sameAsInstalled()) {
      const began = Date.now();
      console.log('Installing npm dependencies …');
      await npm(root, 'ci', '--no-fund', '--no-audit', '--loglevel=error');
      console.log(`Installed npm dependencies (${Math.round((Date.now() - began) / 1000)} s).`);
    }
    fs.writeFileSync(stamp, wanted);
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ensureDependencies();
}
