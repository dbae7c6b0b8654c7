import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { ClientNode, Node, SectionNode } from '../../../src/browse/tree/nodes';
import { clientMime } from '../../../src/browse/dragDrop/mimeTypes';
import { clientUri } from '../../../src/platform/clientUri';
import { api, clearFaults, fault, forgetRequests, requests } from '../support/demo';
import { signedIn } from '../support/signedIn';
import { typed } from '../support/marks';
import { closeAll, handles, openClient, replace, until } from '../support/support';

describe('browsing', () => {
  const { dialogs } = signedIn();

  beforeEach(async () => {
    (await handles()).tree.refresh();
  });

  const clients = async (): Promise<ClientNode[]> =>
    (await (await handles()).tree.getChildren()).filter((node) => node.kind === 'client');
  const item = async (node: Node) => (await handles()).tree.getTreeItem(node);
  const lists = async () => (await requests()).filter(({ path }) => path === '/api/v1/clients');

  async function section(node: Node, name: string): Promise<SectionNode> {
    const children = await (await handles()).tree.getChildren(node);
    const found = children.find((child) => child.kind === 'section' && child.section === name);
    assert.ok(found?.kind === 'section');
    return found;
  }

  it('loads documents, payment methods, locations and activity when expanded, and only then', async () => {
    const { tree, accounts } = await handles();
    const [node] = await clients();
    assert.ok(node);
    // Labels and currencies come in the background after the first page.
    const session = accounts.session(node.accountId);
    await Promise.all([session?.companyData.company(), session?.companyData.statics()]);
    for (const [name, path] of [
      ['documents', /documents|clients/],
      ['activity', /activities/],
    ] as const) {
      const child = await section(node, name);
      await forgetRequests();
      const details = await tree.getChildren(child);
      const sent = (await requests()).map(({ path: asked }) => asked);
      assert.equal(sent.length, 1, sent.join());
      assert.match(sent[0] ?? '', path);
      assert.ok(details.length > 0);
      for (const detail of details) assert.equal(typeof (await item(detail)).label, 'string');
      await tree.getChildren(child);
      assert.equal((await requests()).length, 1, 'what is loaded is kept');
    }
    await forgetRequests();
    await tree.getChildren(await section(node, 'tokens'));
    assert.deepEqual(await requests(), [], 'payment methods come with the client');
  });

  it('shows the locations of a client, where the server has any', async () => {
    const { tree } = await handles();
    const [node] = await clients();
    assert.ok(node);
    const place = { client_id: node.clientId, name: 'Warehouse', city: 'Emden' };
    const { status } = await api('POST', '/locations', place);
    tree.refresh();
    const [again] = await clients();
    assert.ok(again);
    const [location] = await tree.getChildren(await section(again, 'locations'));
    assert.ok(location);
    const { label, description } = await item(location);
    // Version 5.10 knows no locations.
    assert.deepEqual(
      [label, description],
      status < 300 ? ['Warehouse', 'Emden'] : ['No locations.', undefined],
    );
  });

  it('shows a failed section as a node whose retry asks again', async () => {
    const { tree } = await handles();
    const [node] = await clients();
    assert.ok(node);
    const activity = await section(node, 'activity');
    await fault({ kind: 'error', match: { path: 'activities' }, times: 0 });
    const [failure] = await tree.getChildren(activity);
    assert.equal(failure?.kind, 'failure');
    const { command } = await item(failure);
    assert.equal(command?.command, 'ninjaClients.retry');
    await clearFaults();
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    assert.notEqual((await tree.getChildren(activity))[0]?.kind, 'failure');
  });

  it('keeps a filter, says it in the header, sends it, and clears it by one command', async () => {
    const { tree, filters, view, accounts } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    await filters.setFilter(account.id, {
      query: {
        status: ['archived'],
        balance: { is: 'gt', amount: -1 },
        sort: { column: 'number', direction: 'desc' },
      },
      names: { 'sort:number': 'Number' },
    });
    await forgetRequests();
    await tree.getChildren();
    const query = new URLSearchParams((await lists())[0]?.query);
    assert.deepEqual([query.get('status'), query.get('sort')], ['archived', 'number|desc']);
    assert.match(query.get('balance') ?? query.get('between_balance') ?? '', /-1/);
    assert.match(
      view.message ?? '',
      /^archived · balance greater than -1 · by number, falling · \d+ clients/,
    );
    await vscode.commands.executeCommand('ninjaClients.clearFilter');
    await forgetRequests();
    await tree.getChildren();
    assert.equal(new URLSearchParams((await lists())[0]?.query).get('status'), 'active,archived');
    assert.match(view.message ?? '', /^[\d,]+ of [\d,]+ clients$/);
  });

  it('says that nothing matches, and offers to clear the filter', async () => {
    const { tree, filters, accounts } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    await filters.setFilter(account.id, { query: { name: 'no client is called this' }, names: {} });
    const [node, ...others] = await tree.getChildren();
    assert.ok(node?.kind === 'empty' && others.length === 0);
    const { label, command } = await item(node);
    assert.equal(label, 'No client matches the filter.');
    assert.equal(command?.command, 'ninjaClients.clearFilter');
    await vscode.commands.executeCommand('ninjaClients.clearFilter', node);
    assert.ok((await clients()).length > 0);
  });

  it('counts what a saved query finds, shows it, and forgets it', async () => {
    const { filters, queries, accounts } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    typed('Put away');
    await filters.save(account.id, { name: 'Put away', query: { status: ['archived'] }, names: {} });
    const [node] = queries.getChildren();
    assert.ok(node);
    const description = () => String(queries.getTreeItem(node).description);
    await until('the number', () => /^\d+$/.test(description()), queries.onDidChangeTreeData);
    const { json } = await api('GET', '/clients?status=archived&per_page=1');
    const { total } = (json as { meta: { pagination: { total: number } } }).meta.pagination;
    assert.equal(description(), new Intl.NumberFormat('en').format(total));
    await vscode.commands.executeCommand('ninjaClients.showQuery', node);
    assert.deepEqual(filters.filter(account.id).query, { status: ['archived'] });
    await vscode.commands.executeCommand('ninjaClients.deleteQuery', node);
    assert.deepEqual(queries.getChildren(), []);
    await vscode.commands.executeCommand('ninjaClients.clearFilter');
  });

  it('marks unsaved, archived and deleted clients in the tree and on the tab', async () => {
    const { decorations, accounts } = await handles();
    const [account] = accounts.all();
    const [node] = await clients();
    assert.ok(account && node);
    const uri = clientUri(node, 'x');
    const marks = () => decorations.provideFileDecoration(uri);
    assert.equal(marks(), undefined);
    const editor = await openClient(account.id, node.clientId);
    await replace(editor, '"city"', '"city" ');
    assert.equal(marks()?.badge, '●');
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(marks(), undefined);
    await api('POST', '/clients/bulk', { action: 'delete', ids: [node.clientId] });
    await accounts.session(account.id)?.get(node.clientId);
    assert.deepEqual([marks()?.badge, marks()?.tooltip], ['D', 'deleted']);
    assert.match(String((await item(node)).description), /deleted$/);
  });

  it('pins a client that is open but not loaded, and takes it off when the tab closes', async () => {
    const { tree, accounts } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    await clients();
    const { json } = await api('GET', '/clients?sort=name|desc&status=active&per_page=1');
    const [last] = (json as { data: { id: string }[] }).data;
    assert.ok(last);
    await openClient(account.id, last.id);
    const [group] = await tree.getChildren();
    assert.equal(group?.kind, 'openGroup');
    const [pinned] = await tree.getChildren(group);
    assert.ok(pinned?.kind === 'client' && pinned.clientId === last.id);
    assert.equal(tree.getParent(pinned), group);
    await closeAll();
    assert.equal((await tree.getChildren())[0]?.kind, 'client');
  });

  it('has a tooltip with the important facts, made when it is shown', async () => {
    const { tree } = await handles();
    const [node] = await clients();
    assert.ok(node);
    const shown = await item(node);
    assert.equal(shown.tooltip, undefined);
    const { tooltip } = await tree.resolveTreeItem(shown, node);
    assert.ok(typeof tooltip === 'string');
    assert.match(tooltip, /^Number: .*\nBalance: .*\nPaid to date: /m);
  });

  it('has a message and a next step for a server that is away, denies, or limits requests', async () => {
    const { tree, accounts } = await handles();
    const words = new Set<unknown>();
    for (const [kind, more, command] of [
      ['reset-before', {}, 'ninjaClients.retry'],
      ['error', {}, 'ninjaClients.retry'],
      ['error', { status: 403 }, undefined],
      ['rate-limit', { retryAfter: 3600 }, 'ninjaClients.retry'],
    ] as const) {
      await clearFaults();
      await fault({ kind, match: { path: '^/api/v1/clients$' }, times: 0, ...more });
      tree.refresh();
      const [node] = await tree.getChildren();
      assert.equal(node?.kind, 'failure', kind);
      const shown = await item(node);
      words.add(shown.description);
      if (command !== undefined) assert.equal(shown.command?.command, command);
      assert.ok(shown.command && String(shown.description).length > 0);
    }
    // A new connection knows nothing of the pause.
    await accounts.reconnect();
    assert.ok(words.size >= 3, [...words].join(' | '));
  });

  it('inserts the id or the JSON of a client that is dropped into an editor', async () => {
    const { drag, drop, accounts } = await handles();
    const [account] = accounts.all();
    const [one, two] = await clients();
    assert.ok(account && one && two);
    const data = new vscode.DataTransfer();
    drag.handleDrag([one, two], data);
    assert.ok(data.get(clientMime));
    const document = await vscode.workspace.openTextDocument({ content: '' });
    const cancel = new vscode.CancellationTokenSource().token;
    const edits = await drop.provideDocumentDropEdits(document, new vscode.Position(0, 0), data, cancel);
    assert.ok(Array.isArray(edits));
    const [ids, json] = edits;
    assert.equal(ids?.insertText, `${one.clientId}\n${two.clientId}`);
    assert.ok(typeof json?.insertText === 'string');
    const records = JSON.parse(json.insertText) as { name: string }[];
    assert.deepEqual(
      records.map(({ name }) => name),
      [one.client.name, two.client.name],
    );
    assert.doesNotMatch(json.insertText, /contact_key|client_hash/);
  });

  it('opens a client by a link of a known account after asking, and nothing else', async () => {
    const { links, accounts } = await handles();
    const [account] = accounts.all();
    const [node] = await clients();
    assert.ok(account && node);
    const link = (query: string) =>
      vscode.Uri.from({ scheme: 'vscode', authority: 'x.y', path: '/client', query });
    await forgetRequests();
    await links.handleUri(link(`account=unknown1&id=${node.clientId}`));
    await links.handleUri(link(`account=${account.id}&id=../../x`));
    await links.handleUri(link(`account=${account.id}&id=${node.clientId}`));
    assert.deepEqual(
      dialogs.history.map(({ kind }) => kind),
      ['warning', 'warning', 'info'],
    );
    assert.ok(dialogs.history[2]?.text.includes(account.label));
    assert.deepEqual(await requests(), [], 'Escape opens nothing');
    dialogs.answer = () => 'Open Client';
    await links.handleUri(link(`account=${account.id}&id=${node.clientId}`));
    assert.ok(vscode.window.activeTextEditor?.document.uri.path.includes(node.clientId));
    assert.equal(
      (await requests()).every(({ method }) => method === 'GET'),
      true,
    );
    assert.equal(accounts.all().length, 1);
  });
});
