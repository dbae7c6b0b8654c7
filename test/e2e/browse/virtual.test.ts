// A workspace without files on any disk: a file system that another extension provides.
import assert from 'node:assert/strict';
import { installBeside } from '../../host/suites/e2eHost.mjs';
import { Desk } from '../support/desk';
import { Sidebar } from '../support/sidebar';

/** Serves one folder with one file. */
const memory = `
  const vscode = require('vscode');
  const text = Buffer.from('A note that is nowhere on disk');
  exports.activate = ({ subscriptions }) => {
    const changes = new vscode.EventEmitter();
    const provider = {
      onDidChangeFile: changes.event,
      watch: () => changes,
      stat: ({ path }) => {
        if (path === '/notes') return { type: vscode.FileType.Directory, ctime: 0, mtime: 0, size: 0 };
        if (path === '/notes/note.txt') return { type: vscode.FileType.File, ctime: 0, mtime: 1, size: text.length };
        throw vscode.FileSystemError.FileNotFound();
      },
      readDirectory: () => [['note.txt', vscode.FileType.File]],
      readFile: () => text,
      writeFile: () => { throw vscode.FileSystemError.NoPermissions(); },
      createDirectory: () => { throw vscode.FileSystemError.NoPermissions(); },
      delete: () => { throw vscode.FileSystemError.NoPermissions(); },
      rename: () => { throw vscode.FileSystemError.NoPermissions(); },
    };
    subscriptions.push(vscode.workspace.registerFileSystemProvider('memory', provider));
  };
`;

describe('Browsing: in a virtual workspace', () => {
  let desk: Desk | undefined;

  after(() => desk?.close());

  it('lists, opens and saves clients, and uploads a file that is on no disk', async () => {
    const extensions = await installBeside('memory-files', memory, ['onFileSystem:memory']);
    desk = await Desk.start([{ name: 'Aa One' }], { extensions, virtualFolder: 'memory:/notes' });
    const { workbench } = desk;
    await new Sidebar(desk).headerShows(/^11 clients$/);
    await desk.open('Aa One');
    await desk.edit('Aa One', '"public_notes": ""', '"public_notes": "changed"');
    await desk.save('Aa One');
    const stored = await desk.stored('Aa One');
    assert.deepEqual([stored.public_notes, stored.contacts.length], ['changed', 3]);

    await workbench.page.keyboard.press('ControlOrMeta+Shift+E');
    await workbench.tree('notes').menu('note.txt', 'Upload to an Invoice Ninja Client…');
    const { quickInput } = workbench;
    await quickInput.shows('Search clients');
    await quickInput.type('Aa One');
    await quickInput.pick('Aa One');
    await quickInput.shows('Upload 1 file to “Aa One”');
    await quickInput.pick('Private');
    await workbench.dialogs.message('Uploaded 1 file');
    await workbench.screenshot('browse-81-virtual');
    const { documents } = await desk.stored('Aa One');
    assert.deepEqual(
      (documents as { name: string; size: number }[]).map(({ name, size }) => [name, size]),
      [['note.txt', 30]],
    );
  });
});
