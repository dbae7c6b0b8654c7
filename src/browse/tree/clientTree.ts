import * as vscode from 'vscode';
import type { ClientQuery } from '../../api/query/clientQuery';
import type { Id } from '../../api/types';
import type { ClientAddress } from '../../platform/clientUri';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import { AccountLists } from '../list/accountLists';
import { AccountNodes } from './accountNodes';
import { DrawnNodes } from './drawnNodes';
import type { Browsing } from '../entry';
import { clientChildren, clientNodeKey, NodeCache, openNodeKey, type Node, type SectionNode } from './nodes';
import { SectionLoads } from './sectionLoads';
import { treeItem, type ItemContext } from './treeItems';

/** What the tree needs to know of the accounts. */
export interface TreeAccounts {
  all(): readonly Account[];
  find(id: string): Account | undefined;
  session(id: string): Session | undefined;
}

/** What the tree shows of an account, apart from its clients. */
export interface TreeView {
  query(accountId: string): ClientQuery;
  /** The filter in words; empty without one. */
  sentence(accountId: string): string;
  pageSize(): number;
  /** Clients in editors. */
  open(): readonly ClientAddress[];
}

/** Clients and contacts, page by page. With one account the clients stand at the top, with several below their account. */
export class ClientTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly nodes = new NodeCache();
  private readonly lists: AccountLists;
  private readonly below: AccountNodes;
  private readonly context: ItemContext;
  private readonly details: SectionLoads;
  private readonly handed = new DrawnNodes();
  /** What each account's row says behind its name. */
  private readonly rows = new Map<string, unknown>();
  private readonly drawn = new vscode.EventEmitter<string>();

  readonly onDidChangeTreeData = this.changed.event;
  /** What an account shows was handed to VS Code, were it but a failure; tells the account's id. */
  readonly onDidDraw = this.drawn.event;

  constructor(
    private readonly accounts: TreeAccounts,
    private readonly view: TreeView,
    /** What is loaded on first use. */
    private readonly browsing: () => Promise<Pick<Browsing, 'clientTooltip' | 'loadDetails'>>,
  ) {
    const session = (accountId: string) => accounts.session(accountId);
    this.lists = new AccountLists({
      session,
      query: (accountId) => view.query(accountId),
      pageSize: () => view.pageSize(),
    });
    this.context = {
      accounts,
      list: (accountId) => this.lists.get(accountId),
      sentence: (accountId) => view.sentence(accountId),
    };
    this.below = new AccountNodes(this.nodes, {
      session,
      open: () => view.open(),
      filtered: (accountId) => view.sentence(accountId) !== '',
    });
    this.details = new SectionLoads(this.nodes, session, browsing);
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
        return this.below.open(node.accountId, this.lists.get(node.accountId));
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
    if (node.kind === 'account') this.rows.set(node.accountId, item.description);
    return item;
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    if (node.kind !== 'client') return item;
    const { clientTooltip } = await this.browsing();
    const several = this.accounts.all().length > 1;
    item.tooltip = clientTooltip(node.client, this.accounts.session(node.accountId), several);
    return item;
  }

  /** Asks the server anew, for one account or all. What is loaded stays on screen until the answer is there. */
  refresh(accountId?: string): void {
    this.lists.reset(accountId);
    this.details.forgetAccount(accountId);
    this.redraw(accountId);
  }

  /** Asks for the next page, or again for the one that failed. */
  async loadMore(accountId: string): Promise<void> {
    await this.lists.get(accountId)?.more();
    this.redraw(accountId);
  }

  /** Asks again for a section that could not be loaded. */
  retrySection(key: string): void {
    const node = this.nodes.find(key);
    this.details.forget(key);
    if (node !== undefined) this.changed.fire(node);
  }

  /** Clients were created elsewhere: only the numbers change, so that nothing jumps under the user's hand. */
  grew(accountId: string, by: number): void {
    if (this.view.sentence(accountId) !== '') return;
    this.lists.get(accountId)?.grew(by);
    this.redraw(accountId);
  }

  /** Draws again what is loaded, of one account or of all, without a request. */
  redraw(accountId?: string): void {
    for (const { id } of this.accounts.all())
      if (accountId === undefined || accountId === id) this.handed.forget(id);
    this.changed.fire(accountId === undefined ? undefined : this.root(accountId));
  }

  /** Whether the first page of an account is there. */
  loaded(accountId: string): boolean {
    return this.lists.get(accountId)?.loaded === true;
  }

  /** Why an account's clients could not be loaded; undefined where they were. */
  failure(accountId: string): unknown {
    return this.lists.get(accountId)?.error;
  }

  /** Whether a client is among the loaded ones of its account's list. */
  listed(accountId: string, clientId: Id): boolean {
    return this.lists.get(accountId)?.has(clientId) === true;
  }

  /** The node that shows a client: in the list, or pinned under “Open”. */
  nodeOf({ accountId, clientId }: ClientAddress): Node | undefined {
    if (this.listed(accountId, clientId)) return this.nodes.find(clientNodeKey(accountId, clientId));
    return this.nodes.find(openNodeKey(accountId, clientId));
  }

  /** Whether VS Code has this node of the list on screen, so that it can be revealed. */
  isDrawn(node: Node): boolean {
    return this.handed.has(node);
  }

  /** Follows reads and writes of other features. */
  follow(session: Session, change: { ids: readonly Id[]; kind: string }): void {
    const accountId = session.account.id;
    const list = this.lists.get(accountId);
    let redraw = change.kind === 'gone' && this.view.open().some((open) => open.accountId === accountId);
    for (const id of change.ids) {
      const client = session.seen(id);
      this.details.forgetClient(accountId, id);
      if (client === undefined || change.kind === 'gone') {
        redraw = list?.remove(id) === true || redraw;
        continue;
      }
      redraw = list?.update(client) === true || redraw;
      for (const key of [clientNodeKey(accountId, id), openNodeKey(accountId, id)]) {
        const node = this.nodes.find(key);
        if (node?.kind !== 'client') continue;
        node.client = client;
        this.changed.fire(node);
      }
    }
    if (redraw) this.redraw(accountId);
  }

  /** `100 of 250 clients`, for the line above the tree; empty before the first page. */
  count(): string {
    return this.lists.count();
  }

  dispose(): void {
    this.changed.dispose();
    this.drawn.dispose();
  }

  /** How many clients the account's list has on the server; undefined before the first page. */
  total(accountId: string): number | undefined {
    const list = this.lists.get(accountId);
    return list?.loaded ? list.total : undefined;
  }

  private item(node: Node): vscode.TreeItem {
    return treeItem(node, this.context);
  }

  private async accountChildren(accountId: string): Promise<Node[]> {
    const list = this.lists.open(accountId);
    if (list === undefined) return [];
    const drawing = this.handed.drawing(accountId);
    await list.first();
    return this.handOver(accountId, this.below.of(accountId, list), drawing);
  }

  private async sectionChildren(node: SectionNode): Promise<Node[]> {
    const said = this.item(node).description;
    const children = await this.details.children(node);
    if (said !== this.item(node).description) setImmediate(() => this.changed.fire(node));
    return children;
  }

  private handOver(accountId: string, nodes: Node[], drawing: number): Node[] {
    this.handed.hand(accountId, nodes, drawing);
    this.drawn.fire(accountId);
    // An account's row was drawn before its number of clients was known.
    const row = this.root(accountId);
    if (row !== undefined && this.rows.get(accountId) !== this.item(row).description)
      setImmediate(() => this.redraw(accountId));
    return nodes;
  }

  /** The account's row; undefined where its clients stand at the top. */
  root(accountId: string): Node | undefined {
    return this.accounts.all().length > 1 ? this.nodes.find(accountId) : undefined;
  }
}
