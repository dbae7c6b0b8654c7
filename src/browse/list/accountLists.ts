import * as vscode from 'vscode';
import { localCount } from '../../platform/localText';
import type { ClientQuery } from '../../api/query/clientQuery';
import type { Session } from '../../session/session';
import { ClientList } from './clientList';

/** What lists are made from. */
export interface ListSource {
  session(accountId: string): Session | undefined;
  query(accountId: string): ClientQuery;
  pageSize(): number;
}

/** The loaded list of each account. */
export class AccountLists {
  private readonly lists = new Map<string, ClientList>();

  constructor(private readonly source: ListSource) {}

  /** The list of an account; a new one for a new session. Undefined for an account that is not signed in. */
  open(accountId: string): ClientList | undefined {
    const session = this.source.session(accountId);
    if (session === undefined) return undefined;
    let list = this.lists.get(accountId);
    if (list?.session !== session) {
      list = new ClientList(
        session,
        () => this.source.query(accountId),
        () => this.source.pageSize(),
      );
      this.lists.set(accountId, list);
    }
    return list;
  }

  /** The list of an account; undefined until it was opened. */
  get(accountId: string): ClientList | undefined {
    return this.lists.get(accountId);
  }

  /** Forgets loaded clients, of one account or of all, and the lists of sessions that have ended. */
  reset(accountId?: string): void {
    for (const [id, list] of this.lists) {
      if (accountId === undefined || accountId === id) list.reset();
      if (this.source.session(id) !== list.session) this.lists.delete(id);
    }
  }

  /** `100 of 250 clients`, for the line above the tree; empty before the first page. */
  count(): string {
    const loaded = [...this.lists.values()].filter((list) => list.loaded);
    if (loaded.length === 0) return '';
    const size = loaded.reduce((sum, { size }) => sum + size, 0);
    const total = loaded.reduce((sum, list) => sum + list.total, 0);
    if (size !== total) return vscode.l10n.t('{0} of {1} clients', localCount(size), localCount(total));
    return total === 1 ? vscode.l10n.t('1 client') : vscode.l10n.t('{0} clients', localCount(total));
  }
}
