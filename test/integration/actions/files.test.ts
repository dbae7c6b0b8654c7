import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { truncate, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { maxFileBytes } from '../../../src/actions/files/fileProblem';
import { signedIn } from '../support/signedIn';
import type { DialogEntry } from '../support/dialogs';
import { fault, forgetRequests, requests, stored } from '../support/demo';
import { handles, openClient, until } from '../support/support';

const clientId = 'VolejRejNm';
/** One pixel. */
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const pdf = Buffer.from('%PDF-1.7\n');

describe('files and documents', () => {
  const desk = signedIn();
  const { dialogs, run } = desk;
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'files-'));
    dialogs.answer = privately;
  });

  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  const privately = ({ kind }: DialogEntry) => (kind === 'pick' ? 'Private' : undefined);
  const node = () => ({ accountId: desk.account.id, clientId });
  const documents = async () => (await stored(clientId)).documents ?? [];
  const uploads = async () => (await requests('POST')).filter(({ path: at }) => at.endsWith('/upload'));
  const file = async (name: string, content: string | Buffer) => {
    await writeFile(path.join(folder, name), content);
    return vscode.Uri.file(path.join(folder, name));
  };
  const upload = async (...uris: vscode.Uri[]) => {
    dialogs.replace('showOpenDialog', () => Promise.resolve(uris));
    await run('uploadDocuments', node());
  };
  const uploaded = async (name: string, content: string | Buffer) => {
    await upload(await file(name, content));
    await dialogs.next(/^Uploaded/);
    dialogs.history.length = 0;
    const document = (await documents()).at(-1);
    assert.equal(document?.name, name);
    return { ...node(), documentId: document?.id };
  };

  it('files dropped on a client of the tree go to that client', async () => {
    const { tree, drag } = await handles();
    await openClient(desk.account.id, clientId);
    await tree.getChildren();
    const target = tree.nodeOf(node());
    assert.ok(target, 'a client that is open has a row');
    const before = await documents();
    const data = new vscode.DataTransfer();
    data.set('text/plain', dropped('a drop.txt', Buffer.from('dropped')));
    data.set('image/png', dropped('C:\\pictures\\b.png', png));
    await drag.handleDrop(target, data);
    await dialogs.next(/^Uploaded 2 files to/);
    const added = (await documents()).slice(before.length);
    assert.deepEqual(
      added.map(({ name, size }) => [name, size]),
      [
        ['a drop.txt', 7],
        ['b.png', png.length],
      ],
    );
    await forgetRequests();
    await drag.handleDrop(undefined, data);
    assert.deepEqual(await uploads(), [], 'beside all clients');
  });

  it('where no file can go nothing is asked and nothing is sent', async () => {
    await forgetRequests();
    await upload(await file('a.json', '{"a":1}'), await file('b.txt', ''));
    const message = await dialogs.next(/a\.json/);
    assert.match(
      message.text,
      /^“a\.json”: not sent, the server takes no files .* “b\.txt”: not sent, the file is empty\./,
    );
    assert.deepEqual(
      dialogs.history.filter(({ kind }) => kind === 'pick'),
      [],
    );
    assert.deepEqual(await requests(), []);
  });

  it('a file that changes while the question is open is not stored, and says so; the other one goes', async () => {
    const changing = await file('changing.txt', 'as it was looked at');
    const before = await documents();
    dialogs.answer = (shown) => {
      if (shown.kind === 'pick') writeFileSync(changing.fsPath, 'another length');
      return privately(shown);
    };
    await upload(changing, await file('other.txt', 'other'));
    const message = await dialogs.next(/^Uploaded 1 file/);
    assert.match(
      message.text,
      /“changing\.txt”: not uploaded\. The file changed meanwhile.* Upload it again\./,
    );
    assert.deepEqual(
      (await documents()).slice(before.length).map(({ name }) => name),
      ['other.txt'],
    );
  });

  it('one of five that the server refuses is named, and the others still go', async () => {
    const before = await documents();
    await fault({ kind: 'error', status: 422, match: { path: '/upload$' }, skip: 2 });
    const files = await Promise.all(['a', 'b', 'c', 'd', 'e'].map((name) => file(`${name}.txt`, name)));
    await upload(...files);
    const message = await dialogs.next(/^Uploaded 4 files/);
    assert.match(message.text, /“c\.txt”: the server does not take this file, for its type or its size\./);
    assert.deepEqual(
      (await documents()).slice(before.length).map(({ name }) => name),
      ['a.txt', 'b.txt', 'd.txt', 'e.txt'],
    );
    assert.equal((await uploads()).length, 5, 'one request a file');
  });

  it('100 MB are streamed: memory stays flat; a byte more is refused before anything is sent', async () => {
    const uri = await file('large.pdf', pdf);
    await truncate(uri.fsPath, maxFileBytes);
    const one = await uploaded('small.txt', 'the ways are loaded');
    assert.ok(one.documentId);
    const memory = new MemoryWatch();
    dialogs.replace('withProgress', (_: unknown, work: Work) =>
      work({ report: () => memory.look() }, new vscode.CancellationTokenSource().token),
    );
    await upload(uri);
    await dialogs.next(/^Uploaded 1 file/);
    assert.equal((await documents()).at(-1)?.size, maxFileBytes);
    console.log(`    100 MB upload: ${memory.text()}`);
    assert.ok(memory.looks > 50, `${memory.looks} reports of progress`);
    // A file held whole would be 100 of these; how much more the process takes is the collector's choice.
    assert.ok(memory.live < 32, `${memory.live} MB of buffers in use`);
    dialogs.history.length = 0;
    await forgetRequests();
    await truncate(uri.fsPath, maxFileBytes + 1);
    await upload(uri);
    await dialogs.next(/“large\.pdf”: not sent, the file is larger than 100 MB\./);
    assert.deepEqual(await uploads(), []);
  }).timeout(60_000);

  it('canceling in the middle of a file: it is not there, the rest is not sent, and that is said', async () => {
    const uri = await file('large.pdf', pdf);
    await truncate(uri.fsPath, 40_000_000);
    const before = await documents();
    dialogs.cancelAt(/^large\.pdf: (1\d|2\d)( |\.)/);
    await upload(uri, await file('next.txt', 'next'));
    const message = await dialogs.next(/large\.pdf/);
    assert.equal(message.text, `“large.pdf”: not sent. “next.txt”: not sent. Account: ${desk.account.label}`);
    assert.equal((await documents()).length, before.length);
  });

  it('the picture in the active editor goes up as it is on disk', async () => {
    const uri = await file('logo.png', png);
    await vscode.commands.executeCommand('vscode.open', uri);
    await until(
      'the picture is shown',
      () => vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputCustom,
      vscode.window.tabGroups.onDidChangeTabs,
    );
    dialogs.search((await stored(clientId)).name);
    await run('uploadActiveEditor');
    await dialogs.next(/^Uploaded 1 file to/);
    assert.deepEqual(
      (await documents()).slice(-1).map(({ name, size }) => [name, size]),
      [['logo.png', png.length]],
    );
  });

  it('pictures open in VS Code; what it cannot show is saved where the user says', async () => {
    await run('openDocument', await uploaded('logo.png', png));
    const shown = () => {
      const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return input instanceof vscode.TabInputCustom ? input.uri : undefined;
    };
    await until('the picture', () => shown() !== undefined, vscode.window.tabGroups.onDidChangeTabs);
    const picture = shown();
    assert.equal(path.basename(picture?.path ?? ''), 'logo.png');
    assert.deepEqual(await readFile(picture?.fsPath ?? ''), png);
    const offer = await uploaded('offer.pdf', pdf);
    const target = vscode.Uri.file(path.join(folder, 'saved.pdf'));
    dialogs.replace('showSaveDialog', () => Promise.resolve(target));
    await run('openDocument', offer);
    await dialogs.next(/^Saved “saved\.pdf”/);
    assert.deepEqual(await readFile(target.fsPath), pdf);
  });

  it('a save that is given up writes nothing', async () => {
    const offer = await uploaded('offer.pdf', pdf);
    dialogs.replace('showSaveDialog', () => Promise.resolve(undefined));
    await forgetRequests();
    await run('downloadDocuments', offer);
    assert.deepEqual(
      (await requests('GET')).filter(({ path: at }) => at.includes('/download')),
      [],
    );
  });

  it('several go into a folder under their real names, and never over a file that is there', async () => {
    await uploaded('notes.txt', 'first');
    await uploaded('notes.txt', 'second');
    const there = path.join(folder, 'there');
    await vscode.workspace.fs.createDirectory(vscode.Uri.file(there));
    await writeFile(path.join(there, 'notes.txt'), 'mine');
    dialogs.replace('showOpenDialog', () => Promise.resolve([vscode.Uri.file(there)]));
    dialogs.answer = ({ kind, choices }) =>
      kind === 'pick' ? choices.filter((name) => name === 'notes.txt') : undefined;
    await run('downloadDocuments', node());
    const message = await dialogs.next(/^Saved/);
    assert.equal(message.text, `Saved 2 of 2 documents in “${there}”. Account: ${desk.account.label}`);
    assert.deepEqual((await readdir(there)).sort(), ['notes (2).txt', 'notes (3).txt', 'notes.txt']);
    const texts = await Promise.all(
      ['notes.txt', 'notes (2).txt', 'notes (3).txt'].map((name) => readFile(path.join(there, name), 'utf8')),
    );
    assert.deepEqual(texts, ['mine', 'first', 'second']);
  });

  it('a name that would leave the folder stays in it', async () => {
    await uploaded('plain.txt', 'harmless');
    dialogs.answer = ({ kind }) => (kind === 'input' ? '../../evil\\..\\.bashrc' : undefined);
    const { documentId } = { documentId: (await documents()).at(-1)?.id };
    await run('renameDocument', { ...node(), documentId });
    assert.equal((await documents()).at(-1)?.name, '../../evil\\..\\.bashrc');
    let offered = '';
    dialogs.replace('showSaveDialog', ({ defaultUri }: vscode.SaveDialogOptions) => {
      offered = defaultUri?.path ?? '';
      return Promise.resolve(undefined);
    });
    await run('downloadDocuments', { ...node(), documentId });
    const start = vscode.workspace.workspaceFolders?.[0]?.uri.path ?? os.homedir();
    assert.equal(path.posix.dirname(offered), start);
    assert.match(path.posix.basename(offered), /^[^./\\][^/\\]*$/);
  });
});

