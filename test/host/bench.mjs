// Measurements: `npm run bench [-- part of a file's name …]`. Builds test/bench and lets test/bench/run.ts run it.
import fs from 'node:fs';
import path from 'node:path';
import { parseArgs } from './process/args.mjs';
import { dist, root } from './process/paths.mjs';
import { exit, run } from './process/processes.mjs';
import { ensureDependencies } from './setup.mjs';

const { rest: wanted } = parseArgs({});

try {
  await ensureDependencies();
  const { buildExtension, buildModules } = await import('./build/bundle.mjs');
  await buildExtension({ production: true });
  const outdir = path.join(dist, 'bench');
  const files = fs.readdirSync(path.join(root, 'test/bench')).filter((file) => file.endsWith('.ts'));
  const built = await buildModules('test/bench', files, outdir);
  const modules = built.filter((file) => {
    const name = path.basename(file, '.mjs');
    const chosen = wanted.length === 0 || wanted.some((part) => name.includes(part));
    return name !== 'run' && chosen && /^export\b[^;]*\bbench\b/m.test(fs.readFileSync(file, 'utf8'));
  });
  const { code } = await run(process.execPath, [path.join(outdir, 'run.mjs'), ...modules], {
    cwd: root,
    onOutput: (text) => process.stdout.write(text),
  });
  await exit(code);
} catch (error) {
  console.error(error.message);
  await exit(1);
}
