import * as vscode from 'vscode';
import type { ClientQuery } from '../api/clientQuery';
import type { Id } from '../api/types';
import type { ClientAddress } from '../platform/clientUri';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import type { Browsing } from './entry';
import { ClientList } from './clientList';
import {
  clientNodeKey,
  NodeCache,
  openGroupKey,
  openNodeKey,
  type ClientNode,
  type ContactNode,
  type DetailNode,
  type Node,
  type Section,
  type SectionNode,
} from './nodes';
import { treeItem } from './treeItems';

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

const sections: readonly Section[] = ['documents', 'tokens', 'locations', 'activity'];

/** Clients and contacts, page by page. With one account the clients stand at the top, with several below their account. */
export class ClientTree implements vscode.TreeDataProvider<Node>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<Node | undefined>();
  private readonly pages = new Map<string, ClientList>();
  private readonly nodes = new NodeCache();
  /** Loaded sections by key. */
  private readonly details = new Map<string, Promise<Node[]>>();
  private readonly drawn = new vscode.EventEmitter<string>();

  readonly onDidChangeTreeData = this.changed.event;
  /** An account's clients were handed to VS Code; tells the account's id. */
  readonly onDidDraw = this.drawn.event;

  constructor(
    private readonly accounts: TreeAccounts,
    private readonly view: TreeView,
    /** What is loaded on first use. */
    private readonly browsing: () => Promise<Pick<Browsing, 'clientTooltip' | 'loadDetails'>>,
  ) {}

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
        return this.openNodes(node.accountId);
      case 'client':
        return this.clientChildren(node);
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
    return node.kind !== 'account' && this.accounts.all().length > 1
      ? this.nodes.find(node.accountId)
      : undefined;
  }

  getTreeItem(node: Node): vscode.TreeItem {
    const list = this.pages.get(node.accountId);
    return treeItem(node, {
      account: this.accounts.find(node.accountId),
      session: this.accounts.session(node.accountId),
      loaded: list?.clients.length ?? 0,
      total: list?.total ?? 0,
      sentence: this.view.sentence(node.accountId),
      counted: list?.loaded ?? false,
    });
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
    for (const [id, list] of this.pages) if (accountId === undefined || accountId === id) list.reset();
    for (const id of this.pages.keys()) if (this.accounts.find(id) === undefined) this.pages.delete(id);
    for (const key of this.details.keys())
      if (accountId === undefined || key.startsWith(`${accountId}/`)) this.details.delete(key);
    this.changed.fire(accountId === undefined ? undefined : this.root(accountId));
  }

  /** Asks for the next page, or again for the one that failed. */
  async loadMore(accountId: string): Promise<void> {
    await this.pages.get(accountId)?.more();
    this.redraw(accountId);
  }

  /** Asks again for a section that could not be loaded. */
  retrySection(key: string): void {
    const node = this.nodes.find(key);
    this.details.delete(key);
    if (node !== undefined) this.changed.fire(node);
  }

  /** Clients were created elsewhere: only the numbers change, so that nothing jumps under the user's hand. */
  grew(accountId: string, by: number): void {
    if (this.view.sentence(accountId) !== '') return;
    this.pages.get(accountId)?.grew(by);
    this.redraw(accountId);
  }

  /** Draws again what is loaded, without a request. */
  redraw(accountId: string): void {
    this.changed.fire(this.root(accountId));
  }

  /** Whether a client is among the loaded ones of its account's list. */
  lists(accountId: string, clientId: Id): boolean {
    return this.pages.get(accountId)?.has(clientId) === true;
  }

  /** The node that shows a client: in the list, or pinned under “Open”. */
  nodeOf({ accountId, clientId }: ClientAddress): Node | undefined {
    if (this.pages.get(accountId)?.has(clientId)) return this.nodes.find(clientNodeKey(accountId, clientId));
    return this.nodes.find(openNodeKey(accountId, clientId));
  }

  /** Follows reads and writes of other features. */
  follow(session: Session, change: { ids: readonly Id[]; kind: string }): void {
    const accountId = session.account.id;
    const list = this.pages.get(accountId);
    let redraw = change.kind === 'gone' && this.view.open().some((open) => open.accountId === accountId);
    for (const id of change.ids) {
      const client = session.seen(id);
      this.forgetDetails(accountId, id);
      if (client === undefined || change.kind === 'gone') {
        redraw = list?.remove(id) === true || redraw;
        continue;
      }
      list?.update(client);
      for (const key of [clientNodeKey(accountId, id), openNodeKey(accountId, id)]) {
        const node = this.nodes.find(key);
        if (node?.kind !== 'client') continue;
        node.client = client;
        this.changed.fire(node);
      }
    }
    if (redraw) this.redraw(accountId);
  }

  /** `100 of 250`, for the view's header; empty before the first page. */
  count(): string {
    const lists = [...this.pages.values()].filter((list) => list.loaded);
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

  private async accountChildren(accountId: string): Promise<Node[]> {
    const list = this.list(accountId);
    if (list === undefined) return [];
    await list.first();
    if (list.error === undefined) this.drawn.fire(accountId);
    const clients: Node[] = list.clients.map((client) =>
      this.nodes.get<ClientNode>({
        kind: 'client',
        key: clientNodeKey(accountId, client.id),
        accountId,
        clientId: client.id,
        client,
      }),
    );
    const open = this.openNodes(accountId);
    if (open.length > 0)
      clients.unshift(this.nodes.get({ kind: 'openGroup', key: openGroupKey(accountId), accountId }));
    const last = this.lastNode(accountId, list);
    return last === undefined ? clients : [...clients, last];
  }

  private lastNode(accountId: string, list: ClientList): Node | undefined {
    if (list.error !== undefined)
      return this.nodes.get({
        kind: 'failure',
        key: `${accountId}/:failure`,
        accountId,
        error: list.error,
      });
    if (list.hasMore) return this.nodes.get({ kind: 'more', key: `${accountId}/:more`, accountId });
    if (list.clients.length > 0) return undefined;
    const what = this.view.sentence(accountId) === '' ? 'clients' : 'matches';
    return this.nodes.get({ kind: 'empty', key: `${accountId}/:empty`, accountId, what });
  }

  private openNodes(accountId: string): Node[] {
    const list = this.pages.get(accountId);
    const session = this.accounts.session(accountId);
    return this.view
      .open()
      .filter((open) => open.accountId === accountId && list?.has(open.clientId) !== true)
      .flatMap(({ clientId }) => {
        const client = session?.seen(clientId);
        if (client === undefined) return [];
        const key = openNodeKey(accountId, clientId);
        const parentKey = openGroupKey(accountId);
        return [this.nodes.get<ClientNode>({ kind: 'client', key, parentKey, accountId, clientId, client })];
      });
  }

  private clientChildren({ key, accountId, clientId, client }: ClientNode): Node[] {
    const contacts = [...client.contacts].sort((a, b) => Number(b.is_primary) - Number(a.is_primary));
    const common = { parentKey: key, accountId, clientId, client };
    return [
      ...contacts.map((contact) =>
        this.nodes.get<ContactNode>({
          kind: 'contact',
          key: `${key}/${contact.id}`,
          contactId: contact.id,
          contact,
          ...common,
        }),
      ),
      ...sections.map((section) =>
        this.nodes.get<SectionNode>({ kind: 'section', key: `${key}/:${section}`, section, ...common }),
      ),
    ];
  }

  private sectionChildren(node: SectionNode): Promise<Node[]> {
    let loaded = this.details.get(node.key);
    if (loaded === undefined) {
      loaded = this.loadSection(node);
      this.details.set(node.key, loaded);
    }
    return loaded;
  }

  private async loadSection(node: SectionNode): Promise<Node[]> {
    const { key, accountId, clientId, section, client } = node;
    const common = { parentKey: key, accountId };
    const session = this.accounts.session(accountId);
    if (session === undefined) return [];
    try {
      const { loadDetails } = await this.browsing();
      const details = await loadDetails(session, client, section);
      if (details.length === 0)
        return [this.nodes.get({ kind: 'empty', key: `${key}/:empty`, what: section, ...common })];
      const unique = new Map(details.map((detail) => [detail.id, detail]));
      return [...unique.values()].map(({ id, ...detail }) =>
        this.nodes.get<DetailNode>({
          kind: 'detail',
          key: `${key}/${id}`,
          clientId,
          section,
          detailId: id,
          documentId: section === 'documents' ? id : undefined,
          ...detail,
          ...common,
        }),
      );
    } catch (error) {
      return [this.nodes.get({ kind: 'failure', key: `${key}/:failure`, sectionKey: key, error, ...common })];
    }
  }

  private forgetDetails(accountId: string, clientId: Id): void {
    for (const client of [clientNodeKey(accountId, clientId), openNodeKey(accountId, clientId)])
      for (const section of sections) this.details.delete(`${client}/:${section}`);
  }

  private root(accountId: string): Node | undefined {
    return this.accounts.all().length > 1 ? this.nodes.find(accountId) : undefined;
  }

  private list(accountId: string): ClientList | undefined {
    const session = this.accounts.session(accountId);
    if (session === undefined) return undefined;
    let list = this.pages.get(accountId);
    if (list?.session !== session) {
      list = new ClientList(
        session,
        () => this.view.query(accountId),
        () => this.view.pageSize(),
      );
      this.pages.set(accountId, list);
    }
    return list;
  }
}
