import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { DraftStore } from '../../../../src/documents/fileSystem/draftStore';
import type { BaseText } from '../../../../src/documents/fileSystem/openClient';
import { eventually } from '../../../eventually';

const uri = 'ninja-client://a/clients/x/X.client.json';
const base = (text: string): BaseText => ({ text, mtime: 1, size: text.length });

let folder: string;
let stores: DraftStore[];
/** A process that runs: an extension host of another window. */
let other: ChildProcess;

const running = () => spawn(process.execPath, ['-e', 'setInterval(() => undefined, 1e6)']);
before(() => {
  other = running();
});
after(() => void other.kill());

beforeEach(async () => {
  folder = path.join(await mkdtemp(path.join(os.tmpdir(), 'drafts-')), 'drafts');
  stores = [];
});
afterEach(async () => {
  stores.forEach((store) => store.dispose());
  await rm(path.dirname(folder), { recursive: true, force: true });
});

/** The drafts of a window whose extension host has just started. */
function host(onFailure?: (error: unknown) => void): DraftStore {
  const store = new DraftStore(folder, onFailure);
  stores.push(store);
  return store;
}

const files = async () => (await readdir(folder)).sort();
const contents = async () =>
  Promise.all((await files()).map((file) => readFile(path.join(folder, file), 'utf8')));

/** From now on the drafts so far are those of a window that is still open. */
async function belongToOther(): Promise<void> {
  for (const file of await files())
    await rename(path.join(folder, file), path.join(folder, file.replace(/\.\d+\./, `.${other.pid}.`)));
}

const reload = async (store: DraftStore): Promise<DraftStore> => {
  await store.flushed();
  store.dispose();
  return host();
};

for (const order of [
  ['one', 'two'],
  ['two', 'one'],
] as const)
  test(`two windows with one client get their own bases back: ${order.join(', ')}`, async () => {
    const windows = { one: host(), two: host() };
    const texts = { one: 'Aachen, phone', two: 'Bonn, website' };
    windows.one.keep(uri, base('Aachen'), texts.one);
    windows.two.keep(uri, base('Bonn'), texts.two);
    for (const name of order) {
      windows[name] = await reload(windows[name]);
      const found = await windows[name].read(uri, texts[name]);
      assert.equal(found?.text, name === 'one' ? 'Aachen' : 'Bonn');
      windows[name].keep(uri, found, texts[name]);
    }
    windows.one.forget(uri);
    await windows.one.flushed();
    assert.equal((await host().read(uri, texts.one))?.text, undefined);
    assert.equal((await host().read(uri, texts.two))?.text, 'Bonn');
  });

test('a text that no draft was made for has no base', async () => {
  const store = host();
  store.keep(uri, base('Bonn'), 'Bonn, phone');
  await store.flushed();
  assert.equal(await host().read(uri, 'Aachen, phone'), undefined);
  assert.equal(await host().read(`${uri}x`, 'Bonn, phone'), undefined);
});

test('one text from two bases has none: nobody knows which', async () => {
  host().keep(uri, base('Aachen'), 'typed');
  host().keep(uri, base('Bonn'), 'typed');
  for (const store of stores) await store.flushed();
  assert.equal(await host().read(uri, 'typed'), undefined);
  assert.equal((await files()).length, 2);
});

test('a draft fits every text that stood for a moment, not only the last', async () => {
  const store = host();
  for (const text of ['first', 'second', 'third']) {
    store.keep(uri, base('base'), text);
    await store.flushed();
  }
  for (const text of ['first', 'second', 'third'])
    assert.equal((await host().read(uri, text))?.text, 'base', text);
});

test('what is typed reaches the disk without any further call', async () => {
  const store = host();
  store.keep(uri, base('base'), 'first');
  await store.flushed();
  store.keep(uri, base('base'), 'second');
  await eventually(
    'a draft of the second text',
    async () => (await host().read(uri, 'second')) !== undefined,
  );
});

