// What is in the package, and that it stays small: `node test/host/checkPackage.mjs`.
import fs from 'node:fs';
import path from 'node:path';
import { dist, root } from './process/paths.mjs';
import { exit } from './process/processes.mjs';
import { printCounts } from './report/counts.mjs';
import { ensureDependencies } from './setup.mjs';

const counts = { passed: 0, failed: 0 };

function check(what, ok, found) {
  counts[ok ? 'passed' : 'failed']++;
  console.log(`  ${ok ? '✔' : '✖'} ${what}${found ? `: ${found}` : ''}`);
}

function checkSize(what, file, limitKB) {
  const size = fs.statSync(file).size / 1000;
  check(what, size < limitKB, `${size.toFixed(1)} KB, limit ${limitKB} KB`);
}

/** Targets of links and pictures in Markdown. */
function targets(markdown) {
  return [...markdown.matchAll(/(!?)\[[^\]]*\]\(([^)\s]+)\)/g)].map(([, mark, target]) => ({
    picture: mark === '!',
    target,
  }));
}

/** vsce makes relative links absolute; pictures of the README are fetched from the repository and not packed. */
function checkLinks(files, readme, packaged) {
  const { repository } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const expected = targets(readme).map(({ picture, target }) =>
    /^(https:|#|mailto:)/.test(target)
      ? target
      : `${repository.url}/${picture ? 'raw' : 'blob'}/HEAD/${target}`,
  );
  const found = targets(packaged).map(({ target }) => target);
  check(
    'relative links of the README lead to the repository',
    expected.length > 0 && expected.join('\n') === found.join('\n'),
    found.join(' '),
  );
  const pictures = targets(readme).filter(({ picture }) => picture);
  const packed = pictures.filter(({ target }) => files.includes(`extension/${target}`.toLowerCase()));
  check('no picture of the README is packed', pictures.length > 0 && packed.length === 0);
}

try {
  await ensureDependencies();
  const { readPackage } = await import('./build/pack.mjs');
  const { packageExtension } = await import('./build/packageExtension.mjs');
  const vsix = await packageExtension();
  checkSize('the package', vsix, 500);
  checkSize('the activation bundle', path.join(dist, 'extension.js'), 60);
  const files = await readPackage(vsix);
  const names = [...files.keys()];
  const strange = names.filter(
    (name) =>
      !/^(extension\.vsixmanifest|\[content_types\]\.xml)$/.test(name) &&
      !/^extension\/(package(\.nls[\w.-]*)?\.json|readme\.md|changelog\.md|license(\.txt)?|(l10n|dist|media)\/.+)$/.test(
        name,
      ),
  );
  check('the package holds nothing else', strange.length === 0, strange.join(' '));
  const readme = fs.readFileSync(path.join(root, 'README.md'), 'utf8');
  checkLinks(names, readme, String(files.get('extension/readme.md')));
} catch (error) {
  counts.failed++;
  console.error(error.message);
}
printCounts(counts);
await exit(counts.failed > 0 ? 1 : 0);
