import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const root = process.cwd();
const read = (file: string) => fs.readFileSync(path.join(root, file), 'utf8');
const manifest = read('package.json');

function filesBelow(folder: string, skip: RegExp): string[] {
  return fs.readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (skip.test(entry.name)) return [];
    return entry.isDirectory() ? filesBelow(file, skip) : [file];
  });
}

test('no lock file names a registry', () => {
  const locks = filesBelow('.', /^(node_modules|\.git|dist)$/).filter((file) =>
    file.endsWith('package-lock.json'),
  );
  assert.ok(locks.length >= 5);
  for (const lock of locks) assert.doesNotMatch(read(lock), /"resolved"/, lock);
});

test('no id of the other Invoice Ninja extension is used', () => {
  const sources = ['package.json', ...filesBelow('src', /^$/)];
  for (const file of sources) assert.doesNotMatch(read(file), /['"`]invoiceNinja\./, file);
});

test('the oldest host that tests run on is the one package.json promises', () => {
  const { engines } = JSON.parse(manifest) as { engines: { vscode: string } };
  const host = JSON.parse(read('test/host/vscode/min/package.json')) as {
    dependencies: Record<string, string>;
  };
  // code-server 4.x is VS Code 1.x.
  assert.equal(engines.vscode, `^${host.dependencies['code-server']?.replace(/^4/, '1')}`);
});
