import type { Password } from '../api/api';
import type { Account } from '../session/account';

/**
 * Calls of routes that want the login password. The accounts feature asks for it, at most twice, before anything is sent;
 * it remembers and forgets it.
 */
export interface Passwords {
  /** Undefined when the user gave up; nothing was done then. */
  with<T>(account: Account, work: (password: Password) => Promise<T>): Promise<{ value: T } | undefined>;
}