test('a new base replaces the old one and the texts that were made from it', async () => {
  const store = host();
  store.keep(uri, base('base'), 'first');
  await store.flushed();
  store.keep(uri, { ...base('newer'), comparedText: 'compared' }, 'second');
  await store.flushed();
  assert.equal(await host().read(uri, 'first'), undefined);
  assert.deepEqual(await host().read(uri, 'second'), { ...base('newer'), comparedText: 'compared' });
});

test('a draft that was taken over is removed, but never that of a window which is open', async () => {
  let store = host();
  store.keep(uri, base('base'), 'typed');
  store = await reload(store);
  const found = await store.read(uri, 'typed');
  assert.ok(found);
  store.keep(uri, found, 'typed on');
  await store.flushed();
  assert.equal((await files()).length, 1);
  store.forget(uri);
  await store.flushed();
  assert.deepEqual(await files(), []);

  store.keep(uri, base('base'), 'typed');
  await store.flushed();
  await belongToOther();
  const [theirs] = await files();
  store = await reload(store);
  store.keep(uri, (await store.read(uri, 'typed')) ?? base(''), 'typed on');
  store.forget(uri);
  await store.flushed();
  assert.deepEqual(await files(), [theirs]);
  const ended = once(other, 'exit');
  other.kill();
  await ended;
  await store.flushed();
  assert.deepEqual(await files(), []);
  other = running();
});

test('a draft of an older version, named by its URI alone, is not used', async () => {
  const store = host();
  store.keep(uri, base('base'), 'typed');
  await store.flushed();
  const [file = ''] = await files();
  const stored = JSON.parse(await readFile(path.join(folder, file), 'utf8')) as Record<string, unknown>;
  delete stored.texts;
  await rename(path.join(folder, file), path.join(folder, file.replace(/\..*$/, '.json')));
  await writeFile(path.join(folder, file.replace(/\..*$/, '.json')), JSON.stringify(stored));
  await writeFile(path.join(folder, file), JSON.stringify(stored));
  assert.equal(await host().read(uri, 'typed'), undefined);
});

test('no password is on disk, and it makes no other text', async () => {
  const store = host();
  const text = (password: string) => `{ "contacts": [{ "id": "a", "password": "${password}" }] }`;
  store.keep(uri, { ...base(text('Secret1base')), comparedText: text('Secret2base') }, text('Secret3text'));
  await store.flushed();
  assert.deepEqual(
    (await contents()).filter((content) => content.includes('Secret')),
    [],
  );
  const found = await host().read(uri, text('Another4'));
  assert.equal(found?.text, text(''));
  assert.equal(found.comparedText, text(''));
});

test('a draft that could not be written is told, and tried again by the next change', async () => {
  const failures: unknown[] = [];
  const store = host((error) => failures.push(error));
  await writeFile(folder, 'a file where the folder has to be');
  store.keep(uri, base('base'), 'typed');
  await store.flushed();
  assert.ok(failures.length > 0);
  await rm(folder);
  store.keep(uri, base('base'), 'typed');
  await store.flushed();
  assert.equal((await host().read(uri, 'typed'))?.text, 'base');
});

test('nothing is kept after the end', async () => {
  const store = host();
  store.dispose();
  store.keep(uri, base('base'), 'typed');
  await store.flushed();
  assert.equal(await host().read(uri, 'typed'), undefined);
});

test('what nobody came back for is removed, and what an open window has is not', async () => {
  await mkdir(folder, { recursive: true });
  const key = 'a'.repeat(32);
  const names = {
    draft: `${key}.999999999.aaaaaaaaaaaa.json`,
    older: `${key}.json`,
    part: `${key}.999999999.aaaaaaaaaaaa.json.bbbbbbbbbbbb.tmp`,
    open: `${key}.${other.pid}.aaaaaaaaaaaa.json`,
    fresh: `${key}.999999999.cccccccccccc.json`,
  };
  for (const name of Object.values(names)) await writeFile(path.join(folder, name), '{}');
  const old = new Date(Date.now() - 90 * 24 * 3_600_000);
  for (const name of [names.draft, names.older, names.part, names.open])
    await utimes(path.join(folder, name), old, old);
  host();
  await eventually('only two files to be left', async () => (await files()).length === 2);
  assert.deepEqual(await files(), [names.open, names.fresh].sort());
});
