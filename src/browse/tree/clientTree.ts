import * as vscode from 'vscode';
import type { ClientQuery } from '../../api/query/clientQuery';
import type { Id } from '../../api/types';
import type { ClientAddress } from '../../platform/clientUri';
import type { Session } from '../../session/session';
import type { AccountSource } from '../browseAccounts';
import type { LazyParts } from '../lazyParts';
import { AccountLists } from '../list/accountLists';
import type { ClientList } from '../list/clientList';
import { AccountNodes } from './accountNodes';
import { clientChildren, clientNodeKey, NodeCache, openNodeKey, type Node, type SectionNode } from './nodes';
import { RenderedNodes } from './renderedNodes';
import { SectionLoader } from './sectionLoader';
import { treeItem, type ItemContext } from './treeItems';

/** What the tree needs besides the accounts and their clients. */
export interface TreeSource {
  /** The query of an account's list. */
  query(accountId: string): ClientQuery;
  /** An account's filter as text; empty without one. */
  filterText(accountId: string): string;
  pageSize(): number;
  /** Clients in editors, of all accounts. */
  open(): readonly ClientAddress[];
}

/**
 * The view of clients and contacts, page by page. A single account has its clients at the top level; several accounts have
 * a row each.
 */
export class ClientTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly nodes = new NodeCache();
  private readonly lists: AccountLists;
  private readonly accountNodes: AccountNodes;
  private readonly context: ItemContext;
  private readonly sections: SectionLoader;
  private readonly renderedNodes = new RenderedNodes();
  /** Each account's description in its row, as VS Code has it. */
  private readonly accountDescriptions = new Map<string, unknown>();
  private readonly rendered = new vscode.EventEmitter<string>();

  readonly onDidChangeTreeData = this.changed.event;
  /** Fires an account's id after its children were returned to VS Code, also when they are only a failure row. */
  readonly onDidRender = this.rendered.event;

  constructor(
    private readonly accounts: AccountSource,
    private readonly source: TreeSource,
    /** Loads the bundle of tooltips and details. */
    private readonly lazyParts: () => Promise<Pick<LazyParts, 'clientTooltip' | 'loadDetails'>>,
  ) {
    const session = (accountId: string) => accounts.session(accountId);
    this.lists = new AccountLists({
      session,
      query: (accountId) => source.query(accountId),
      pageSize: () => source.pageSize(),
    });
    this.context = {
      accounts,
      list: (accountId) => this.lists.get(accountId),
      filterText: (accountId) => source.filterText(accountId),
    };
    this.accountNodes = new AccountNodes(this.nodes, {
      session,
      open: () => source.open(),
      filtered: (accountId) => source.filterText(accountId) !== '',
    });
    this.sections = new SectionLoader(this.nodes, session, lazyParts);
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (node === undefined) {
      const accounts = this.accounts.all();
      const [only] = accounts;
      if (only !== undefined && accounts.length === 1) return this.accountChildren(only.id);
      return accounts.map(({ id }) => this.nodes.get({ kind: 'account', key: id, accountId: id }));
    }
    switch (node.kind) {
      case 'account':
        return this.accountChildren(node.accountId);
      case 'openGroup':
        return this.accountNodes.open(node.accountId, this.lists.get(node.accountId));
      case 'client':
        return clientChildren(this.nodes, node);
      case 'section':
        return this.sectionChildren(node);
      case 'contact':
      case 'detail':
      case 'more':
      case 'failure':
      case 'empty':
        return [];
    }
  }

  getParent(node: Node): Node | undefined {
    if (node.parentKey !== undefined) return this.nodes.find(node.parentKey);
    return node.kind === 'account' ? undefined : this.root(node.accountId);
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const item = this.item(node);
    if (node.kind === 'account') this.accountDescriptions.set(node.accountId, item.description);
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (node.kind !== 'client') return item;
    const { clientTooltip } = await this.lazyParts();
    const several = this.accounts.all().length > 1;
    item.tooltip = clientTooltip(node.client, this.accounts.session(node.accountId), several);
    return item;
  }

  /** Asks the server again, for one account or all. Loaded rows stay on screen until the answer arrives. */
  refresh(accountId?: string): void {
    this.lists.reset(accountId);
    this.sections.forgetAccount(accountId);
    this.rerender(accountId);
  }

  /** Asks for the next page, or again for the one that failed. */
  async loadMore(accountId: string): Promise<void> {
    await this.lists.get(accountId)?.more();
    this.rerender(accountId);
  }

  /** Asks again for a section that could not be loaded. */
  retrySection(key: string): void {
    const node = this.nodes.find(key);
    this.sections.forget(key);
    if (node !== undefined) this.changed.fire(node);
  }

  /**
   * Clients were created elsewhere. Only the numbers change, so that rows do not move under the user's pointer; under a
   * filter not even those, as nobody knows whether it lists them.
   */
  countNew(accountId: string, count: number): void {
    if (this.source.filterText(accountId) !== '') return;
    this.lists.get(accountId)?.countNew(count);
    this.rerender(accountId);
  }

  /** Renders the loaded rows again, of one account or of all, without a request. */
  rerender(accountId?: string): void {
    for (const { id } of this.accounts.all())
      if (accountId === undefined || accountId === id) this.renderedNodes.reset(id);
    this.changed.fire(accountId === undefined ? undefined : this.root(accountId));
  }

  /** The list of an account, to read only; undefined until it is first shown. */
  list(accountId: string): Pick<ClientList, 'loaded' | 'error' | 'has'> | undefined {
    return this.lists.get(accountId);
  }

  /** How many clients the account's list has on the server; undefined before the first page. */
  total(accountId: string): number | undefined {
    const list = this.lists.get(accountId);
    return list?.loaded ? list.total : undefined;
  }

  /** The account's row; undefined where its clients are at the top level. */
  root(accountId: string): Node | undefined {
    return this.accounts.all().length > 1 ? this.nodes.find(accountId) : undefined;
  }

  /** The node that shows a client: in the list, or pinned under “Open”. */
  nodeOf({ accountId, clientId }: ClientAddress): Node | undefined {
    const key = this.list(accountId)?.has(clientId) === true ? clientNodeKey : openNodeKey;
    return this.nodes.find(key(accountId, clientId));
  }

  /** Whether VS Code has this node, so that it can be revealed. */
  isRendered(node: Node): boolean {
    return this.renderedNodes.has(node);
  }

  /** Applies a change that a read or a write of any feature made known. */
  follow(session: Session, change: { ids: readonly Id[]; kind: string }): void {
    const accountId = session.account.id;
    const list = this.lists.get(accountId);
    let rerender = change.kind === 'gone' && this.source.open().some((open) => open.accountId === accountId);
    for (const id of change.ids) {
      const client = session.clients.get(id);
      this.sections.forgetClient(accountId, id);
      if (client === undefined || change.kind === 'gone') {
        rerender = list?.remove(id) === true || rerender;
        continue;
      }
      rerender = list?.update(client) === true || rerender;
      for (const key of [clientNodeKey(accountId, id), openNodeKey(accountId, id)]) {
        const node = this.nodes.find(key);
        if (node?.kind !== 'client') continue;
        node.client = client;
        this.changed.fire(node);
      }
    }
    if (rerender) this.rerender(accountId);
  }

  /** `100 of 250 clients`, for the line above the tree; empty before the first page. */
  count(): string {
    return this.lists.count();
  }

  dispose(): void {
    this.changed.dispose();
    this.rendered.dispose();
  }

  private item(node: Node): vscode.TreeItem {
    return treeItem(node, this.context);
  }

  private async accountChildren(accountId: string): Promise<Node[]> {
    const list = this.lists.open(accountId);
    if (list === undefined) return [];
    const generation = this.renderedNodes.generation(accountId);
    await list.first();
    const nodes = this.accountNodes.of(accountId, list);
    this.renderedNodes.set(accountId, nodes, generation);
    this.rendered.fire(accountId);
    this.updateAccountRow(accountId);
    return nodes;
  }

  private async sectionChildren(node: SectionNode): Promise<Node[]> {
    const before = this.item(node).description;
    const children = await this.sections.children(node);
    if (before !== this.item(node).description) setImmediate(() => this.changed.fire(node));
    return children;
  }

  /** An account's row is rendered before its number of clients is known. */
  private updateAccountRow(accountId: string): void {
    const row = this.root(accountId);
    if (row !== undefined && this.accountDescriptions.get(accountId) !== this.item(row).description)
      setImmediate(() => this.rerender(accountId));
  }
}
