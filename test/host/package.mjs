// The package as users install it: `npm run package` → dist/invoice-ninja-clients-<version>.vsix
import fs from 'node:fs';
import path from 'node:path';
import { root } from './process/paths.mjs';
import { exit } from './process/processes.mjs';
import { ensureDependencies } from './setup.mjs';

try {
  await ensureDependencies();
  const { packageExtension } = await import('./build/packageExtension.mjs');
  const file = await packageExtension({ loud: true });
  console.log(`${path.relative(root, file)} (${(fs.statSync(file).size / 1000).toFixed(0)} KB)`);
} catch (error) {
  console.error(error.message);
  await exit(1);
}
