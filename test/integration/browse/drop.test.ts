import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { clientMime } from '../../../src/browse/dragDrop/mimeTypes';
import type { ClientNode, Node } from '../../../src/browse/tree/nodes';
import { demo, forgetRequests, requests, stored } from '../support/demo';
import { signedIn } from '../support/signedIn';
import { handles, until } from '../support/support';

/** A file as VS Code hands it over on a drop. */
class FileItem extends vscode.DataTransferItem {
  constructor(
    private readonly name: string,
    private readonly text: string,
  ) {
    super('');
  }

  override asFile(): vscode.DataTransferFile {
    return { name: this.name, uri: undefined, data: () => Promise.resolve(Buffer.from(this.text)) };
  }
}

describe('dropping on a client', () => {
  const { dialogs } = signedIn();

  beforeEach(async () => {
    (await handles()).tree.refresh();
  });

  const clients = async (): Promise<ClientNode[]> =>
    (await (await handles()).tree.getChildren()).filter((node) => node.kind === 'client');

  const dragged = async (...nodes: Node[]) => {
    const data = new vscode.DataTransfer();
    (await handles()).drag.handleDrag(nodes, data);
    return data;
  };

  const nothingChanged = async () =>
    (await requests()).every(({ method, path }) => method === 'GET' || !path.startsWith('/api/v1/clients'));

  const pages = () =>
    vscode.window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.filter(({ input }) => input instanceof vscode.TabInputWebview).map(({ label }) => label),
    );

  it('another client offers to merge it into that one, and sends nothing that changes something', async () => {
    const { drag } = await handles();
    const [survivor, gone] = await clients();
    assert.ok(survivor && gone);
    const data = await dragged(gone);
    await forgetRequests();
    await drag.handleDrop(survivor, data);
    await until('the page of a merge', () => pages().length > 0, vscode.window.tabGroups.onDidChangeTabs);
    assert.deepEqual(pages(), ['Merge for Good']);
    const read = (await requests()).map(({ method, path }) => `${method} ${path}`);
    assert.ok(
      read.some((each) => each.endsWith(`/clients/${gone.clientId}`)),
      read.join(),
    );
    assert.ok(read.some((each) => each.endsWith(`/clients/${survivor.clientId}`)));
    assert.ok(await nothingChanged());
  });

  it('itself, several, or one of another account merges nothing', async () => {
    const { drag, accounts, tree } = await handles();
    const [survivor, second, third] = await clients();
    assert.ok(survivor && second && third);
    await forgetRequests();
    await drag.handleDrop(survivor, await dragged(survivor));
    assert.deepEqual(dialogs.history, []);
    await drag.handleDrop(survivor, await dragged(second, third));
    await dialogs.next(/A merge takes two clients/);
    const [account] = accounts.all();
    assert.ok(account);
    await accounts.add({ ...account, id: 'other', label: 'Test books' }, demo.token);
    const other = (await tree.getChildren()).find((node) => node.accountId === 'other');
    const [foreign] = await tree.getChildren(other);
    assert.ok(foreign?.kind === 'client');
    await drag.handleDrop(survivor, await dragged(foreign));
    await dialogs.next(/belong to different accounts/);
    await accounts.remove('other');
    assert.deepEqual(pages(), []);
    assert.ok(await nothingChanged());
  });

  it('what another program made up is refused with a sentence, also where only a part of it is', async () => {
    const { drag } = await handles();
    const [survivor, second] = await clients();
    assert.ok(survivor && second);
    const { accountId, clientId } = second;
    await forgetRequests();
    for (const text of [
      '',
      'no JSON',
      '{"a":1}',
      '[null,1,{"accountId":5,"clientId":"x"},{"clientId":"../.."}]',
      JSON.stringify([
        { accountId, clientId },
        { accountId: 'No Account', clientId },
      ]),
    ]) {
      dialogs.history.length = 0;
      const data = new vscode.DataTransfer();
      data.set(clientMime, new vscode.DataTransferItem(text));
      await drag.handleDrop(survivor, data);
      assert.deepEqual(
        dialogs.history.map(({ text }) => text),
        ['Nothing was done: only clients from the Clients view can be dropped here.'],
        text,
      );
    }
    dialogs.history.length = 0;
    await drag.handleDrop(undefined, await dragged(survivor));
    assert.deepEqual(dialogs.history, []);
    assert.deepEqual(pages(), []);
    assert.deepEqual(await requests(), []);
  });

  it('a client that cannot be read among the arguments ends a command: it must not work on the others', async () => {
    const [survivor, second] = await clients();
    assert.ok(survivor && second);
    const bad = { accountId: 'No Account', clientId: second.clientId };
    await forgetRequests();
    for (const command of ['mergeClients', 'archiveClients', 'deleteClients', 'cloneClients'])
      for (const items of [
        [survivor, bad],
        [bad, survivor],
      ]) {
        dialogs.history.length = 0;
        await vscode.commands.executeCommand(`ninjaClients.${command}`, items[0], items);
        assert.deepEqual(
          dialogs.history.map(({ text }) => text),
          ['Choose clients in the Clients view, or open one, then try again.'],
          command,
        );
      }
    for (const command of ['openDocument', 'deleteDocument', 'renameDocument']) {
      dialogs.history.length = 0;
      const document = { accountId: survivor.accountId, clientId: survivor.clientId, documentId: '../x' };
      await vscode.commands.executeCommand(`ninjaClients.${command}`, document);
      assert.deepEqual(
        dialogs.history.map(({ text }) => text),
        ['This document is no longer on the server. Nothing was done.'],
        command,
      );
    }
    assert.ok(await nothingChanged());
    assert.deepEqual(pages(), []);
  });

  it('files uploads them to it', async () => {
    const { drag } = await handles();
    const [node] = await clients();
    assert.ok(node);
    const before = (await stored(node.clientId)).documents?.length ?? 0;
    const data = new vscode.DataTransfer();
    data.set('text/plain', new FileItem('contract.txt', 'Nothing is agreed'));
    data.set('text/csv', new FileItem('sums.csv', 'a,b'));
    dialogs.answer = ({ kind }) => (kind === 'pick' ? 'Private' : undefined);
    await drag.handleDrop(node, data);
    await dialogs.next(/Uploaded/);
    const documents = (await stored(node.clientId)).documents ?? [];
    assert.equal(documents.length, before + 2);
    assert.ok(['contract.txt', 'sums.csv'].every((name) => documents.some((each) => each.name === name)));
  });

  it('files of the Explorer uploads them to it, and names the lines that are none', async () => {
    const { drag } = await handles();
    const [node] = await clients();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(node && folder);
    const file = vscode.Uri.joinPath(folder.uri, 'dropped offer.txt');
    await vscode.workspace.fs.writeFile(file, Buffer.from('An offer'));
    const before = (await stored(node.clientId)).documents?.length ?? 0;
    const data = new vscode.DataTransfer();
    const lines = [
      'file:////bad',
      'nonsense',
      file.toString(),
      'command:workbench.action.quit',
      '# a comment',
    ];
    data.set('text/uri-list', new vscode.DataTransferItem(lines.join('\r\n')));
    dialogs.answer = ({ kind }) => (kind === 'pick' ? 'Private' : undefined);
    await drag.handleDrop(node, data);
    const { text } = await dialogs.next(/Uploaded 1 file/);
    for (const bad of ['bad', 'nonsense', 'command:workbench.action.quit'])
      assert.ok(text.includes(`“${bad}”: not sent, the file cannot be read.`), text);
    assert.ok(!text.includes('comment'));
    const documents = (await stored(node.clientId)).documents ?? [];
    assert.equal(documents.length, before + 1);
    assert.ok(documents.some(({ name }) => name === 'dropped offer.txt'));
    await vscode.workspace.fs.delete(file);
  });
});
