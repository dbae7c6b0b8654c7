import type * as vscode from 'vscode';
import type { Account } from '../session/account';
import type { Session } from '../session/session';

/** The accounts as browsing reads them. */
export interface AccountSource {
  all(): readonly Account[];
  find(id: string): Account | undefined;
  /** The session of an account as it is now; undefined where it is not signed in. */
  session(id: string): Session | undefined;
}

/** The accounts and their events, as the composition root passes them. */
export interface BrowseAccounts extends AccountSource {
  /** Accounts were added, removed or changed, or a session was replaced. */
  onDidChange: vscode.Event<void>;
  /** A session was made: the moment to listen to its changes. */
  onDidOpenSession: vscode.Event<Session>;
}
