import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import * as vscode from 'vscode';
import { checkFiles } from '../../../../src/actions/files/runUpload';
import { sourceOfDrop, sourceOfUri } from '../../../../src/actions/files/uploadSources';

test('dropped files are read one at a time, and none is kept in memory while it waits', async () => {
  let open = 0;
  let most = 0;
  let kept: WeakRef<Uint8Array>[] = [];
  const files = Array.from({ length: 50 }, (_, at) => ({
    name: `${at}.txt`,
    data: async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open--;
      const content = new Uint8Array(200_000).fill(65 + (at % 26));
      kept.push(new WeakRef(content));
      return content;
    },
  }));
  const checked = await checkFiles(files.map(sourceOfDrop));
  assert.equal(most, 1);
  assert.ok(checked.every((file) => 'size' in file && file.size === 200_000));
  assert.equal(kept.length, 50);
  kept = [];
  for (const { source } of checked) {
    let size = 0;
    for await (const chunk of source.read()) size += chunk.length;
    assert.equal(size, 200_000);
  }
  assert.equal(kept.length, 50, 'read again to be sent');
});

test(
  'a folder, a pipe and what cannot be read are named, and nobody waits for them',
  { timeout: 20_000 },
  async () => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'sources-'));
    const fifo = path.join(folder, 'pipe');
    assert.equal(spawnSync('mkfifo', [fifo]).status, 0);
    await writeFile(path.join(folder, 'good.txt'), 'good');
    const names = ['pipe', '.', 'missing.txt', 'good.txt'];
    const checked = await checkFiles([
      ...names.map((name) => sourceOfUri(vscode.Uri.file(path.join(folder, name)))),
      sourceOfDrop({ name: 'bad line', data: () => Promise.reject(new Error('no file')) }),
    ]);
    assert.deepEqual(
      checked.map((file) => ('refused' in file ? file.refused : file.size)),
      ['unreadable', 'unreadable', 'unreadable', 4, 'unreadable'],
    );
    await rm(folder, { recursive: true });
  },
);
