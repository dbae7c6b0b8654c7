import * as vscode from 'vscode';
import type { Password } from '../api/api';
import { ApiError, isApiError } from '../api/errors';
import { UserError } from '../platform/sentences';
import type { Account } from '../session/account';

/** Calls of routes that want the login password; the accounts feature asks, remembers and forgets it. */
export interface Passwords {
  /** Undefined when the user gave up; nothing was done then. */
  with<T>(account: Account, work: (password: Password) => Promise<T>): Promise<{ value: T } | undefined>;
}

/**
 * Runs final work with the login password: a remembered one silently, else what the user types, else after the explicit
 * choice “I sign in without one”. The server may remember a password too, or want none; that is no reason not to ask. A
 * wrong one is asked for again once.
 */
export function withPassword<T>(
  passwords: Passwords,
  account: Account,
  work: (password: Password) => Promise<T>,
): Promise<{ value: T } | undefined> {
  let calls = 0;
  let wrongTyped = 0;
  return passwords.with(account, async (password) => {
    const first = ++calls === 1;
    if (first && password === undefined)
      throw new ApiError(
        'passwordNeeded',
        vscode.l10n.t('This needs the password you log in to Invoice Ninja with.'),
      );
    try {
      return await work(password);
    } catch (error) {
      if (isApiError(error, 'passwordWrong') && !first && ++wrongTyped === 2)
        throw new UserError(
          vscode.l10n.t('The password was wrong again. Nothing was done; look it up, then try anew.'),
        );
      throw error;
    }
  });
}
