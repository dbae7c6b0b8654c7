// Runs the product: `npm start [-- --port N] [--no-open] [--url https://…] [--clients N] [--desktop]`.
import { parseArgs } from './process/args.mjs';
import { endWithParent, exit } from './process/processes.mjs';
import { ensureDependencies } from './setup.mjs';

const args = parseArgs({
  port: 'number',
  open: 'boolean',
  url: 'string',
  clients: 'number',
  desktop: 'boolean',
});

if (process.env.npm_lifecycle_event) endWithParent();

try {
  await ensureDependencies();
  const { startInBrowser, startOnDesktop } = await import('./vscode/runProduct.mjs');
  await (args.desktop ? startOnDesktop(args) : startInBrowser(args));
} catch (error) {
  console.error(error.message);
  await exit(1);
}
