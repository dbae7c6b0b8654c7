// Every text can be translated. That nothing is said without `l10n.t` at all, the integration suite checks by running in a
// made-up language (test/integration/support/marks.ts).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const root = process.cwd();
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const bundle = JSON.parse(read('l10n/bundle.l10n.json')) as Record<string, unknown>;

test('l10n/bundle.l10n.json has the texts that the compiler finds: after a change run `npm run l10n`', () => {
  const texts = sources().flatMap(textsOf);
  assert.ok(texts.length > 500);
  assert.deepEqual([...new Set(texts)].sort(), Object.keys(bundle).sort());
});

test('no sentence for people is outside of l10n.t', () => {
  // Lines of the log, and names. Messages of plain errors are not shown (platform/sentences.ts).
  const exempt =
    /^\[|^(Canceled|Invoice Ninja|Clients for Invoice Ninja|lookup tables?|sign-in of npm start)$|^\/clients\/|^<!DOCTYPE/;
  // The schema is a file that VS Code reads; the template is a list of keys.
  const files = sources().filter(
    (file) => !/^src\/(demo\/|records\/(fields\/schema|text\/template)\.ts$)/.test(file),
  );
  const found = files.flatMap((file) => sentencesOutside(file).filter(({ text }) => !exempt.test(text)));
  assert.deepEqual(
    found.map(({ where, text }) => `${where} ${text}`),
    [],
  );
});

test('texts of package.json come from package.nls.json, which has no others', () => {
  const manifest = read('package.json');
  const named = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]));
  const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
  assert.deepEqual([...named].sort(), Object.keys(texts).sort());

  const { contributes } = JSON.parse(manifest) as { contributes: unknown };
  assert.deepEqual(untranslated(contributes), []);
});

function sources(): string[] {
  return fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join('src', file.replaceAll('\\', '/')));
}

/** Literals that read like words for people: two words, or one with a capital letter. */
function sentencesOutside(file: string): { where: string; text: string }[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext, true);
  const found: { where: string; text: string }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isLiteralTypeNode(node)) return;
    if (ts.isNewExpression(node) && /^(Type|Range|Shape)?Error$/.test(node.expression.getText(source)))
      return;
    if (isTranslation(node, source)) return node.arguments.slice(1).forEach(visit);
    const text = textOf(node);
    if (text !== undefined && /[A-Za-z]{2,}[ ,]+[A-Za-z(]|^[A-Z][a-z]+[a-z .…]*$/.test(text)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      found.push({ where: `${file}:${line + 1}`, text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function textOf(node: ts.Node): string | undefined {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return undefined;
  return node.head.text + node.templateSpans.map(({ literal }) => `{}${literal.text}`).join('');
}

function isTranslation(node: ts.Node, source: ts.SourceFile): node is ts.CallExpression {
  return ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText(source));
}

/** First arguments of all calls of `l10n.t` in a file, as keys of the bundle. */
function textsOf(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isTranslation(node, source)) texts.push(keyOf(node.arguments[0], `${file}: ${node.getText(source)}`));
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

/** The text itself or, with a comment for translators, what VS Code makes of both. */
function keyOf(argument: ts.Expression | undefined, where: string): string {
  if (argument !== undefined && ts.isStringLiteral(argument)) return argument.text;
  assert.ok(argument !== undefined && ts.isObjectLiteralExpression(argument), where);
  const property = (name: string) =>
    argument.properties.find(
      (each): each is ts.PropertyAssignment =>
        ts.isPropertyAssignment(each) && ts.isIdentifier(each.name) && each.name.text === name,
    )?.initializer;
  const message = property('message');
  assert.ok(message !== undefined && ts.isStringLiteral(message), where);
  const comment = property('comment');
  if (comment === undefined) return message.text;
  const lines = ts.isArrayLiteralExpression(comment) ? [...comment.elements] : [comment];
  assert.ok(lines.every(ts.isStringLiteral), where);
  return `${message.text}/${lines.map(({ text }) => text).join('')}`;
}

/** Texts that a user reads in the contributions, by the names of their properties, which are no `%key%`; names stay as they are. */
function untranslated(part: unknown, name = ''): string[] {
  if (Array.isArray(part)) return part.flatMap((each) => untranslated(each, name));
  if (typeof part === 'object' && part !== null)
    return Object.entries(part).flatMap(([key, each]) => untranslated(each, key));
  const read =
    /^(title|name|contents|contextualTitle|label|displayName|(enum|markdown)?[dD]escriptions?|.*DeprecationMessage|enumItemLabels)$/;
  return typeof part === 'string' && read.test(name) && !/^(%[\w.-]+%|Invoice Ninja)$/.test(part)
    ? [`${name}: ${part}`]
    : [];
}
