// The package stays small: `node test/host/sizes.mjs`.
import fs from 'node:fs';
import path from 'node:path';
import { packageExtension } from './package.mjs';
import { dist } from './process/paths.mjs';
import { exit } from './process/processes.mjs';
import { printCounts } from './suites/results.mjs';
import { ensureDependencies } from './setup.mjs';

const counts = { passed: 0, failed: 0 };

function check(what, file, limitKB) {
  const size = fs.statSync(file).size / 1000;
  const ok = size < limitKB;
  counts[ok ? 'passed' : 'failed']++;
  console.log(`  ${ok ? '✔' : '✖'} ${what}: ${size.toFixed(1)} KB, limit ${limitKB} KB`);
}

try {
  await ensureDependencies();
  const vsix = await packageExtension();
  check('the package', vsix, 500);
  check('the activation bundle', path.join(dist, 'extension.js'), 60);
} catch (error) {
  counts.failed++;
  console.error(error.message);
}
printCounts(counts);
await exit(counts.failed > 0 ? 1 : 0);
