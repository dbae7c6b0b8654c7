import * as vscode from 'vscode';
import { localCount } from '../../platform/localText';
import type { ClientQuery } from '../../api/query/clientQuery';
import type { Session } from '../../session/session';
import { ClientList } from './clientList';

/** What a list of clients needs to know when it is begun. */
export interface ListWishes {
  session(accountId: string): Session | undefined;
  query(accountId: string): ClientQuery;
  pageSize(): number;
}

/** The loaded list of each account. */
export class AccountLists {
  private readonly lists = new Map<string, ClientList>();

  constructor(private readonly wishes: ListWishes) {}

  /** The list of an account, begun anew with a new session. Undefined for an account that is not signed in. */
  open(accountId: string): ClientList | undefined {
    const session = this.wishes.session(accountId);
    if (session === undefined) return undefined;
    let list = this.lists.get(accountId);
    if (list?.session !== session) {
      list = new ClientList(
        session,
        () => this.wishes.query(accountId),
        () => this.wishes.pageSize(),
      );
      this.lists.set(accountId, list);
    }
    return list;
  }

  /** The list of an account as far as somebody looked at it. */
  get(accountId: string): ClientList | undefined {
    return this.lists.get(accountId);
  }

  /** Forgets what is loaded, of one account or of all; accounts that are signed out go. */
  reset(accountId?: string): void {
    for (const [id, list] of this.lists) {
      if (accountId === undefined || accountId === id) list.reset();
      if (this.wishes.session(id) === undefined) this.lists.delete(id);
    }
  }

  /** `100 of 250 clients`, for the line above the tree; empty before the first page. */
  count(): string {
    const loaded = [...this.lists.values()].filter((list) => list.loaded);
    if (loaded.length === 0) return '';
    const shown = loaded.reduce((sum, { size }) => sum + size, 0);
    const total = loaded.reduce((sum, list) => sum + list.total, 0);
    if (shown !== total) return vscode.l10n.t('{0} of {1} clients', localCount(shown), localCount(total));
    return total === 1 ? vscode.l10n.t('1 client') : vscode.l10n.t('{0} clients', localCount(total));
  }
}
