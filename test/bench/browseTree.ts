import type { InvoiceNinjaApi } from '../../src/api/api';
import { ClientTree } from '../../src/browse/clientTree';
import { listQuery, noFilter } from '../../src/browse/filterState';
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

/** From `getChildren` of a tree that knows nothing to the items of its first page; tells how many. */
export async function firstItems(api: InvoiceNinjaApi): Promise<number> {
  const session = new Session(account, () => Promise.resolve(api), intents);
  const tree = new ClientTree(
    { all: () => [account], find: () => account, session: () => session },
    { query: () => listQuery(noFilter), sentence: () => '', pageSize: () => 100, open: () => [] },
    () => Promise.reject(new Error('not expected')),
  );
  const nodes = await tree.getChildren();
  return nodes.map((node) => tree.getTreeItem(node)).length;
}
