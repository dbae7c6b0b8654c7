import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { NoImage, OpenedFiles } from '../../../../src/actions/files/openedFiles';
import { folderOfWindow, removeLeftFolders } from '../../../../src/actions/files/openedFolders';
import type { ClientDocument } from '../../../../src/api/types';

let parent = '';
beforeEach(async () => (parent = await mkdtemp(path.join(os.tmpdir(), 'opened-'))));
afterEach(() => rm(parent, { recursive: true, force: true }));

const bytes = {
  png: Buffer.from('89504e470d0a1a0a0000000d', 'hex'),
  jpg: Buffer.from('ffd8ffe000104a46', 'hex'),
  gif: Buffer.from('GIF89a....'),
  webp: Buffer.from('RIFF\x04\x00\x00\x00WEBPVP8 '),
};

const open = (files: OpenedFiles, name: string, data: Buffer) => {
  const document = { id: 'd', name, type: 'png', size: data.length } as ClientDocument;
  const downloadDocument = async (_: string, sink: (chunk: Uint8Array) => Promise<void>) => {
    // In small pieces, as a slow connection brings them.
    for (let at = 0; at < data.length; at += 3) await sink(data.subarray(at, at + 3));
    return data.length;
  };
  return files.addImage({ downloadDocument }, document, {});
};

test('the bytes choose the extension, so that no name chooses the editor', async () => {
  const files = new OpenedFiles(parent);
  const names: [string, Buffer, string][] = [
    ['report.ipynb', bytes.png, 'report.png'],
    ['x.vsix', bytes.gif, 'x.gif'],
    ['settings.json', bytes.jpg, 'settings.jpg'],
    ['run.sh', bytes.webp, 'run.webp'],
    ['page.html', bytes.png, 'page.png'],
    ['logo.png', bytes.png, 'logo.png'],
    ['photo.JPEG', bytes.jpg, 'photo.JPEG'],
    ['really a.jpg', bytes.png, 'really a.png'],
    ['no extension', bytes.png, 'no extension.png'],
    ['report.code-workspace', bytes.png, 'report.code-workspace.png'],
  ];
  for (const [name, data, saved] of names) {
    const file = await open(files, name, data);
    assert.equal(path.basename(file).replace(/ \(\d+\)/, ''), saved);
  }
  files.dispose();
});

test('what is no image is not kept, whatever it is called', async () => {
  const files = new OpenedFiles(parent);
  for (const data of [Buffer.from('{"cells":[]}'), Buffer.from('#!/bin/sh\n'), Buffer.from('PK\x03\x04')])
    await assert.rejects(open(files, 'logo.png', data), NoImage);
  const [own] = await readdir(parent);
  assert.ok(own);
  assert.deepEqual(await readdir(path.join(parent, own)), []);
});

test('opened files leave with the window, and can be opened again after all data were removed', async () => {
  const files = new OpenedFiles(parent);
  const other = new OpenedFiles(parent);
  const kept = await open(other, 'other.png', bytes.png);
  await open(files, 'logo.png', bytes.png);
  await rm(parent, { recursive: true });
  const file = await open(files, 'logo.png', bytes.png);
  assert.ok(existsSync(file));
  await open(other, 'other.png', bytes.png);
  files.dispose();
  assert.ok(!existsSync(path.dirname(file)));
  assert.ok(existsSync(path.dirname(kept)), 'another window keeps its own');
});

test('after a crash the next start removes what was left, and nothing of a living window', async () => {
  const dead = spawnSync(process.execPath, ['-e', '']).pid;
  const folders = {
    left: folderOfWindow('0a', dead),
    own: folderOfWindow('0b'),
    parentProcess: folderOfWindow('0c', process.ppid),
    otherMachine: `00000000-${dead}-0d`,
    unknown: 'something else',
  };
  for (const name of Object.values(folders)) {
    await mkdir(path.join(parent, name));
    await writeFile(path.join(parent, name, 'logo.png'), 'x');
  }
  await removeLeftFolders(parent);
  const { left, ...others } = folders;
  assert.deepEqual((await readdir(parent)).sort(), Object.values(others).sort());
  assert.ok(!existsSync(path.join(parent, left)));
  await removeLeftFolders(path.join(parent, 'no such folder'));
});
