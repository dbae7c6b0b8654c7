import * as vscode from 'vscode';
import type { ClientQuery } from '../api/clientQuery';
import type { Session } from '../session/session';
import type { Account } from '../session/account';
import { ClientList } from './clientList';
import { clientNodeKey, NodeCache, type ClientNode, type ContactNode, type Node } from './nodes';
import {
  accountItem,
  clientItem,
  clientTooltip,
  contactItem,
  emptyItem,
  failureItem,
  moreItem,
} from './treeItems';

/** What the tree needs to know of the accounts. */
export interface TreeAccounts {
  all(): readonly Account[];
  find(id: string): Account | undefined;
  session(id: string): Session | undefined;
}

/** Clients and contacts, page by page. With one account the clients stand at the top, with several below their account. */
export class ClientTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly lists = new Map<string, ClientList>();
  private readonly nodes = new NodeCache();

  private readonly drawn = new vscode.EventEmitter<string>();

  readonly onDidChangeTreeData = this.changed.event;
  /** An account's clients were handed to VS Code; tells the account's id. */
  readonly onDidDraw = this.drawn.event;

  constructor(
    private readonly accounts: TreeAccounts,
    private readonly query: () => ClientQuery,
    private readonly pageSize: () => number,
  ) {}

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) {
      const accounts = this.accounts.all();
      const [only] = accounts;
      if (only !== undefined && accounts.length === 1) return this.clientNodes(only.id);
      return accounts.map(({ id }) => this.nodes.get({ kind: 'account', key: id, accountId: id }));
    }
    if (node.kind === 'account') return this.clientNodes(node.accountId);
    if (node.kind === 'client') return this.contactNodes(node);
    return [];
  }

  getParent(node: Node): Node | undefined {
    if (node.kind === 'account') return undefined;
    if (node.kind === 'contact') return this.nodes.find(clientNodeKey(node.accountId, node.clientId));
    return this.accounts.all().length > 1 ? this.nodes.find(node.accountId) : undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.item(node);
    item.id = node.key;
    return item;
  }

  resolveTreeItem(item: vscode.TreeItem, node: Node): vscode.TreeItem {
    if (node.kind === 'client')
      item.tooltip = clientTooltip(node.client, this.accounts.session(node.accountId));
    return item;
  }

  /** Asks the server anew, for one account or all. What is loaded stays on screen until the answer is there. */
  refresh(accountId?: string): void {
    for (const [id, list] of this.lists) if (accountId === undefined || accountId === id) list.reset();
    for (const id of this.lists.keys()) if (this.accounts.find(id) === undefined) this.lists.delete(id);
    this.changed.fire(undefined);
  }

  /** Asks for the next page, or again for the one that failed. */
  async loadMore(accountId: string): Promise<void> {
    await this.lists.get(accountId)?.more();
    this.redraw(accountId);
  }

  /** Draws again what is loaded, without a request. */
  redraw(accountId: string): void {
    this.changed.fire(this.accounts.all().length > 1 ? this.nodes.find(accountId) : undefined);
  }

  /** Follows reads and writes of other features. */
  follow(session: Session, change: { ids: readonly string[]; kind: string }): void {
    const list = this.lists.get(session.account.id);
    if (list === undefined) return;
    let removed = false;
    for (const id of change.ids) {
      const client = session.seen(id);
      if (client === undefined || change.kind === 'gone') removed = list.remove(id) || removed;
      else if (list.has(id)) {
        list.update(client);
        const node = this.nodes.find(clientNodeKey(session.account.id, id));
        if (node?.kind === 'client') {
          node.client = client;
          this.changed.fire(node);
        }
      }
    }
    if (removed) this.redraw(session.account.id);
  }

  /** `100 of 250`, for the view's header; empty before the first page. */
  count(): string {
    const lists = [...this.lists.values()].filter((list) => list.loaded);
    if (lists.length === 0) return '';
    const shown = lists.reduce((sum, list) => sum + list.clients.length, 0);
    const total = lists.reduce((sum, list) => sum + list.total, 0);
    return shown === total
      ? total.toLocaleString()
      : vscode.l10n.t('{0} of {1}', shown.toLocaleString(), total.toLocaleString());
  }

  dispose(): void {
    this.changed.dispose();
    this.drawn.dispose();
  }

  private item(node: Node): vscode.TreeItem {
    const session = this.accounts.session(node.accountId);
    const list = this.lists.get(node.accountId);
    switch (node.kind) {
      case 'account': {
        const account = this.accounts.find(node.accountId);
        return account === undefined ? emptyItem() : accountItem(account);
      }
      case 'client':
        return clientItem(node, session);
      case 'contact':
        return contactItem(node, session);
      case 'more':
        return moreItem(node, list?.clients.length ?? 0, list?.total ?? 0);
      case 'failure':
        return failureItem(node);
      case 'empty':
        return emptyItem();
    }
  }

  private async clientNodes(accountId: string): Promise<Node[]> {
    const list = this.list(accountId);
    if (list === undefined) return [];
    await list.first();
    if (list.error === undefined) this.drawn.fire(accountId);
    const nodes: Node[] = list.clients.map((client) =>
      this.nodes.get<ClientNode>({
        kind: 'client',
        key: clientNodeKey(accountId, client.id),
        accountId,
        clientId: client.id,
        client,
      }),
    );
    if (list.error !== undefined)
      nodes.push(
        this.nodes.get({ kind: 'failure', key: `${accountId}/:failure`, accountId, error: list.error }),
      );
    else if (list.hasMore) nodes.push(this.nodes.get({ kind: 'more', key: `${accountId}/:more`, accountId }));
    else if (nodes.length === 0)
      nodes.push(this.nodes.get({ kind: 'empty', key: `${accountId}/:empty`, accountId }));
    return nodes;
  }

  private contactNodes(node: ClientNode): Node[] {
    const contacts = [...node.client.contacts].sort((a, b) => Number(b.is_primary) - Number(a.is_primary));
    return contacts.map((contact) =>
      this.nodes.get<ContactNode>({
        kind: 'contact',
        key: `${node.key}/${contact.id}`,
        accountId: node.accountId,
        clientId: node.clientId,
        contactId: contact.id,
        contact,
        client: node.client,
      }),
    );
  }

  private list(accountId: string): ClientList | undefined {
    const session = this.accounts.session(accountId);
    if (session === undefined) return undefined;
    let list = this.lists.get(accountId);
    if (list?.session !== session) {
      list = new ClientList(session, this.query, this.pageSize);
      this.lists.set(accountId, list);
    }
    return list;
  }
}
