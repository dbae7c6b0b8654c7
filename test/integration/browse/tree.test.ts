import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Node } from '../../../src/browse/tree/nodes';
import { api, clearFaults, fault, forgetRequests, requests, reset } from '../support/demo';
import { unmark } from '../support/marks';
import { handles, openClient, setKey, signIn, signOutAll, closeAll } from '../support/support';

describe('the tree', () => {
  before(async () => {
    await reset();
    await signIn();
  });

  beforeEach(async () => {
    await reset();
    (await handles()).tree.refresh();
  });

  afterEach(clearFaults);

  after(async () => {
    await closeAll();
    await signOutAll();
  });

  const label = async (node: Node | undefined) => {
    assert.ok(node);
    const { label } = (await handles()).tree.getTreeItem(node);
    return typeof label === 'string' ? label : '';
  };

  it('shows a first page after one request with an explicit order and state, and more on demand', async () => {
    const { tree, accounts } = await handles();
    await forgetRequests();
    const nodes = await tree.getChildren();
    const [request, ...others] = (await requests()).filter(({ path }) => path === '/api/v1/clients');
    assert.equal(others.length, 0);
    const asked = new URLSearchParams(request?.query);
    assert.deepEqual(
      [asked.get('sort'), asked.get('status'), asked.get('per_page')],
      ['name|asc', 'active,archived', '100'],
    );
    assert.equal(nodes.length, 101);
    assert.match(await label(nodes[100]), /^Load more \(100 of \d+\)$/);
    await vscode.commands.executeCommand('ninjaClients.loadMore', nodes[100]);
    const all = await tree.getChildren();
    assert.ok(all.length > 200);
    const ids = all.map((node) => tree.getTreeItem(node).id);
    assert.equal(new Set(ids).size, ids.length, 'no id twice');
    assert.equal(accounts.all().length, 1);
  });

  it('skips no client after loaded ones were deleted, and counts what is left', async () => {
    const { tree, accounts } = await handles();
    const [account] = accounts.all();
    const session = account && accounts.session(account.id);
    assert.ok(account && session);
    const loaded = (await tree.getChildren()).flatMap((node) =>
      node.kind === 'client' ? [node.clientId] : [],
    );
    const total = tree.total(account.id) ?? 0;
    await api('POST', '/clients/bulk', { action: 'delete', ids: loaded.slice(0, 30) });
    await session.list({ status: ['deleted'], perPage: 5000 });
    const more = (await tree.getChildren()).at(-1);
    assert.equal(await label(more), `Load more (70 of ${total - 30})`);
    for (let page = 2; page <= Math.ceil((total - 30) / 100); page++)
      await vscode.commands.executeCommand('ninjaClients.loadMore', (await tree.getChildren()).at(-1));
    assert.equal(unmark('count', tree.count() ?? ''), `${total - 30} clients`);
    const { json } = await api('GET', '/clients?status=active,archived&per_page=5000');
    const shown = new Set((await tree.getChildren()).map((node) => node.kind === 'client' && node.clientId));
    for (const { id } of (json as { data: { id: string }[] }).data) assert.ok(shown.has(id), id);
    for (const id of loaded) assert.ok(shown.has(id), 'what was deleted stays until a refresh');
  });

  it('expands a client to its contacts, the primary one first', async () => {
    const { tree } = await handles();
    const nodes = await tree.getChildren();
    const node = nodes.find(
      (candidate) => candidate.kind === 'client' && candidate.client.contacts.length > 1,
    );
    assert.equal(node?.kind, 'client');
    await forgetRequests();
    const children = await tree.getChildren(node);
    assert.deepEqual(await requests(), [], 'what the list brought along is not asked for again');
    const contacts = children.filter(({ kind }) => kind === 'contact');
    assert.deepEqual(children.slice(0, contacts.length), contacts);
    const [first] = contacts;
    assert.ok(first?.kind === 'contact');
    assert.equal(first.contact.is_primary, true);
    assert.equal(contacts.length, node.client.contacts.length);
    assert.equal(tree.getTreeItem(first).description, first.contact.email);
  });

  it('shows a failure as a node with a way on, and keeps what was loaded', async () => {
    const { tree } = await handles();
    await tree.getChildren();
    await fault({ kind: 'error', match: { path: '^/api/v1/clients$' }, times: 0 });
    const more = (await tree.getChildren()).at(-1);
    await vscode.commands.executeCommand('ninjaClients.loadMore', more);
    const failed = await tree.getChildren();
    assert.equal(failed.length, 101);
    const last = failed.at(-1);
    assert.equal(last?.kind, 'failure');
    assert.equal(tree.getTreeItem(last).command?.command, 'ninjaClients.retry');
    await clearFaults();
    await vscode.commands.executeCommand('ninjaClients.retry', last);
    assert.ok((await tree.getChildren()).length > 200);
  });

  it('follows a save without asking the server for the list again', async () => {
    const { tree, accounts } = await handles();
    const [account] = accounts.all();
    assert.ok(account);
    const node = (await tree.getChildren())[3];
    assert.equal(node?.kind, 'client');
    const editor = await openClient(account.id, node.clientId);
    await setKey(editor, 'name', '"Zebra & Sons"');
    await forgetRequests();
    assert.equal(await editor.document.save(), true);
    assert.equal(await label(node), 'Zebra & Sons');
    assert.deepEqual(
      (await requests()).filter(({ path }) => path === '/api/v1/clients'),
      [],
    );
  });

  it('never shows an id twice or an old answer under overlapping refreshes', async () => {
    const { tree } = await handles();
    await fault({ kind: 'delay', ms: 60, match: { path: '^/api/v1/clients$' }, times: 3 });
    const rounds = [];
    for (let round = 0; round < 20; round++) {
      tree.refresh();
      rounds.push(tree.getChildren());
    }
    const answers = await Promise.all(rounds);
    for (const nodes of answers) {
      const ids = nodes.map((node) => tree.getTreeItem(node).id);
      assert.equal(new Set(ids).size, ids.length);
      assert.deepEqual(
        ids,
        answers[0]?.map((node) => tree.getTreeItem(node).id),
      );
    }
  });
});
