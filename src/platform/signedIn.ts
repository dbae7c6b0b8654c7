import * as vscode from 'vscode';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import { readAccountId } from './commands/commandArguments';
import { UserError } from './sentences';

/** What `requireSession` needs of the accounts. */
export interface SessionSource {
  /** The session of an account; undefined where it is not signed in. */
  session(accountId: string): Session | undefined;
}

/**
 * The session of an account as it is now: signing in again replaces it, so ask for it right before using it. Throws a
 * `UserError` where the account is not signed in; `message` replaces its sentence.
 */
export function requireSession(accounts: SessionSource, accountId: string, message = signedOut): Session {
  const session = accounts.session(accountId);
  if (session === undefined) throw new UserError(message());
  return session;
}

/** The account itself. Throws a `UserError` where there is none: nobody is signed in anywhere. */
export function requireAccount(account: Account | undefined): Account {
  if (account === undefined) throw new UserError(vscode.l10n.t('Sign in to an account first.'));
  return account;
}

/**
 * The one account that a command is about: that of the row or document it was called with, else the current one, which the
 * status bar shows. Throws a `UserError` where the argument names no account that is signed in here: another account must
 * not take its place.
 */
export function accountOfCommand(
  argument: unknown,
  accounts: { find(id: string): Account | undefined },
  current: () => Account | undefined,
): Account {
  if (argument === undefined || argument === null) return requireAccount(current());
  const account = accounts.find(readAccountId(argument) ?? '');
  if (account === undefined)
    throw new UserError(
      vscode.l10n.t(
        'This account is not signed in here. Nothing was done; choose another one, then try again.',
      ),
    );
  return account;
}

function signedOut(): string {
  return vscode.l10n.t(
    'The account of this client is not signed in. Nothing was done; sign in, then try again.',
  );
}
