import type * as vscode from 'vscode';
import type { ClientQuery } from '../api/query/clientQuery';
import type { Log } from '../platform/log';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import type { Passwords } from './passwords';

/** What the tree lists now, so that an action can take all of it. */
export interface ListedQuery {
  readonly accountId: string;
  readonly query: ClientQuery;
  /** How many clients that were, when the tree asked last; undefined when it has not asked yet. */
  readonly total: number | undefined;
}

export interface ActionAccounts {
  all(): readonly Account[];
  session(id: string): Session | undefined;
  onDidChange: vscode.Event<void>;
  onDidOpenSession: vscode.Event<Session>;
}

/** What the composition root hands to the actions. */
export interface ActionsContext {
  accounts: ActionAccounts;
  /** Asks for the login password where final actions need it. */
  passwords: Passwords;
  log: Log;
  /** Folder of this extension. */
  extension: vscode.Uri;
  /** Folder of this extension's global storage. */
  storage: vscode.Uri;
  /** The tree's selection, for a command from the palette; undefined without a tree. */
  selected?: () => readonly unknown[];
  /** The tree's current query; undefined while none is shown. */
  listed?: () => ListedQuery | undefined;
}
