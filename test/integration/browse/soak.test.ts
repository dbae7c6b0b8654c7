import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Filter } from '../../../src/browse/filter/filterState';
import type { Node } from '../../../src/browse/tree/nodes';
import { times } from '../../long';
import { clearFaults, fault, reset } from '../support/demo';
import { Dialogs } from '../support/dialogs';
import { handles, signIn, signOutAll } from '../support/support';

interface Soak {
  operations: number;
  /** Milliseconds that every answer takes. */
  slow: number;
}

/** Every tenth request is dropped in both; the client itself gives a lost connection another try. */
const soaks: Soak[] = [
  { operations: 500, slow: 15 },
  { operations: times(120, 500), slow: times(1000, 2000) },
];

/** Numbers that look random and are the same in every run. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1103515245 + 12345) & 0x7fffffff;
    return state / 0x7fffffff;
  };
}

const filters: Filter[] = [
  { query: {}, names: {} },
  { query: { status: ['archived'] }, names: {} },
  { query: { sort: { column: 'balance', direction: 'desc' }, perPage: 20 }, names: {} },
  { query: { name: 'a', perPage: 50 }, names: {} },
  { query: { name: 'nobody is called this' }, names: {} },
];

describe('a soak of the tree', () => {
  const dialogs = new Dialogs();

  before(async () => {
    await reset();
    await signIn();
    dialogs.install();
  });

  after(async () => {
    dialogs.restore();
    await clearFaults();
    await signOutAll();
  });

  afterEach(() => clearFaults());

  for (const { operations, slow } of soaks)
    it(`of ${operations} random operations, answers after ${slow} ms, shows no id twice and leaves nothing hanging`, async function () {
      this.timeout(240_000);
      const { tree, filters: store, accounts, queries } = await handles();
      const [account] = accounts.all();
      assert.ok(account);
      await vscode.commands.executeCommand('ninjaClients.clients.focus');
      await fault({ kind: 'delay', ms: slow, times: 0 });
      for (let nth = 0; nth < 60; nth++) await fault({ kind: 'reset-before', skip: 9 + nth * 10 });
      for (let nth = 0; nth < 20; nth++) await fault({ kind: 'error', skip: 25 + nth * 30 });

      const next = random(5);
      const one = <T>(all: readonly T[]): T | undefined => all[Math.floor(next() * all.length)];
      // VS Code registers an element under its id: another object of the same id is "already registered".
      const registered = new Map<string, Node>();
      const look = (nodes: readonly Node[], place: Map<string, string>, parent: string) => {
        for (const node of nodes) {
          const { id } = tree.getTreeItem(node);
          assert.ok(id);
          assert.equal(registered.get(id) ?? node, node, `${id} is always the same object`);
          registered.set(id, node);
          assert.equal(place.get(id), undefined, `${id} is in one place only`);
          place.set(id, parent);
        }
      };
      let root: Node[] = await tree.getChildren();
      const pending: Promise<unknown>[] = [];
      const failures: unknown[] = [];
      const wait = (work: Promise<unknown>) =>
        pending.push(work.catch((error: unknown) => failures.push(error)));
      for (let turn = 0; turn < operations; turn++) {
        const dice = next();
        if (dice < 0.3)
          wait(
            tree.getChildren().then((nodes) => {
              root = nodes;
              look(nodes, new Map(), '');
            }),
          );
        else if (dice < 0.45) wait(tree.loadMore(account.id));
        else if (dice < 0.55) tree.refresh(next() < 0.5 ? account.id : undefined);
        else if (dice < 0.65) wait(store.setFilter(account.id, one(filters) ?? { query: {}, names: {} }));
        else if (dice < 0.7) tree.rerender(account.id);
        else if (dice < 0.75) queries.refresh();
        else {
          const node = one(root);
          if (node !== undefined)
            wait(
              tree.getChildren(node).then(async (children) => {
                look(children, new Map(), node.key);
                const child = one(children);
                if (child !== undefined) look(await tree.getChildren(child), new Map(), child.key);
              }),
            );
        }
        if (turn % 5 === 0) await Promise.race([...pending.slice(-3), new Promise(setImmediate)]);
        if (turn % 40 === 0) await Promise.all(pending);
      }
      await Promise.all(pending);
      assert.deepEqual(failures, []);

      await clearFaults();
      await store.setFilter(account.id, { query: {}, names: {} });
      tree.refresh();
      const place = new Map<string, string>();
      root = await tree.getChildren();
      look(root, place, '');
      for (const node of root.slice(0, 20)) look(await tree.getChildren(node), place, node.key);
      assert.equal(root.at(-1)?.kind, 'more');
      await vscode.commands.executeCommand('ninjaClients.loadMore', root.at(-1));
      assert.equal(
        new Set((await tree.getChildren()).map(({ key }) => key)).size,
        (await tree.getChildren()).length,
      );
    });
});
