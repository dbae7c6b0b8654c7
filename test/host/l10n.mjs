// What translators start from: `npm run l10n` writes l10n/bundle.l10n.json with every text of the sources.
import fs from 'node:fs';
import path from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { root } from './process/paths.mjs';

const sources = fs
  .readdirSync(path.join(root, 'src'), { recursive: true })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ extension: '.ts', contents: fs.readFileSync(path.join(root, 'src', name), 'utf8') }));
const texts = await getL10nJson(sources);
// Sorted: the same file on every machine.
const sorted = Object.fromEntries(Object.entries(texts).sort(([a], [b]) => (a < b ? -1 : 1)));
const file = path.join(root, 'l10n/bundle.l10n.json');
fs.mkdirSync(path.dirname(file), { recursive: true });
fs.writeFileSync(file, `${JSON.stringify(sorted, null, 2)}\n`);
