import path from 'node:path';
import type * as vscode from 'vscode';
import type { Password } from '../api/api';
import type { ClientQuery } from '../api/query/clientQuery';
import type { Log } from '../platform/log';
import type { Account } from '../session/account';
import type { Session } from '../session/session';

/** What the tree lists at the moment, so that an action can work on all of it. */
export interface ListedQuery {
  readonly accountId: string;
  readonly query: ClientQuery;
  /** How many clients matched when the tree last asked; undefined when it has not asked yet. */
  readonly total: number | undefined;
}

/** The accounts as the actions need them. */
export interface ActionAccounts {
  all(): readonly Account[];
  /** Undefined for an account that is unknown or signed out. */
  session(id: string): Session | undefined;
  onDidChange: vscode.Event<void>;
  onDidOpenSession: vscode.Event<Session>;
}

/** Runs requests that need the login password. The accounts feature asks for it, and remembers or forgets it. */
export interface Passwords {
  /**
   * Calls `work` with the password, and once more with another one when the server says that it was wrong.
   * Undefined when the user entered none; nothing was sent then.
   */
  with<T>(account: Account, work: (password: Password) => Promise<T>): Promise<{ value: T } | undefined>;
}

/** What `main.ts` passes to the actions. */
export interface ActionsContext {
  accounts: ActionAccounts;
  passwords: Passwords;
  log: Log;
  /** Folder of this extension. */
  extension: vscode.Uri;
  /** Folder of this extension's global storage. */
  storage: vscode.Uri;
  /** The nodes of the tree that the user selected, for a command from the palette. */
  selected?: () => readonly unknown[];
  /** The tree's current query; undefined while it shows none. */
  listed?: () => ListedQuery | undefined;
}

/** Folder of opened documents, of all windows. */
export function openedFolder({ storage }: Pick<ActionsContext, 'storage'>): string {
  return path.join(storage.fsPath, 'opened');
}
