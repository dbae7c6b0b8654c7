import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { clearFaults, demo, fault, reset } from '../support/demo';
import { Dialogs, type DialogEntry } from '../support/dialogs';
import { closeAll, handles, openClient, setKey, signIn, signOutAll } from '../support/support';

const clientId = 'VolejRejNm';
const second = 'Wpmbk5ezJn';

describe('with several accounts', () => {
  const dialogs = new Dialogs();
  let folder: string;

  before(async () => {
    await reset();
    folder = await mkdtemp(path.join(os.tmpdir(), 'accounts-'));
    const { accounts } = await handles();
    const account = await signIn();
    await accounts.update(account.id, { label: 'Production', renamed: true });
    await accounts.add({ ...account, id: 'other', label: 'Test books' }, demo.token);
  });

  beforeEach(async () => {
    await reset();
    dialogs.install();
  });

  afterEach(async () => {
    dialogs.restore();
    await clearFaults();
    await closeAll();
  });

  after(async () => {
    await rm(folder, { recursive: true, force: true });
    await signOutAll();
  });

  const node = (id: string) => ({ accountId: 'other', clientId: id });
  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(`ninjaClients.${command}`, ...args);
  const affirm = ({ kind, choices }: DialogEntry) =>
    kind === 'pick' ? choices.filter((choice) => choice !== 'Public').slice(0, 1)[0] : choices[0];
  /** Each message and question of a piece of work names the account it is about, and never the other one. */
  const named = async (work: () => PromiseLike<unknown>, last: RegExp) => {
    dialogs.answer = affirm;
    await work();
    await dialogs.next(last);
    const messages = dialogs.history.filter(({ kind }) => kind !== 'pick' && kind !== 'input');
    assert.ok(messages.length > 0);
    for (const { text, detail } of messages) {
      assert.ok(`${text}\n${detail}`.includes('Test books'), `this names its account: ${text} | ${detail}`);
      assert.doesNotMatch(`${text}\n${detail}`, /Production/);
    }
  };

  it('actions, their questions and their undo name the account', () =>
    named(() => run('deleteClients', node(clientId), [node(clientId), node(second)]), /^Undone/));

  it('uploads name it', async () => {
    const file = path.join(folder, 'contract.txt');
    await writeFile(file, 'Nothing is agreed');
    dialogs.replace('showOpenDialog', () => Promise.resolve([vscode.Uri.file(file)]));
    await named(() => run('uploadDocuments', node(clientId)), /^Uploaded/);
  });

  it('documents of a client name it', async () => {
    await named(() => run('changeDocumentVisibility', node(clientId)), /(public|private) now/);
  });

  it('what failed names it', async () => {
    await fault({ kind: 'error', status: 500, times: 0 });
    await named(() => run('newClient', { accountId: 'other' }), /reports a fault/);
  });

  it('a question before unsaved text is passed over names it', async () => {
    const editor = await openClient('other', clientId);
    await setKey(editor, 'city', '"Elsewhere"');
    await named(() => run('archiveClients', node(clientId)), /^Archived/);
  });

  it('the questions of a save name it', async () => {
    const editor = await openClient('other', second);
    await setKey(editor, 'city', '"Elsewhere"');
    await fault({ kind: 'delete-client', client: second });
    await named(async () => editor.document.save(), /was deleted/);
  });

  it('a link names it', async () => {
    const { links } = await handles();
    const uri = vscode.Uri.parse(`vscode://x.y/client?account=other&id=${clientId}`);
    await named(async () => links.handleUri(uri), /A link wants/);
  });

  it('throwing unsaved text away names it', async () => {
    const editor = await openClient('other', clientId);
    await setKey(editor, 'city', '"Elsewhere"');
    await named(() => run('revertToServer', editor.document.uri), /Discard/);
  });
});
