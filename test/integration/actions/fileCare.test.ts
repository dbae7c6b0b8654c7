import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { api, fault, stored } from '../support/demo';
import { signedIn } from '../support/signedIn';
import { handles, until } from '../support/support';

const clientId = 'VolejRejNm';
/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** A file system of an extension, in memory; one folder. */
class MemoryFiles implements vscode.FileSystemProvider {
  readonly files = new Map<string, Uint8Array>();
  /** Bytes that a write keeps at most. */
  most = Infinity;
  readonly onDidChangeFile = new vscode.EventEmitter<vscode.FileChangeEvent[]>().event;
  watch = () => new vscode.Disposable(() => undefined);
  stat(uri: vscode.Uri): vscode.FileStat {
    const content = this.files.get(uri.path);
    const times = { ctime: 0, mtime: 0 };
    if (uri.path === '/') return { type: vscode.FileType.Directory, size: 0, ...times };
    if (content === undefined) throw vscode.FileSystemError.FileNotFound(uri);
    return { type: vscode.FileType.File, size: content.length, ...times };
  }
  readDirectory(): [string, vscode.FileType][] {
    return [...this.files.keys()].map((name) => [name.slice(1), vscode.FileType.File]);
  }
  readFile(uri: vscode.Uri): Uint8Array {
    return this.files.get(uri.path) ?? new Uint8Array();
  }
  writeFile(uri: vscode.Uri, content: Uint8Array): void {
    if (this.most === 0) throw vscode.FileSystemError.NoPermissions(uri);
    this.files.set(uri.path, content.slice(0, this.most));
  }
  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  delete(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
  rename(): void {
    throw vscode.FileSystemError.NoPermissions();
  }
}

describe('files that come from somewhere else', () => {
  const desk = signedIn();
  const { dialogs, run } = desk;
  let folder: string;
  let memory: MemoryFiles;
  let registration: vscode.Disposable;

  before(() => {
    memory = new MemoryFiles();
    registration = vscode.workspace.registerFileSystemProvider('ninja-client-test-files', memory);
  });

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'files-'));
    dialogs.answer = ({ kind }) => (kind === 'pick' ? 'Private' : undefined);
    memory.files.clear();
    memory.most = Infinity;
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  after(() => {
    registration.dispose();
  });

  const node = () => ({ accountId: desk.account.id, clientId });
  const documents = async () => (await stored(clientId)).documents ?? [];
  /** Uploads a file, and gives the document another name. */
  const uploaded = async (content: string | Buffer, name: string) => {
    const file = path.join(folder, 'upload');
    await writeFile(file, content);
    dialogs.replace('showOpenDialog', () => Promise.resolve([vscode.Uri.file(file)]));
    await run('uploadDocuments', node());
    await dialogs.next(/^Uploaded/);
    const documentId = (await documents()).at(-1)?.id;
    await api('PUT', `/documents/${documentId}`, { name });
    dialogs.history.length = 0;
    return { ...node(), documentId };
  };
  const virtual = (name: string) => vscode.Uri.parse(`ninja-client-test-files:/${name}`);

  it('a picture called like a notebook, a package or a script opens as the picture that it is', async () => {
    const opened: string[] = [];
    for (const name of ['report.ipynb', 'x.vsix', 'settings.json', 'run.sh']) {
      await run('openDocument', await uploaded(png, name));
      const stem = path.parse(name).name;
      const shown = () => {
        const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
        return input instanceof vscode.TabInputCustom && input.uri.path.includes(stem) ? input : undefined;
      };
      await until(
        `the picture ${name}`,
        () => shown() !== undefined,
        vscode.window.tabGroups.onDidChangeTabs,
      );
      assert.equal(shown()?.viewType, 'imagePreview.previewEditor');
      assert.equal(path.basename(shown()?.uri.path ?? ''), `${stem}.png`);
      opened.push(shown()?.uri.fsPath ?? '');
    }
    const [first = ''] = opened;
    assert.match(first, /globalStorage.*opened/, 'in the storage of the extension, which “forget” removes');
    const names = await readdir(path.dirname(first));
    assert.ok(
      names.every((name) => name.endsWith('.png')),
      names.join(),
    );
  });

