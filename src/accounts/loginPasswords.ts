import type { Password } from '../api/api';
import { isApiError } from '../api/errors';
import type { Account } from '../session/account';
import type { AccountStore } from './accountStore';

/** What the user answered when asked for the login password. */
export type PasswordAnswer = { password: string; remember: boolean } | 'withoutOne';

/** `problem` says why it is asked (again); undefined as an answer when the user gave up. */
export type AskPassword = (
  account: Account,
  problem: string | undefined,
) => Promise<PasswordAnswer | undefined>;

/**
 * The login password that purge, merge and the deletion of documents need. It is asked for when the server wants one,
 * lives no longer than the call unless the user ticked “remember”, and is forgotten when the server refuses it.
 */
export class LoginPasswords {
  constructor(
    private readonly store: AccountStore,
    private readonly ask: AskPassword,
  ) {}

  /**
   * Calls `work` with the password of the account's user as far as one is needed: first with the remembered one, or
   * with none, since the server may remember it or the user may sign in without one; then with what the user answers.
   * Undefined when the user gave up; nothing was done then.
   */
  async with<T>(
    account: Account,
    work: (password: Password) => Promise<T>,
  ): Promise<{ value: T } | undefined> {
    let password: Password = await this.store.password(account.id);
    let remember = false;
    let withoutOne = false;
    for (;;) {
      let problem: string;
      try {
        const value = await work(password);
        if (remember && password !== undefined) await this.store.setPassword(account.id, password);
        return { value };
      } catch (error) {
        if (!isApiError(error, 'passwordNeeded') && !isApiError(error, 'passwordWrong')) throw error;
        if (withoutOne) throw error;
        if (password !== undefined) await this.store.forgetPassword(account.id);
        problem = error.message;
      }
      const answer = await this.ask(account, problem);
      if (answer === undefined) return undefined;
      withoutOne = answer === 'withoutOne';
      password = answer === 'withoutOne' ? undefined : answer.password;
      remember = answer !== 'withoutOne' && answer.remember;
    }
  }
}
