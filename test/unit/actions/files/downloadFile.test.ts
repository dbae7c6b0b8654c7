import assert from 'node:assert/strict';
import fs, { mkdtemp, open, readdir, readFile, rm, writeFile, type FileHandle } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test, type TestContext } from 'node:test';
import { downloadToFile, FolderDownloads, type Downloads } from '../../../../src/actions/files/downloadFile';
import { fileReason, isOfOneDocument, notSaved } from '../../../../src/actions/files/fileErrors';
import { ApiError } from '../../../../src/api/errors';
import type { ClientDocument } from '../../../../src/api/types';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(os.tmpdir(), 'downloads-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

const text = 'hello';
const document = { id: 'd', name: 'offer.pdf', type: 'pdf', size: text.length } as ClientDocument;

/** Sends `sent` in two pieces; breaks between them when told to. */
function apiOf(sent = text, broken = false): Downloads {
  return {
    downloadDocument: async (_, sink) => {
      await sink(Buffer.from(sent.slice(0, 2)));
      if (broken) throw new Error('broken');
      await sink(Buffer.from(sent.slice(2)));
      return sent.length;
    },
  };
}

/** A file system call that fails with this code. */
function failing(t: TestContext, name: 'link' | 'copyFile', code: string, times = Infinity) {
  let left = times;
  const original = fs[name].bind(fs) as (...args: unknown[]) => Promise<void>;
  return t.mock.method(fs, name, (...args: unknown[]) =>
    left-- > 0 ? Promise.reject(Object.assign(new Error(code), { code })) : original(...args),
  );
}

/** The writes of all files take so many bytes at most, and nothing at all after the first `total`. */
async function shortWrites(t: TestContext, most: number, total = Infinity): Promise<void> {
  const handle = await open(path.join(folder, 'handle'), 'w');
  await handle.close();
  await rm(path.join(folder, 'handle'));
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with the handle
  const write = prototype.write as (...args: unknown[]) => Promise<{ bytesWritten: number }>;
  let left = total;
  t.mock.method(
    prototype,
    'write',
    function (this: FileHandle, data: Uint8Array, at = 0, length = data.length) {
      const count = Math.min(length, most, left);
      left -= count;
      return count === 0
        ? Promise.resolve({ bytesWritten: 0, buffer: data })
        : write.call(this, data, at, count);
    },
  );
}

test('a download into a folder never replaces what is there', async () => {
  await writeFile(path.join(folder, 'offer.pdf'), 'mine');
  const { file, size, sha256 } = await new FolderDownloads(folder).add(apiOf(), document, {});
  assert.equal(path.basename(file), 'offer (2).pdf');
  assert.equal(await readFile(path.join(folder, 'offer.pdf'), 'utf8'), 'mine');
  assert.equal(await readFile(file, 'utf8'), text);
  assert.equal(size, 5);
  assert.equal(sha256, '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824');
  assert.deepEqual((await readdir(folder)).sort(), ['offer (2).pdf', 'offer.pdf']);
});

test('a broken download leaves no file behind, and keeps the one that it was to replace', async () => {
  const file = path.join(folder, 'offer.pdf');
  await writeFile(file, 'mine');
  await assert.rejects(downloadToFile(apiOf(text, true), document, file, {}), /broken/);
  assert.deepEqual(await readdir(folder), ['offer.pdf']);
  assert.equal(await readFile(file, 'utf8'), 'mine');
  await downloadToFile(apiOf(), document, file, {});
  assert.equal(await readFile(file, 'utf8'), text);
});

test('documents named with 80 emoji are saved, under names that fit', { timeout: 20_000 }, async () => {
  const downloads = new FolderDownloads(folder);
  const files: string[] = [];
  for (let at = 0; at < 3; at++)
    files.push((await downloads.add(apiOf(), { ...document, name: '😀'.repeat(80) }, {})).file);
  assert.deepEqual(
    files.map((file) => path.basename(file).replace(/😀+/u, '😀')),
    ['😀.pdf', '😀 (2).pdf', '😀 (3).pdf'],
  );
  assert.equal((await readdir(folder)).length, 3);
});

test('only a taken name is tried again, and not once it is canceled', { timeout: 20_000 }, async (t) => {
  for (const code of ['ENAMETOOLONG', 'ENOENT', 'EACCES', 'EIO']) {
    const link = failing(t, 'link', code);
    const copy = failing(t, 'copyFile', code);
    await assert.rejects(new FolderDownloads(folder).add(apiOf(), document, {}), { code });
    assert.deepEqual([link.mock.callCount(), copy.mock.callCount()], [1, 1]);
    link.mock.restore();
    copy.mock.restore();
  }
  const gone = path.join(folder, 'gone');
  await assert.rejects(new FolderDownloads(gone).add(apiOf(), document, {}), { code: 'ENOENT' });
  const controller = new AbortController();
  const link = t.mock.method(fs, 'link', () => {
    if (link.mock.callCount() === 100) controller.abort();
    return Promise.reject(Object.assign(new Error(), { code: 'EEXIST' }));
  });
  const endless = new FolderDownloads(folder).add(apiOf(), document, { signal: controller.signal });
  await assert.rejects(endless, { kind: 'canceled' });
  assert.deepEqual(await readdir(folder), []);
});

test('a thousand documents of one name are a thousand tries', async (t) => {
  const link = t.mock.method(fs, 'link', () => Promise.resolve());
  const downloads = new FolderDownloads(folder);
  const names = new Set<string>();
  for (let at = 0; at < 1000; at++) names.add((await downloads.add(apiOf(), document, {})).file);
  assert.equal(names.size, 1000);
  assert.equal(link.mock.callCount(), 1000);
});

test('a disk that takes a part of a write gets the rest; one that takes nothing more is full', async (t) => {
  await shortWrites(t, 1);
  const { file } = await new FolderDownloads(folder).add(apiOf(), document, {});
  assert.equal(await readFile(file, 'utf8'), text);
  await rm(file);
  t.mock.restoreAll();
  await shortWrites(t, 2, 3);
  for (const work of [
    () => new FolderDownloads(folder).add(apiOf(), document, {}),
    () => downloadToFile(apiOf(), document, path.join(folder, 'offer.pdf'), {}),
  ])
    await assert.rejects(work(), { code: 'ENOSPC' });
  assert.deepEqual(await readdir(folder), []);
});

test('what has another length than the document is not kept', async () => {
  for (const sent of ['hell', 'hello, world', '{"message":"gone"}', '']) {
    const file = path.join(folder, 'offer.pdf');
    await writeFile(file, 'mine');
    for (const work of [
      () => new FolderDownloads(folder).add(apiOf(sent), document, {}),
      () => downloadToFile(apiOf(sent), document, file, {}),
    ])
      await assert.rejects(
        work(),
        (error) => isOfOneDocument(error) && String(error).includes('did not arrive'),
      );
    assert.deepEqual(await readdir(folder), ['offer.pdf']);
    assert.equal(await readFile(file, 'utf8'), 'mine');
  }
  // Older records have no size.
  const { size } = await new FolderDownloads(folder).add(apiOf('any'), { ...document, size: 0 }, {});
  assert.equal(size, 3);
});

test('where the disk has no links, the file is copied, never over another and never in part', async (t) => {
  await writeFile(path.join(folder, 'offer.pdf'), 'mine');
  for (const code of ['EPERM', 'ENOTSUP', 'ENOSYS', 'EACCES', 'EXDEV', 'EMLINK', 'UNKNOWN']) {
    const link = failing(t, 'link', code);
    const { file } = await new FolderDownloads(folder).add(apiOf(), document, {});
    assert.equal(path.basename(file), 'offer (2).pdf', code);
    assert.equal(await readFile(file, 'utf8'), text);
    assert.equal(await readFile(path.join(folder, 'offer.pdf'), 'utf8'), 'mine');
    await rm(file);
    const copy = failing(t, 'copyFile', 'ENOSPC');
    await assert.rejects(new FolderDownloads(folder).add(apiOf(), document, {}), { code: 'ENOSPC' });
    // A copy that is shorter than what was copied.
    copy.mock.mockImplementation((...args: unknown[]) => writeFile(String(args[1]), 'he', { flag: 'wx' }));
    await assert.rejects(new FolderDownloads(folder).add(apiOf(), document, {}), { code: 'ENOSPC' });
    copy.mock.restore();
    link.mock.restore();
  }
  assert.deepEqual(await readdir(folder), ['offer.pdf']);
});

test('the reason of a file system is told in a sentence', () => {
  const reasons: Record<string, RegExp> = {
    ENOSPC: /The disk is full\./,
    EACCES: /You may not write there/,
    EPERM: /You may not write there/,
    EROFS: /You may not write there/,
    NoPermissions: /You may not write there/,
    ENOENT: /not there any more/,
    ENAMETOOLONG: /too long/,
    EBUSY: /Another program/,
    EIO: /The file system reports EIO\./,
  };
  for (const [code, sentence] of Object.entries(reasons)) {
    const error = notSaved('a.pdf', Object.assign(new Error('secret'), { code }));
    assert.ok(error instanceof Error && error.name === 'UserError');
    assert.match(error.message, sentence);
    assert.match(error.message, /^“a\.pdf” was not saved\./);
  }
  const others = [new ApiError('unreachable', 'Offline.'), new Error('x'), undefined];
  for (const error of others) {
    assert.equal(fileReason(error), undefined);
    assert.equal(notSaved('a', error), error);
  }
});
