import * as vscode from 'vscode';
import { inBackground } from '../../platform/messages';
import { localCount } from '../../platform/localText';
import { plainText } from '../../platform/plainText';
import { isCanceled } from '../../platform/sentences';
import { filterSentence } from './filterSentence';
import { listQuery, type FilterStore, type SavedQuery } from './filterState';
import type { AccountSource } from '../browseAccounts';

/** A row of the view: a saved query and its account. */
export interface QueryNode {
  readonly accountId: string;
  readonly query: SavedQuery;
}

/** The view of saved queries, each with its number of clients, which is asked for when the row is first shown. */
export class SavedQueries implements vscode.TreeDataProvider<QueryNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<QueryNode | undefined>();
  private readonly counts = new Map<string, number | 'pending' | 'failed'>();
  private readonly nodes = new Map<string, QueryNode>();

  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly accounts: AccountSource,
    private readonly filters: FilterStore,
  ) {}

  getChildren(node?: QueryNode): QueryNode[] {
    if (node !== undefined) return [];
    return this.accounts
      .all()
      .flatMap(({ id }) => this.filters.saved(id).map((query) => this.node(id, query)));
  }

  getTreeItem(node: QueryNode): vscode.TreeItem {
    const { accountId, query } = node;
    const key = keyOf(node);
    const item = new vscode.TreeItem(plainText(query.name, 120));
    const count = this.counts.get(key);
    if (count === undefined) inBackground(this.count(node));
    const account = this.accounts.all().length > 1 ? this.accounts.find(accountId)?.label : undefined;
    const number = typeof count === 'number' ? localCount(count) : count === 'failed' ? '?' : '…';
    item.description = [number, plainText(account ?? '', 80)].filter(Boolean).join(' · ');
    item.tooltip = plainText(filterSentence(query) || vscode.l10n.t('All clients'));
    item.id = key;
    item.iconPath = new vscode.ThemeIcon('filter');
    item.contextValue = 'query';
    item.command = {
      command: 'ninjaClients.showQuery',
      title: vscode.l10n.t('Show Clients'),
      arguments: [node],
    };
    item.accessibilityInformation = {
      label: vscode.l10n.t('Saved query {0}, {1} clients', plainText(query.name, 120), number),
    };
    return item;
  }

  /** Asks for every number again. */
  refresh(): void {
    this.counts.clear();
    this.changed.fire(undefined);
  }

  dispose(): void {
    this.changed.dispose();
  }

  private node(accountId: string, query: SavedQuery): QueryNode {
    const node = { accountId, query };
    const key = keyOf(node);
    const known = this.nodes.get(key);
    if (known !== undefined && JSON.stringify(known.query) === JSON.stringify(query)) return known;
    this.counts.delete(key);
    this.nodes.set(key, node);
    return node;
  }

  private async count(node: QueryNode): Promise<void> {
    const key = keyOf(node);
    const session = this.accounts.session(node.accountId);
    if (session === undefined) return;
    this.counts.set(key, 'pending');
    try {
      const query = { ...listQuery(node.query), perPage: 1, page: 1 };
      const page = await session.list(query, { priority: 'background' });
      this.counts.set(key, page.pagination.total);
    } catch (error) {
      if (!isCanceled(error)) this.counts.set(key, 'failed');
    }
    this.changed.fire(node);
  }
}

function keyOf({ accountId, query }: QueryNode): string {
  return `${accountId}/${query.name}`;
}
