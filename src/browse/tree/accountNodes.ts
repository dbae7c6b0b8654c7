import type { ClientAddress } from '../../platform/clientUri';
import type { Session } from '../../session/session';
import type { ClientList } from '../list/clientList';
import {
  clientNodeKey,
  openGroupKey,
  openNodeKey,
  type ClientNode,
  type Node,
  type NodeCache,
} from './nodes';

/** What an account's nodes are made from, besides its list. */
export interface AccountNodesContext {
  session(accountId: string): Session | undefined;
  /** Clients in editors, of all accounts. */
  open(): readonly ClientAddress[];
  /** Whether a filter leaves clients out. */
  filtered(accountId: string): boolean;
}

/** An account's nodes: clients of open editors that are not in the list, the list, and a last row such as “Load more”. */
export class AccountNodes {
  constructor(
    private readonly nodes: NodeCache,
    private readonly context: AccountNodesContext,
  ) {}

  of(accountId: string, list: ClientList): Node[] {
    const nodes: Node[] = list.clients.map((client) =>
      this.nodes.get<ClientNode>({
        kind: 'client',
        key: clientNodeKey(accountId, client.id),
        accountId,
        clientId: client.id,
        client,
      }),
    );
    const last = this.last(accountId, list, nodes.length);
    if (this.open(accountId, list).length > 0)
      nodes.unshift(this.nodes.get({ kind: 'openGroup', key: openGroupKey(accountId), accountId }));
    if (last !== undefined) nodes.push(last);
    return nodes;
  }

  /** Clients of open editors that are not in the list, as far as they were read. */
  open(accountId: string, list: ClientList | undefined): Node[] {
    const session = this.context.session(accountId);
    return this.context
      .open()
      .filter((open) => open.accountId === accountId && list?.has(open.clientId) !== true)
      .flatMap(({ clientId }) => {
        const client = session?.clients.get(clientId);
        if (client === undefined) return [];
        const key = openNodeKey(accountId, clientId);
        const parentKey = openGroupKey(accountId);
        return [this.nodes.get<ClientNode>({ kind: 'client', key, parentKey, accountId, clientId, client })];
      });
  }

  private last(accountId: string, list: ClientList, clients: number): Node | undefined {
    if (list.error !== undefined)
      return this.nodes.get({
        kind: 'failure',
        key: `${accountId}/:failure`,
        accountId,
        error: list.error,
      });
    if (list.hasMore) return this.nodes.get({ kind: 'more', key: `${accountId}/:more`, accountId });
    if (clients > 0) return undefined;
    const what = this.context.filtered(accountId) ? 'matches' : 'clients';
    return this.nodes.get({ kind: 'empty', key: `${accountId}/:empty`, accountId, what });
  }
}