  it('a file of this machine that is dropped is read from the disk, one of elsewhere through VS Code', async () => {
    const { drag, tree } = await handles();
    tree.refresh();
    const client = (await tree.getChildren()).find(({ kind }) => kind === 'client');
    assert.ok(client?.kind === 'client');
    const documents = async () => (await stored(client.clientId)).documents ?? [];
    const file = path.join(folder, 'local.txt');
    await writeFile(file, 'from the disk');
    let read = 0;
    // In the browser's host the files of the user are not those of the extension.
    const onDisk = vscode.env.remoteName === undefined;
    const item = (name: string, uri: vscode.Uri | undefined) => {
      const dropped = new vscode.DataTransferItem('');
      dropped.asFile = () => ({ name, uri, data: () => Promise.resolve(Buffer.from(`${name}${++read}`)) });
      return dropped;
    };
    const data = new vscode.DataTransfer();
    data.set('text/plain', item('local.txt', vscode.Uri.file(file)));
    data.set('text/csv', item('remote.csv', undefined));
    const before = (await documents()).length;
    await drag.handleDrop(client, data);
    await dialogs.next(/^Uploaded 2 files/);
    assert.deepEqual(
      (await documents()).slice(before).map(({ name, size }) => [name, size]),
      [
        ['local.txt', onDisk ? 13 : 10],
        ['remote.csv', 11],
      ],
    );
    assert.equal(read, onDisk ? 2 : 4, 'looked at once and sent once; never kept');
  });

  it('the save dialog may answer with a file of a virtual workspace', async () => {
    const document = await uploaded('An offer for you', 'offer.txt');
    dialogs.replace('showSaveDialog', () => Promise.resolve(virtual('saved.txt')));
    await run('downloadDocuments', document);
    await dialogs.next(/^Saved “saved\.txt”/);
    assert.equal(Buffer.from(memory.files.get('/saved.txt') ?? []).toString(), 'An offer for you');
    dialogs.history.length = 0;
    memory.most = 3;
    await run('downloadDocuments', document);
    await dialogs.next(/“offer\.txt” did not arrive as it is on the server/);
    assert.ok(!dialogs.history.some(({ text }) => text.startsWith('Saved')));
    memory.most = 0;
    await run('downloadDocuments', document);
    await dialogs.next(/“saved\.txt” was not saved\. You may not write there/);
  });

  it('several go into a folder of a virtual workspace, each under a name of its own', async () => {
    await uploaded('First text', 'offer.txt');
    await uploaded('Second text', 'offer.txt');
    memory.files.set('/offer.txt', Buffer.from('mine'));
    dialogs.replace('showOpenDialog', () => Promise.resolve([virtual('')]));
    dialogs.answer = ({ kind, choices }) =>
      kind === 'pick' ? choices.filter((name) => name === 'offer.txt') : undefined;
    await run('downloadDocuments', node());
    await dialogs.next(/^Saved 2 of 2 documents/);
    const texts = Object.fromEntries(
      [...memory.files].map(([name, content]) => [name, Buffer.from(content).toString()]),
    );
    assert.deepEqual(texts, {
      '/offer.txt': 'mine',
      '/offer (2).txt': 'First text',
      '/offer (3).txt': 'Second text',
    });
  });

  it('a document that cannot be had does not keep the others, and is named with the reason', async () => {
    await uploaded('First text', 'offer.txt');
    const lost = await uploaded('Second text', 'offer.txt');
    await uploaded('Third text', 'offer.txt');
    await fault({
      kind: 'error',
      status: 500,
      times: 0,
      match: { path: `/documents/${lost.documentId}/download$` },
    });
    dialogs.replace('showOpenDialog', () => Promise.resolve([vscode.Uri.file(folder)]));
    dialogs.answer = ({ kind, choices }) =>
      kind === 'pick' ? choices.filter((name) => name === 'offer.txt') : undefined;
    await run('downloadDocuments', node());
    const { kind, text } = await dialogs.next(/^Saved 2 of 3 documents/);
    assert.equal(kind, 'warning');
    assert.match(text, /“offer\.txt”: .{10,}/);
    const texts = await Promise.all(
      ['offer.txt', 'offer (2).txt'].map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    assert.deepEqual(texts, ['First text', 'Third text']);
  });

  it('a folder that may not be written is told as such, once', async () => {
    await uploaded('First text', 'offer.txt');
    await uploaded('Second text', 'offer.txt');
    dialogs.replace('showOpenDialog', () => Promise.resolve([vscode.Uri.file(path.join(folder, 'gone'))]));
    dialogs.answer = ({ kind, choices }) =>
      kind === 'pick' ? choices.filter((name) => name === 'offer.txt') : undefined;
    await run('downloadDocuments', node());
    await dialogs.next(/“offer\.txt” was not saved\. The folder is not there any more/);
    assert.equal(dialogs.history.filter(({ kind }) => kind === 'error').length, 1);
  });

  it('a result of an earlier session says that it is none', async () => {
    const uri = vscode.Uri.parse('ninja-client-result://r1/Result%20of%20the%20action.txt');
    const document = await vscode.workspace.openTextDocument(uri);
    assert.equal(document.lineCount, 1);
    assert.match(document.getText(), /belongs to an earlier session\. Close this tab\.$/);
  });
});
