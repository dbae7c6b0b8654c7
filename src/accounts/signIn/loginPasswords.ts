import * as vscode from 'vscode';
import type { Password } from '../../api/api';
import { isApiError, type ApiError } from '../../api/errors';
import { say } from '../../platform/messages';
import { UserError } from '../../platform/sentences';
import type { Account } from '../../session/account';
import type { AccountStore } from '../store/accountStore';

/** The user's answer when asked for the login password. */
export type PasswordAnswer = { password: string; remember: boolean } | 'withoutOne';

/** Asks for the login password. `problem`: why it is asked again. Undefined when the user canceled. */
export type AskPassword = (
  account: Account,
  problem: string | undefined,
) => Promise<PasswordAnswer | undefined>;

/** So many typed passwords may be wrong: asked again once, never in a loop. */
const maxWrongPasswords = 2;

/**
 * The login password that purge, merge and the deletion of documents need. It is kept for the call
 * only, unless the user chose to remember it, and forgotten when the server rejects it.
 */
export class LoginPasswords {
  constructor(
    private readonly store: AccountStore,
    private readonly ask: AskPassword,
  ) {}

  /**
   * Calls `work` with the password of the account's user: a remembered one, else what the user types, or none after the
   * explicit “I sign in without one”. The user is asked even where the server may not need a password, as the work cannot be
   * undone. A remembered password that is rejected does not count as a wrong one. Undefined when the user canceled; nothing
   * was done then.
   */
  async with<T>(
    account: Account,
    work: (password: Password) => Promise<T>,
  ): Promise<{ value: T } | undefined> {
    const remembered = await this.store.password(account.id);
    let problem: string | undefined;
    if (remembered !== undefined) {
      try {
        return { value: await work(remembered) };
      } catch (error) {
        if (!isPasswordError(error)) throw error;
        problem = (await this.store.forgetPassword(account.id))
          ? vscode.l10n.t('The remembered password is no longer right. It was forgotten; type it anew.')
          : vscode.l10n.t(
              'The remembered password is no longer right, but the secret storage of this machine could not remove it. Type it anew.',
            );
      }
    }
    for (let wrong = 0; ;) {
      const answer = await this.ask(account, problem);
      if (answer === undefined) return undefined;
      const password = answer === 'withoutOne' ? undefined : answer.password;
      try {
        const value = await work(password);
        if (answer !== 'withoutOne' && answer.remember) await this.remember(account, answer.password);
        return { value };
      } catch (error) {
        if (!isPasswordError(error)) throw error;
        if (password === undefined) throw neededAfterAll();
        if (++wrong === maxWrongPasswords) throw wrongAgain();
        problem = error.message;
      }
    }
  }

  private async remember({ id }: Account, password: string): Promise<void> {
    if (await this.store.setPassword(id, password)) return;
    say(
      'warning',
      vscode.l10n.t(
        'VS Code could not store the login password in the secret storage of this machine. It will be asked for again.',
      ),
    );
  }
}

function isPasswordError(error: unknown): error is ApiError {
  return isApiError(error, 'passwordNeeded') || isApiError(error, 'passwordWrong');
}

function neededAfterAll(): UserError {
  return new UserError(
    vscode.l10n.t(
      'The server wants a password all the same. Nothing was done; try anew with the password you log in to Invoice Ninja with.',
    ),
  );
}

function wrongAgain(): UserError {
  return new UserError(
    vscode.l10n.t('The password was wrong again. Nothing was done; look it up, then try anew.'),
  );
}
