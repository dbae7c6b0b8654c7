// A made-up language in which every text of the extension is in marks, ⟦like this⟧: the integration suite runs in it and
// finds what is said without a translation (test/integration/support/marks.ts).
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../process/paths.mjs';
import { atEnd } from '../process/processes.mjs';

/** Of English origin, so that numbers and dates are written as in English. */
export const madeUpLanguage = 'en-xa';

/** Writes its files beside the English ones, where VS Code looks for them. They are no part of the repository. */
export function writeMadeUpLanguage() {
  const files = { 'l10n/bundle.l10n.json': 'l10n/bundle.l10n', 'package.nls.json': 'package.nls' };
  for (const [english, name] of Object.entries(files)) {
    const texts = JSON.parse(fs.readFileSync(path.join(root, english), 'utf8'));
    const marked = Object.entries(texts).map(([key, text]) => [key, `⟦${text.message ?? text}⟧`]);
    const file = path.join(root, `${name}.${madeUpLanguage}.json`);
    fs.writeFileSync(file, JSON.stringify(Object.fromEntries(marked)));
    atEnd(() => fs.rmSync(file, { force: true }));
  }
}
