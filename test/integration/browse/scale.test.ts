import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { noFilter, type Filter } from '../../../src/browse/filter/filterState';
import type { Node } from '../../../src/browse/tree/nodes';
import type { Account } from '../../../src/session/account';
import { BigDemo } from '../support/bigDemo';
import { times } from '../../long';
import { handles, signOutAll, until } from '../support/support';

const clients = times(50_000, 200_000);
const pages = times(20, 50);

describe(`${clients} clients`, () => {
  let server: BigDemo;
  let account: Account;

  before(async function () {
    this.timeout(120_000);
    server = await BigDemo.start(clients);
    await vscode.commands.executeCommand('ninjaClients.clients.focus');
    const { verify } = await handles();
    account = await verify(server.url, server.token);
  });

  after(async () => {
    await signOutAll();
    server.close();
  });

  const ids = (nodes: readonly Node[]) => nodes.map(({ key }) => key);
  const clientsOf = (nodes: readonly Node[]) => nodes.filter(({ kind }) => kind === 'client');
  const unique = (nodes: readonly Node[]) =>
    assert.equal(new Set(ids(nodes)).size, nodes.length, 'no id twice');

  it('are on screen after exactly one list request for one page', async () => {
    const { accounts, tree, view } = await handles();
    await server.forget();
    await accounts.add(account, server.token);
    await until(
      'the first page',
      () => /^100 of \d{2,3},\d{3} clients$/.test(view.message ?? ''),
      tree.onDidRender,
    );
    const asked = await server.lists();
    assert.deepEqual(
      asked.map((query) => [query.get('page'), query.get('per_page')]),
      [['1', '100']],
    );
    unique(await tree.getChildren());
    assert.equal((await server.lists()).length, 1, 'what is loaded is not asked for again');
  });

  it(`load ${pages} pages, one request each, and keep just what was loaded`, async function () {
    this.timeout(120_000);
    const { accounts, tree } = await handles();
    await server.forget();
    for (let page = 2; page <= pages; page++) await vscode.commands.executeCommand('ninjaClients.loadMore');
    const asked = await server.lists();
    assert.deepEqual(
      asked.map((query) => Number(query.get('page'))),
      Array.from({ length: pages - 1 }, (_, index) => index + 2),
    );
    const nodes = await tree.getChildren();
    unique(nodes);
    assert.equal(clientsOf(nodes).length, pages * 100);
    assert.equal(nodes.at(-1)?.kind, 'more');
    const known = new Set([...(accounts.session(account.id)?.clients.ids() ?? [])]);
    assert.ok(known.size < pages * 100 * 5, `${known.size} clients and contacts are kept`);
  });

  it('stay whole while one collapses, filters, refreshes and loads at random', async function () {
    this.timeout(120_000);
    const { tree, filters } = await handles();
    const choices: Filter[] = [
      noFilter,
      { query: { status: ['archived'] }, names: {} },
      { query: { sort: { column: 'balance', direction: 'desc' } }, names: {} },
      { query: { name: 'a', perPage: 50 }, names: {} },
    ];
    let state = 7;
    const next = () => (state = (state * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
    const work: Promise<unknown>[] = [];
    for (let turn = 0; turn < 60; turn++) {
      const dice = next();
      if (dice < 0.35) work.push(Promise.resolve(vscode.commands.executeCommand('ninjaClients.loadMore')));
      else if (dice < 0.55) tree.refresh();
      else if (dice < 0.75)
        work.push(filters.setFilter(account.id, choices[Math.floor(next() * choices.length)] ?? noFilter));
      else if (dice < 0.85)
        work.push(
          Promise.resolve(
            vscode.commands.executeCommand('workbench.actions.treeView.ninjaClients.clients.collapseAll'),
          ),
        );
      else work.push(tree.getChildren().then(unique));
      if (turn % 6 === 5) await Promise.all(work.splice(0));
    }
    await Promise.all(work);
    await filters.setFilter(account.id, noFilter);
    const nodes = await tree.getChildren();
    unique(nodes);
    assert.equal(clientsOf(nodes).length, 100);
    assert.equal(nodes.at(-1)?.kind, 'more');
  });

  it('are walked to the end page by page with progress, keep nothing, and stop when asked to', async function () {
    this.timeout(120_000);
    const { accounts } = await handles();
    const session = accounts.session(account.id);
    assert.ok(session);
    const before = [...session.clients.ids()].length;
    const query = { status: ['active', 'archived', 'deleted'] as const };
    let seen = 0;
    let steps = 0;
    for await (const page of session.walk({ ...query, status: [...query.status] }, { pageSize: 5000 })) {
      seen += page.rows.length;
      steps++;
      assert.equal(page.total, clients);
    }
    assert.equal(seen, clients);
    assert.equal(steps, clients / 5000);
    assert.equal([...session.clients.ids()].length, before, 'a walk keeps nothing');

    await server.forget();
    const stop = new AbortController();
    let walked = 0;
    await assert.rejects(async () => {
      for await (const page of session.walk({ status: ['active'] }, { pageSize: 100, signal: stop.signal })) {
        walked += page.rows.length;
        if (walked >= 300) stop.abort();
      }
    });
    const asked = (await server.lists()).length;
    assert.ok(asked <= 10, `${asked} of hundreds of pages: those that were read and a few read ahead`);
  });
});
