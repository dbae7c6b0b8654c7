import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as vscode from 'vscode';
import { ClientDrag } from '../../../../src/browse/dragDrop/clientDrag';
import type { Node } from '../../../../src/browse/tree/nodes';
import type { DroppedFile } from '../../../../src/platform/droppedFile';

const node = { kind: 'client', key: 'x', accountId: 'own', clientId: 'VolejRejNm' } as unknown as Node;

/** What arrives where these files are dropped. */
async function drop(files: { name: string; uri?: vscode.Uri }[]): Promise<readonly DroppedFile[]> {
  let dropped: readonly DroppedFile[] = [];
  const drag = new ClientDrag({
    files: (_, given) => Promise.resolve(void (dropped = given)),
    clients: () => Promise.reject(new Error('no clients')),
  });
  const items = files.map((file) => [
    'text/plain',
    { asFile: () => ({ ...file, data: () => Promise.resolve(new Uint8Array(3)) }) },
  ]);
  const data = Object.assign(items, { get: () => undefined }) as unknown as vscode.DataTransfer;
  await drag.handleDrop(node, data);
  return dropped;
}

test('a dropped file of this machine is its path, to be streamed; where VS Code runs elsewhere it is its content', async (t) => {
  const local = { name: 'a.txt', uri: vscode.Uri.file('/home/me/a.txt') };
  const browser = { name: 'b.txt' };
  const foreign = { name: 'c.txt', uri: vscode.Uri.parse('vscode-local:/c.txt') };
  const kinds = async () =>
    (await drop([local, browser, foreign])).map((file) => (file instanceof vscode.Uri ? 'path' : file.name));
  assert.deepEqual(await kinds(), ['path', 'b.txt', 'c.txt']);
  Object.assign(vscode.env, { remoteName: 'ssh-remote' });
  t.after(() => Object.assign(vscode.env, { remoteName: undefined }));
  assert.deepEqual(await kinds(), ['a.txt', 'b.txt', 'c.txt']);
});
