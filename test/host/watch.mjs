// Installs what is missing, builds, and builds again after every change: the task of F5.
import { exit, start } from './process/processes.mjs';
import { root } from './process/paths.mjs';
import { ensureDependencies } from './setup.mjs';

try {
  await ensureDependencies();
  const { buildExtension } = await import('./build/bundle.mjs');
  console.log('Building …');
  await buildExtension();
  const child = start(process.execPath, ['esbuild.js', '--watch'], { cwd: root, stdio: 'inherit' });
  child.once('spawn', () => console.log('Watching for changes.'));
  child.once('exit', (code) => void exit(code ?? 1));
} catch (error) {
  console.error(error.message);
  await exit(1);
}
