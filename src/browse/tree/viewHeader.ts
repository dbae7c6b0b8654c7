import * as vscode from 'vscode';
import { setContextKey } from '../../platform/contextKeys';
import { plainText } from '../../platform/plainText';
import { sentence } from '../../platform/sentences';
import type { Account } from '../../session/account';
import type { ClientTree, TreeAccounts } from './clientTree';
import type { FilterStore } from '../filter/filterState';
import { isEmptyFilter } from '../filter/filterState';

/**
 * The line above the tree: the filter in words, how many clients there are, and what went wrong. It is the view's
 * message and not its description, which VS Code hides as long as the view is alone in its container. With several
 * accounts each says it in its own row.
 */
export class ViewHeader {
  constructor(
    private readonly accounts: TreeAccounts,
    private readonly filters: FilterStore,
    private readonly tree: ClientTree,
    private readonly view: { message?: string },
    private readonly filterWords: (accountId: string) => string,
  ) {}

  /** Shows what is true now, also to the menus. */
  show(): void {
    const known = this.accounts.all();
    const [only] = known;
    const words =
      only !== undefined && known.length === 1
        ? [this.filterWords(only.id), this.tree.count(), this.problem(only)]
        : known.map((account) => {
            const problem = this.problem(account);
            return problem === '' ? '' : vscode.l10n.t('{0}: {1}', account.label, problem);
          });
    const message = plainText(words.filter((part) => part !== '').join(' · ')) || undefined;
    if (message !== this.view.message) this.view.message = message;
    const filtered = known.some(({ id }) => !isEmptyFilter(this.filters.filter(id)));
    const saved = known.some(({ id }) => this.filters.saved(id).length > 0);
    setContextKey('filtered', filtered);
    setContextKey('savedQueries', saved);
  }

  private problem({ id }: Account): string {
    const error = this.tree.failure(id);
    return error === undefined ? '' : sentence(error);
  }
}
