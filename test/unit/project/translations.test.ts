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
  const texts = fs
    .readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .flatMap((file) => textsOf(path.join('src', file)));
  assert.ok(texts.length > 500);
  assert.deepEqual([...new Set(texts)].sort(), Object.keys(bundle).sort());
});

test('texts of package.json come from package.nls.json, which has no others', () => {
  const manifest = read('package.json');
  const named = new Set([...manifest.matchAll(/"%([\w.-]+)%"/g)].map((match) => match[1]));
  const texts = JSON.parse(read('package.nls.json')) as Record<string, string>;
  assert.deepEqual([...named].sort(), Object.keys(texts).sort());

  const { contributes } = JSON.parse(manifest) as { contributes: unknown };
  assert.deepEqual(untranslated(contributes), []);
});

/** First arguments of all calls of `l10n.t` in a file, as keys of the bundle. */
function textsOf(file: string): string[] {
  const source = ts.createSourceFile(file, read(file), ts.ScriptTarget.ESNext);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /(^|\.)l10n\.t$/.test(node.expression.getText(source)))
      texts.push(keyOf(node.arguments[0], `${file}: ${node.getText(source)}`));
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
