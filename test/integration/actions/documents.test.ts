import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { typed } from '../support/marks';
import { signedIn } from '../support/signedIn';
import { demo, forgetRequests, requests, stored } from '../support/demo';

const clientId = 'VolejRejNm';

describe('actions on documents', () => {
  const desk = signedIn();
  const { dialogs, run } = desk;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'documents-'));
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const node = () => ({ accountId: desk.account.id, clientId });
  const documents = async () => (await stored(clientId)).documents ?? [];
  const file = async (name: string, content: string) => {
    await writeFile(path.join(folder, name), content);
    return vscode.Uri.file(path.join(folder, name));
  };
  const upload = async (...uris: vscode.Uri[]) => {
    dialogs.replace('showOpenDialog', () => Promise.resolve(uris));
    dialogs.answer = ({ kind }) => (kind === 'pick' ? 'Private' : undefined);
    await run('uploadDocuments', node());
  };

  it('uploads several files from the dialog, privately, and names the one that is refused', async () => {
    const before = await documents();
    await forgetRequests();
    await upload(await file('a.txt', 'one'), await file('b.json', '{"a":1}'), await file('c.txt', 'three'));
    const message = await dialogs.next(/^Uploaded 2 files/);
    assert.match(message.text, /“b\.json”: not sent, the server takes no files with such content/);
    const added = (await documents()).slice(before.length);
    assert.deepEqual(
      added.map(({ name, is_public }) => [name, is_public]),
      [
        ['a.txt', false],
        ['c.txt', false],
      ],
    );
    assert.equal((await requests('POST')).filter(({ path: at }) => at.endsWith('/upload')).length, 2);
  });

  it('uploads what was chosen in the Explorer and what the editor shows, for a client found by search', async () => {
    const { name } = await stored(clientId);
    dialogs.search(name);
    dialogs.answer = ({ kind }) => (kind === 'pick' ? 'Public' : undefined);
    const uri = await file('explorer.txt', 'from the Explorer');
    await run('uploadFiles', uri, [uri]);
    await dialogs.next(/^Uploaded 1 file to/);
    dialogs.history.length = 0;
    await vscode.window.showTextDocument(
      await vscode.workspace.openTextDocument({ content: 'not saved', language: 'plaintext' }),
    );
    await run('uploadActiveEditor');
    await dialogs.next(/^Uploaded 1 file to/);
    const sizes = (await documents()).map(({ name: title, size }) => `${title.split('.')[0] ?? ''} ${size}`);
    assert.ok(sizes.includes('explorer 17'), sizes.join());
    assert.ok(
      sizes.some((text) => /^Untitled-\d+ 9$/.test(text)),
      sizes.join(),
    );
  });

  it('opens text in VS Code, read-only', async () => {
    typed('Grüße');
    await upload(await file('notes.txt', 'Grüße'));
    await dialogs.next(/^Uploaded/);
    const document = (await documents()).at(-1);
    await run('openDocument', { ...node(), documentId: document?.id });
    const editor = vscode.window.activeTextEditor;
    assert.equal(editor?.document.getText().trim(), 'Grüße');
    assert.notEqual(editor.document.uri.scheme, 'file');
  });

  it('saves under the real name where the dialog says', async () => {
    await upload(await file('offer.txt', 'the offer'));
    await dialogs.next(/^Uploaded/);
    const document = (await documents()).at(-1);
    const target = vscode.Uri.file(path.join(folder, 'saved.txt'));
    let offered = '';
    dialogs.replace('showSaveDialog', ({ defaultUri }: vscode.SaveDialogOptions) => {
      offered = path.basename(defaultUri?.path ?? '');
      return Promise.resolve(target);
    });
    await run('downloadDocuments', { ...node(), documentId: document?.id });
    assert.equal(offered, 'offer.txt');
    assert.equal(await readFile(target.fsPath, 'utf8'), 'the offer');
  });

  it('renames, makes public and private', async () => {
    await upload(await file('old.txt', 'x'));
    await dialogs.next(/^Uploaded/);
    const document = (await documents()).at(-1);
    dialogs.answer = ({ kind }) => (kind === 'input' ? 'new.txt' : undefined);
    await run('renameDocument', { ...node(), documentId: document?.id });
    await run('changeDocumentVisibility', { ...node(), documentId: document?.id });
    const now = (await documents()).at(-1);
    assert.deepEqual([now?.name, now?.is_public], ['new.txt', true]);
  });

  it('deletes after a question and the password: wrong, then right', async () => {
    await upload(await file('away.txt', 'x'));
    await dialogs.next(/^Uploaded/);
    const document = (await documents()).at(-1);
    const argument = { ...node(), documentId: document?.id };
    await forgetRequests();
    dialogs.answer = () => undefined;
    await run('deleteDocument', argument);
    assert.deepEqual(await requests('DELETE'), []);
    dialogs.answer = ({ kind, choices }) => (kind === 'warning' ? choices[0] : undefined);
    dialogs.passwords('wrong', demo.password);
    await run('deleteDocument', argument);
    await dialogs.next(/^Deleted the document/);
    assert.deepEqual(
      (await requests('DELETE')).map(({ status }) => status),
      [412, 200],
    );
    assert.equal(
      (await documents()).some(({ id }) => id === document?.id),
      false,
    );
  });

  it('tells that a document vanished, and does nothing', async () => {
    await run('openDocument', { ...node(), documentId: 'Zzzzzzzzzz' });
    await dialogs.next(/no longer on the server/);
  });
});