type Work = (
  progress: vscode.Progress<{ message?: string }>,
  token: vscode.CancellationToken,
) => Thenable<unknown>;

/** Megabytes more than at the beginning: in use, that is after collecting garbage, and of the whole process. */
class MemoryWatch {
  looks = 0;
  live = 0;
  total = 0;
  private readonly collect = collector();
  private readonly start = this.now();

  look(): void {
    if (++this.looks % 20 !== 0) return;
    this.total = Math.max(this.total, megabytes(process.memoryUsage().rss) - this.start.total);
    this.live = Math.max(this.live, this.now().live - this.start.live);
  }

  text(): string {
    return `${this.live} MB of buffers in use, ${this.total} MB of memory more, ${this.looks} looks`;
  }

  private now(): { live: number; total: number } {
    this.collect();
    const { arrayBuffers, rss } = process.memoryUsage();
    return { live: megabytes(arrayBuffers), total: megabytes(rss) };
  }
}

const megabytes = (bytes: number) => Math.round(bytes / 1024 / 1024);

function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc') as () => void;
}

/** As VS Code hands over a file from outside. */
function dropped(name: string, content: Buffer): vscode.DataTransferItem {
  const item = new vscode.DataTransferItem('');
  item.asFile = () => ({ name, data: () => Promise.resolve(new Uint8Array(content)) });
  return item;
}
