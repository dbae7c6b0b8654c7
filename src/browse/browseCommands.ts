import * as vscode from 'vscode';
import { UserError } from '../platform/sentences';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import type { ClientTree } from './tree/clientTree';
import type { FilterStore } from './filter/filterState';
import { noFilter, type Filter } from './filter/filterState';
import type { BrowseCommand } from './browseCommandNames';
import { filterDialog } from './filter/filterDialog';
import { goToClient, type ClientOpener } from './search/goToClient';
import type { Node } from './tree/nodes';
import { quickAsk } from './quickAsk';
import type { Recents } from './search/recents';
import type { QueryNode, SavedQueries } from './filter/savedQueries';
import type { BrowseAccounts } from './registerBrowse';

export interface BrowseParts {
  accounts: BrowseAccounts;
  currentAccount: () => Account | undefined;
  opener: ClientOpener;
  tree: ClientTree;
  filters: FilterStore;
  recents: Recents;
  queries: SavedQueries;
  viewId: string;
  view: Pick<vscode.TreeView<Node>, 'reveal'>;
}

/** `argument` comes from the tree, a key binding or anybody's `executeCommand`: hostile until checked. */
export type BrowseCommands = Record<BrowseCommand, (argument: unknown) => unknown>;

/** Search, filter and saved queries. */
export function browseCommands(parts: BrowseParts): BrowseCommands {
  const { accounts, currentAccount, opener, tree, filters, recents, queries, viewId, view } = parts;

  const accountOf = (node: unknown): { account: Account; session: Session } => {
    const id = field(node, 'accountId');
    const account = (typeof id === 'string' ? accounts.find(id) : undefined) ?? currentAccount();
    const session = account && accounts.session(account.id);
    if (account === undefined || session === undefined)
      throw new UserError(vscode.l10n.t('You are not signed in. Sign in first, then try again.'));
    return { account, session };
  };

  const search = async (node: unknown): Promise<void> => {
    const { account, session } = accountOf(node);
    const others = accounts.all().filter(({ id }) => id !== account.id);
    const another = async () => {
      const title = vscode.l10n.t('Search in Another Account');
      const chosen = await quickAsk.one({
        title,
        items: others.map(({ label, id }) => ({ label, value: id })),
      });
      if (typeof chosen === 'string') await search({ accountId: chosen });
    };
    await goToClient(
      account,
      session,
      recents.of(account.id),
      opener,
      others.length > 0 ? another : undefined,
    );
  };

  /** Lists an account's clients by a filter, also where its row was collapsed. */
  const show = async (accountId: string, wanted: Filter): Promise<void> => {
    await filters.setFilter(accountId, wanted);
    const row = tree.root(accountId);
    // The filter holds all the same where the view is not there to be shown.
    if (row !== undefined)
      await view.reveal(row, { expand: true, select: false }).then(undefined, () => undefined);
  };

  const filter = async (node: unknown): Promise<void> => {
    const { account, session } = accountOf(node);
    const answer = await filterDialog(quickAsk, account, session, filters.filter(account.id));
    if (answer === undefined) return;
    if (answer.name !== undefined) await filters.save(account.id, { name: answer.name, ...answer.filter });
    await show(account.id, answer.filter);
  };

  const clear = async (node: unknown): Promise<void> => {
    const id = field(node, 'accountId');
    const ids = typeof id === 'string' ? [id] : accounts.all().map((account) => account.id);
    for (const each of ids) await filters.setFilter(each, noFilter);
  };

  const again = (node: unknown) => {
    const section = field(node, 'sectionKey');
    if (typeof section === 'string') return tree.retrySection(section);
    const id = field(node, 'accountId') ?? accounts.all()[0]?.id;
    if (typeof id !== 'string') return undefined;
    return vscode.window.withProgress({ location: { viewId } }, () => tree.loadMore(id));
  };

  const query = (node: unknown): QueryNode => {
    const [accountId, name] = [field(node, 'accountId'), field(field(node, 'query'), 'name')];
    const found = queries
      .getChildren()
      .find((each) => each.accountId === accountId && each.query.name === name);
    if (found === undefined)
      throw new UserError(vscode.l10n.t('Choose a saved query in the view “Saved Queries”.'));
    return found;
  };

  return {
    refresh: () => {
      tree.refresh();
      queries.refresh();
    },
    retry: again,
    loadMore: again,
    goToClient: search,
    filter,
    clearFilter: clear,
    showQuery: (node) => {
      const { accountId, query: saved } = query(node);
      return show(accountId, { query: saved.query, names: saved.names });
    },
    deleteQuery: (node) => {
      const { accountId, query: saved } = query(node);
      return filters.forget(accountId, saved.name);
    },
    refreshQueries: () => queries.refresh(),
  };
}

/** Command arguments come from anywhere. */
function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
