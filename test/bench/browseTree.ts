import type { InvoiceNinjaApi } from '../../src/api/api';
import { ClientTree } from '../../src/browse/tree/clientTree';
import { listQuery, noFilter } from '../../src/browse/filter/filterState';
import { Session } from '../../src/session/session';

const account = {
  id: 'bench',
  kind: 'server',
  address: 'http://127.0.0.1',
  companyName: 'Bench',
  label: 'Bench',
} as const;

const intents = {
  open: () => Promise.reject(new Error('not expected')),
  close: () => Promise.reject(new Error('not expected')),
  pending: () => Promise.resolve([]),
};

/** The tree of an account that nobody has looked at yet. */
export function newTree(api: InvoiceNinjaApi): ClientTree {
  const session = new Session(account, () => Promise.resolve(api), intents);
  return new ClientTree(
    { all: () => [account], find: () => account, session: () => session },
    { query: () => listQuery(noFilter), filterText: () => '', pageSize: () => 100, open: () => [] },
    () => Promise.reject(new Error('not expected')),
  );
}

/** A tree with so many pages loaded and every item made; keeps what a sidebar keeps. */
export async function loadPages(api: InvoiceNinjaApi, pages: number): Promise<unknown> {
  const tree = newTree(api);
  let nodes = await tree.getChildren();
  for (let page = 2; page <= pages; page++) {
    await tree.loadMore(account.id);
    nodes = await tree.getChildren();
  }
  if (nodes.length !== pages * 100 + 1) throw new Error('The tree shows other pages.');
  return { tree, items: nodes.map((node) => tree.getTreeItem(node)) };
}

/** From `getChildren` of a tree that knows nothing to the items of its first page; tells how many. */
export async function firstItems(tree: ClientTree): Promise<number> {
  const nodes = await tree.getChildren();
  return nodes.map((node) => tree.getTreeItem(node)).length;
}
