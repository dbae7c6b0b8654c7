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

  it('what another program made up does nothing', async () => {
    const { drag } = await handles();
    const [survivor] = await clients();
    assert.ok(survivor);
    for (const text of [
      '',
      'no JSON',
      '{"a":1}',
      '[null,1,{"accountId":5,"clientId":"x"},{"clientId":"../.."}]',
    ]) {
      const data = new vscode.DataTransfer();
      data.set(clientMime, new vscode.DataTransferItem(text));
      await drag.handleDrop(survivor, data);
    }
    await drag.handleDrop(undefined, await dragged(survivor));
    assert.deepEqual(pages(), []);
    assert.deepEqual(dialogs.history, []);
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

  it('files of the Explorer uploads them to it, and no text that only looks like one', async () => {
    const { drag } = await handles();
    const [node] = await clients();
    const [folder] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(node && folder);
    const file = vscode.Uri.joinPath(folder.uri, 'dropped offer.txt');
    await vscode.workspace.fs.writeFile(file, Buffer.from('An offer'));
    const before = (await stored(node.clientId)).documents?.length ?? 0;
    const data = new vscode.DataTransfer();
    const lines = [file.toString(), 'nonsense', 'command:workbench.action.quit', node.clientId];
    data.set('text/uri-list', new vscode.DataTransferItem(lines.join('\r\n')));
    dialogs.answer = ({ kind }) => (kind === 'pick' ? 'Private' : undefined);
    await drag.handleDrop(node, data);
    await dialogs.next(/Uploaded 1 file/);
    const documents = (await stored(node.clientId)).documents ?? [];
    assert.equal(documents.length, before + 1);
    assert.ok(documents.some(({ name }) => name === 'dropped offer.txt'));
    await vscode.workspace.fs.delete(file);
  });
});
