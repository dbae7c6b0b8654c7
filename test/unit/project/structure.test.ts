// What a reader of the sources relies on: names of folders that mean one thing, citations that exist.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

/** Paths from the root of the repository, with `/`, of files whose name ends like this. */
function filesIn(folder: string, ends: string): string[] {
  return fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.replaceAll('\\', '/')))
    .filter((file) => file.endsWith(ends) && fs.statSync(file).isFile())
    .sort();
}

const read = (file: string) => fs.readFileSync(file, 'utf8');
const sources = filesIn('src', '.ts');

// ESLint's patterns of forbidden imports would take it for that folder.
test('no sub-folder of src is called like a folder right under src', () => {
  const folders = fs
    .readdirSync('src', { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isDirectory())
    .map((entry) => path.posix.join(entry.parentPath.replaceAll('\\', '/'), entry.name));
  const top = folders
    .filter((folder) => path.posix.dirname(folder) === 'src')
    .map((f) => path.posix.basename(f));
  const confusing = folders.filter(
    (folder) => path.posix.dirname(folder) !== 'src' && top.includes(path.posix.basename(folder)),
  );
  assert.deepEqual(confusing, []);
});

/** Sections of documents that a file cites, one each for a list such as "§2.1 and §3"; none where the whole document is cited. */
function citations(file: string): { document: string; section?: string }[] {
  return [...read(file).matchAll(/\bdocs\/[\w-]+\.md((?:(?:,| and| or| to)? §\d+(?:\.\d+)*)*)/g)].flatMap(
    ([cited, sections = '']) => {
      const document = cited.slice(0, cited.length - sections.length);
      const numbers = sections.match(/\d+(?:\.\d+)*/g) ?? [undefined];
      return numbers.map((section) => ({ document, section }));
    },
  );
}

function sectionsOf(document: string): string[] {
  return [...read(document).matchAll(/^#+ (\d+(?:\.\d+)*)\b/gm)].map(([, number = '']) => number);
}

test('every document and every section that is cited exists', () => {
  const pages = fs.readdirSync('.').filter((file) => file.endsWith('.md'));
  const docs = fs.existsSync('docs') ? filesIn('docs', '.md') : [];
  const missing = [
    ...sources,
    ...filesIn('test', '.ts'),
    ...filesIn('test', '.mjs'),
    ...pages,
    ...docs,
  ].flatMap((file) =>
    citations(file)
      .filter(
        ({ document, section }) =>
          !fs.existsSync(document) || (section !== undefined && !sectionsOf(document).includes(section)),
      )
      .map(({ document, section }) => `${file}: ${document} §${section ?? ''}`),
  );
  assert.deepEqual(missing, []);
});
