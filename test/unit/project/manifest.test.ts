// What package.json and the README promise is there.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

interface Item {
  command: string;
  when?: string;
}

interface Manifest {
  name: string;
  publisher: string;
  repository: { url: string };
  bugs: { url: string };
  homepage: string;
  contributes: {
    commands: { command: string; title: string; category: string }[];
    menus: Record<string, Item[]>;
    keybindings: Item[];
    configuration: { properties: Record<string, { order: number }> }[];
  };
}

const read = (file: string) => fs.readFileSync(file, 'utf8');
const text = read('package.json');
const manifest = JSON.parse(text) as Manifest;
const { commands, menus, keybindings, configuration } = manifest.contributes;
const titles = JSON.parse(read('package.nls.json')) as Record<string, string>;
const declared = commands.map(({ command }) => command);
const source = fs
  .readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => read(path.join('src', file)))
  .join('\n');

test('repository, issues and homepage are one place', () => {
  const { name, publisher, repository, bugs, homepage } = manifest;
  assert.equal(repository.url, `https://github.com/${publisher}/${name}`);
  assert.equal(bugs.url, `${repository.url}/issues`);
  assert.equal(homepage, `${repository.url}#readme`);
});

test('every command is listed under one name', () => {
  assert.deepEqual(new Set(commands.map(({ category }) => category)), new Set(['Invoice Ninja']));
});

test('menus and keys name declared commands, and every command can be reached', () => {
  const named = [...Object.values(menus).flat(), ...keybindings].map(({ command }) => command);
  assert.deepEqual(
    named.filter((command) => !declared.includes(command)),
    [],
  );
  const hidden =
    menus.commandPalette?.filter(({ when }) => when === 'false').map(({ command }) => command) ?? [];
  const offered = Object.entries(menus).flatMap(([menu, items]) =>
    menu === 'commandPalette' ? [] : items.map(({ command }) => command),
  );
  const unreachable = hidden.filter(
    (command) => !offered.includes(command) && !source.includes(`'${command}'`),
  );
  assert.deepEqual(unreachable, []);
});

test('a command is once in a menu for the same condition', () => {
  for (const [menu, items] of Object.entries(menus)) {
    const lines = items.map(({ command, when }) => `${menu}: ${command} ${when}`);
    assert.deepEqual(
      lines.filter((line, at) => lines.indexOf(line) !== at),
      [],
    );
  }
});

test('conditions use the context keys that the code sets, and the code sets no others', () => {
  const conditions = [...text.matchAll(/"(?:when|enablement)": "([^"]+)"/g)].map(
    ([, condition = '']) => condition,
  );
  const words = conditions.flatMap((condition) => condition.match(/(?<!== )\bninjaClients\.\w+/g) ?? []);
  const used = new Set(words.map((word) => word.slice('ninjaClients.'.length)));
  const set = new Set([...source.matchAll(/setContextKey\(\s*'(\w+)'/g)].map(([, key = '']) => key));
  assert.deepEqual([...used].sort(), [...set].sort());
});

test('settings have an order of their own, and the README names all of them', () => {
  const settings = configuration.flatMap(({ properties }) => Object.entries(properties));
  const orders = settings.map(([, { order }]) => order);
  assert.equal(new Set(orders).size, settings.length);
  const rows = [...read('README.md').matchAll(/^\| `(ninjaClients\.[\w.]+)`/gm)].map(([, name]) => name);
  assert.deepEqual(
    rows,
    settings.sort(([, a], [, b]) => a.order - b.order).map(([name]) => name),
  );
});

test('commands that the pages name by their title exist', () => {
  const known = commands.map(({ title, category }) => `${category}: ${titles[title.replaceAll('%', '')]}`);
  for (const page of ['README.md', 'SUPPORT.md', 'CONTRIBUTING.md']) {
    const named = [...read(page).matchAll(/\*\*(Invoice\s+Ninja:[^*]+)\*\*/g)].map(([, title = '']) =>
      title.replaceAll(/\s+/g, ' '),
    );
    assert.deepEqual(
      named.filter((title) => !known.includes(title)),
      [],
      page,
    );
  }
});

/** Markdown without its code. */
const prose = (page: string) => read(page).replace(/```[^]*?```|`[^`]*`/g, '');

test('relative links of the pages lead to files of the repository', () => {
  const pages = fs.readdirSync('.').filter((file) => file.endsWith('.md'));
  const docs = fs.existsSync('docs') ? fs.readdirSync('docs').map((file) => `docs/${file}`) : [];
  for (const page of [...pages, ...docs.filter((file) => file.endsWith('.md'))]) {
    const broken = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, target = '']) => target)
      .filter((target) => !/^(https?:|mailto:|#)/.test(target))
      .filter((target) => !fs.existsSync(path.join(path.dirname(page), target.replace(/#.*$/, ''))));
    assert.deepEqual(broken, [], page);
  }
});
