import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import {
  downloadIntoFolder,
  downloadToFile,
  numberedName,
  safeFileName,
} from '../../../../src/actions/files/downloadFile';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import type { ClientDocument } from '../../../../src/api/types';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'downloads-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const document = { id: 'd', name: 'offer.pdf', type: 'pdf', size: 5 } as ClientDocument;

/** Sends `text` in two pieces; breaks between them when told to. */
function apiOf(text: string, broken = false): Pick<InvoiceNinjaApi, 'downloadDocument'> {
  return {
    downloadDocument: async (_, sink) => {
      await sink(Buffer.from(text.slice(0, 2)));
      if (broken) throw new Error('broken');
      await sink(Buffer.from(text.slice(2)));
      return text.length;
    },
  };
}

test('file names are made valid and stay readable', () => {
  const names: [string, string, string][] = [
    ['Offer 2026.pdf', 'pdf', 'Offer 2026.pdf'],
    ['../../etc/passwd', 'txt', '_∕..∕etc∕passwd.txt'.replaceAll('∕', '_')],
    ['C:\\boot.ini', 'txt', 'C__boot.ini'],
    ['.bashrc', 'txt', '_bashrc.txt'],
    ['CON', 'txt', '_CON.txt'],
    ['a\u202efdp.exe', 'txt', 'afdp.exe'],
    ['scan', 'png', 'scan.png'],
    ['trailing. ', 'png', 'trailing.png'],
    ['', 'pdf', 'client.pdf'],
  ];
  for (const [name, type, safe] of names) assert.equal(safeFileName({ name, type }), safe, name);
  assert.equal(numberedName('a.b.pdf', 2), 'a.b (2).pdf');
});

test('a download into a folder never replaces what is there', async () => {
  await writeFile(path.join(folder, 'offer.pdf'), 'mine');
  const file = await downloadIntoFolder(apiOf('hello'), document, folder, {});
  assert.equal(path.basename(file), 'offer (2).pdf');
  assert.equal(await readFile(path.join(folder, 'offer.pdf'), 'utf8'), 'mine');
  assert.equal(await readFile(file, 'utf8'), 'hello');
  await assert.rejects(downloadToFile(apiOf('hello'), 'd', file, { replace: false }), { code: 'EEXIST' });
});

test('a broken download leaves no file behind, and keeps the one that it was to replace', async () => {
  const file = path.join(folder, 'offer.pdf');
  await writeFile(file, 'mine');
  await assert.rejects(downloadToFile(apiOf('hello', true), 'd', file, { replace: true }), /broken/);
  assert.deepEqual(await readdir(folder), ['offer.pdf']);
  assert.equal(await readFile(file, 'utf8'), 'mine');
  await downloadToFile(apiOf('hello'), 'd', file, { replace: true });
  assert.equal(await readFile(file, 'utf8'), 'hello');
});
