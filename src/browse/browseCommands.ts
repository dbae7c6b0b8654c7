import * as vscode from 'vscode';
import { pickAccount } from '../platform/pickers/accountPicker';
import { readAccountId, readField } from '../platform/commands/commandArguments';
import { UserError } from '../platform/sentences';
import { accountOfCommand, requireSession } from '../platform/signedIn';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import type { ClientTree } from './tree/clientTree';
import type { FilterStore } from './filter/filterState';
import { noFilter, type Filter } from './filter/filterState';
import type { BrowseCommand } from './browseCommandNames';
import { filterDialog } from './filter/filterDialog';
import type { ClientOpener } from './clientOpener';
import { goToClient } from './search/goToClient';
import type { Node } from './tree/nodes';
import { quickAsk } from './filter/quickAsk';
import type { Recents } from './search/recents';
import type { QueryNode, SavedQueries } from './filter/savedQueries';
import type { AccountSource } from './browseAccounts';

/** What the commands of browsing work with. */
export interface BrowseCommandContext {
  accounts: AccountSource;
  currentAccount: () => Account | undefined;
  opener: ClientOpener;
  tree: ClientTree;
  filters: FilterStore;
  recents: Recents;
  queries: SavedQueries;
  viewId: string;
  view: Pick<vscode.TreeView<Node>, 'reveal'>;
}

/** Arguments are unchecked: see platform/commands/commandArguments.ts. */
export type BrowseCommands = Record<BrowseCommand, (argument: unknown) => unknown>;

/** Search, filter and saved queries. */
export function browseCommands(context: BrowseCommandContext): BrowseCommands {
  const { accounts, currentAccount, opener, tree, filters, recents, queries, viewId, view } = context;

  const accountOf = (node: unknown): { account: Account; session: Session } => {
    const account = accountOfCommand(node, accounts, currentAccount);
    return { account, session: requireSession(accounts, account.id) };
  };

  const search = async (node: unknown): Promise<void> => {
    const { account, session } = accountOf(node);
    const others = accounts.all().filter(({ id }) => id !== account.id);
    const searchElsewhere = async () => {
      const chosen = await pickAccount(others, { title: vscode.l10n.t('Search in Another Account') });
      if (chosen !== undefined) await search({ accountId: chosen.id });
    };
    await goToClient(
      account,
      session,
      recents.of(account.id),
      opener,
      others.length > 0 ? searchElsewhere : undefined,
    );
  };

  /** Filters an account's list, and expands its row where it was collapsed. */
  const applyFilter = async (accountId: string, wanted: Filter): Promise<void> => {
    await filters.setFilter(accountId, wanted);
    const row = tree.root(accountId);
    // The filter was applied, whether the view can show it now or not.
    if (row !== undefined)
      await view.reveal(row, { expand: true, select: false }).then(undefined, () => undefined);
  };

  const filter = async (node: unknown): Promise<void> => {
    const { account, session } = accountOf(node);
    const answer = await filterDialog(quickAsk, account, session, filters.filter(account.id));
    if (answer === undefined) return;
    if (answer.name !== undefined) await filters.save(account.id, { name: answer.name, ...answer.filter });
    await applyFilter(account.id, answer.filter);
  };

  const clear = async (node: unknown): Promise<void> => {
    const all = node === undefined || node === null;
    const cleared = all ? accounts.all() : [accountOfCommand(node, accounts, currentAccount)];
    for (const { id } of cleared) await filters.setFilter(id, noFilter);
  };

  const retryOrLoadMore = (node: unknown) => {
    const section = readField(node, 'sectionKey');
    if (typeof section === 'string') return tree.retrySection(section);
    const { id } = accountOfCommand(node, accounts, currentAccount);
    return vscode.window.withProgress({ location: { viewId } }, () => tree.loadMore(id));
  };

  const query = (node: unknown): QueryNode => {
    const [accountId, name] = [readAccountId(node), readField(readField(node, 'query'), 'name')];
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
    retry: retryOrLoadMore,
    loadMore: retryOrLoadMore,
    goToClient: search,
    filter,
    clearFilter: clear,
    showQuery: (node) => {
      const { accountId, query: saved } = query(node);
      return applyFilter(accountId, { query: saved.query, names: saved.names });
    },
    deleteQuery: (node) => {
      const { accountId, query: saved } = query(node);
      return filters.forget(accountId, saved.name);
    },
    refreshQueries: () => queries.refresh(),
  };
}
