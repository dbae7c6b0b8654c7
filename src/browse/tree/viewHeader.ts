import * as vscode from 'vscode';
import { setContextKey } from '../../platform/commands/contextKeys';
import { plainText } from '../../platform/plainText';
import { sentence } from '../../platform/sentences';
import type { Account } from '../../session/account';
import type { ClientTree } from './clientTree';
import type { AccountSource } from '../browseAccounts';
import type { FilterStore } from '../filter/filterState';
import { isEmptyFilter } from '../filter/filterState';

/**
 * The line above the tree: the filter, how many clients there are, and what went wrong. It is the view's message and not
 * its description, which VS Code hides while the view is alone in its container. With several accounts each row shows its
 * own filter and number.
 */
export class ViewHeader {
  constructor(
    private readonly accounts: AccountSource,
    private readonly filters: FilterStore,
    private readonly tree: ClientTree,
    private readonly view: { message?: string },
    private readonly filterText: (accountId: string) => string,
  ) {}

  /** Updates the line and the context keys of the menus. */
  update(): void {
    const known = this.accounts.all();
    const [only] = known;
    const parts =
      only !== undefined && known.length === 1
        ? [this.filterText(only.id), this.tree.count(), this.problem(only)]
        : known.map((account) => {
            const problem = this.problem(account);
            return problem === '' ? '' : vscode.l10n.t('{0}: {1}', account.label, problem);
          });
    const message = plainText(parts.filter((part) => part !== '').join(' · ')) || undefined;
    if (message !== this.view.message) this.view.message = message;
    const filtered = known.some(({ id }) => !isEmptyFilter(this.filters.filter(id)));
    const saved = known.some(({ id }) => this.filters.saved(id).length > 0);
    setContextKey('filtered', filtered);
    setContextKey('savedQueries', saved);
  }

  private problem({ id }: Account): string {
    const error = this.tree.list(id)?.error;
    return error === undefined ? '' : sentence(error);
  }
}
