// The house rules that a reader relies on: no circles of imports, folders small enough to read, citations that exist.
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

/** What a file imports from `src`: values, types, re-exports, and what it loads when it is first needed. */
function importsOf(file: string): string[] {
  return [...read(file).matchAll(/(?:\bfrom|\bimport\(|^import) ?'(\.{1,2}\/[^']+)'/gm)]
    .map(([, name = '']) => `${path.posix.join(path.posix.dirname(file), name)}.ts`)
    .filter((target) => sources.includes(target));
}

/** Circles of a graph, one for each edge that closes one, as the nodes on the way round. */
function circles(edges: Map<string, readonly string[]>): string[][] {
  const found: string[][] = [];
  const done = new Set<string>();
  const visit = (node: string, way: readonly string[]): void => {
    if (way.includes(node)) found.push([...way.slice(way.indexOf(node)), node]);
    if (done.has(node) || way.includes(node)) return;
    for (const next of edges.get(node) ?? []) visit(next, [...way, node]);
    done.add(node);
  };
  for (const node of edges.keys()) visit(node, []);
  return found;
}

test('a circle is found from wherever the search begins, and named', () => {
  const edges = { a: ['b'], b: ['c', 'd'], c: ['b'], d: [] };
  assert.deepEqual(circles(new Map(Object.entries(edges))), [['b', 'c', 'b']]);
});

test('imports of every kind are seen', () => {
  assert.ok(importsOf('src/extension.ts').includes('src/main.ts'), 'import() and types');
  assert.ok(importsOf('src/main.ts').includes('src/platform/log.ts'), 'values');
});

test('no circle of imports in src, types and what is loaded later included', () => {
  const edges = new Map(sources.map((file) => [file, importsOf(file)]));
  assert.deepEqual(
    circles(edges).map((circle) => circle.join(' → ')),
    [],
  );
});

test('no folder of src holds more than 13 source files', () => {
  const counts = new Map<string, number>();
  for (const folder of sources.map((file) => path.posix.dirname(file)))
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  assert.deepEqual(
    [...counts].filter(([, count]) => count > 13),
    [],
  );
});

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
