import type * as vscode from 'vscode';
import type { Account } from '../../session/account';
import { SafeSecrets } from './safeSecrets';
import { isStoredAccount } from './storedAccount';

const listKey = 'accounts';
const tokenKey = (id: string) => `token:${id}`;
const passwordKey = (id: string) => `password:${id}`;
const saltKey = (id: string) => `salt:${id}`;

/** So many signed-out accounts are remembered for windows that have not followed yet. */
const maxRemoved = 50;

/** What the windows share through the secrets: the accounts, and the ids of those that were signed out. */
interface SharedAccounts {
  accounts: readonly Account[];
  removed: readonly string[];
}

/** Ids of accounts that another window changed or signed out. */
export interface SecretChange {
  changed: string[];
  removed: string[];
}

/**
 * The accounts (in the global state, without secrets) and their tokens, remembered login passwords and salts (in the secret
 * storage, nowhere else). Changes of the global state fire no event in other windows, changes of secrets do: therefore a
 * copy of the list is kept among the secrets, by which windows follow each other.
 */
export class AccountStore {
  /** The tokens this window uses: for machines that cannot keep secrets, and to tell other windows' changes from its own. */
  private readonly tokens = new Map<string, string>();

  private readonly secrets: SafeSecrets;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly state: vscode.Memento,
    secrets: vscode.SecretStorage,
  ) {
    this.secrets = new SafeSecrets(secrets);
  }

  all(): readonly Account[] {
    const stored: unknown = this.state.get(listKey);
    return Array.isArray(stored) ? stored.filter(isStoredAccount) : [];
  }

  /**
   * Adds the account or replaces the one with the same id, its token first: an account without one is useless. False
   * when the token could not be stored and lasts for this window only.
   */
  put(account: Account, token: string | undefined): Promise<boolean> {
    return this.inTurn(() => this.putAll(account, token));
  }

  /** Removes the account, its token and its password. */
  remove(id: string): Promise<void> {
    return this.inTurn(async () => {
      await this.removeLocally(id);
      const { removed } = await this.shared();
      await this.share([...removed.filter((other) => other !== id), id].slice(-maxRemoved));
      await this.secrets.erase(tokenKey(id));
      await this.secrets.erase(passwordKey(id));
      await this.secrets.erase(saltKey(id));
    });
  }

  private async putAll(account: Account, token: string | undefined): Promise<boolean> {
    let kept = true;
    if (token !== undefined) {
      this.tokens.set(account.id, token);
      kept = await this.secrets.write(tokenKey(account.id), token);
    }
    await this.putLocally(account);
    const { removed } = await this.shared();
    await this.share(removed.filter((id) => id !== account.id));
    return kept;
  }

  /** The account's token; undefined when there is none on this machine. Throws `SecretsUnavailable`. */
  async token(id: string): Promise<string | undefined> {
    let stored: string | undefined;
    try {
      stored = await this.secrets.require(tokenKey(id));
    } catch (error) {
      const known = this.tokens.get(id);
      if (known === undefined) throw error;
      return known;
    }
    if (stored) this.tokens.set(id, stored);
    return stored || this.tokens.get(id);
  }

  async password(id: string): Promise<string | undefined> {
    return (await this.secrets.read(passwordKey(id))) || undefined;
  }

  /** False when it could not be kept. */
  setPassword(id: string, password: string): Promise<boolean> {
    return this.secrets.write(passwordKey(id), password);
  }

  forgetPassword(id: string): Promise<void> {
    return this.secrets.erase(passwordKey(id));
  }

  /** The server's salt of numeric ids; `""` on most servers. */
  async salt(id: string): Promise<string> {
    return (await this.secrets.read(saltKey(id))) ?? '';
  }

  /** False when it could not be kept. `""` forgets it. */
  async setSalt(id: string, salt: string): Promise<boolean> {
    if (salt !== '') return this.secrets.write(saltKey(id), salt);
    await this.secrets.erase(saltKey(id));
    return true;
  }

  /** Removes all accounts and every secret of this extension. */
  forgetEverything(): Promise<void> {
    return this.inTurn(async () => {
      const ids = this.all().map(({ id }) => id);
      await this.state.update(listKey, []);
      this.tokens.clear();
      await this.secrets.write(
        listKey,
        JSON.stringify({ accounts: [], removed: ids } satisfies SharedAccounts),
      );
      await this.secrets.eraseAllBut(listKey);
    });
  }

  /**
   * Applies what another window did; `key` is the changed secret. An account whose token is gone stays and asks to sign in
   * again: only accounts listed as signed out are removed.
   */
  follow(key: string): Promise<SecretChange> {
    return this.inTurn(() => this.apply(key));
  }

  private async apply(key: string): Promise<SecretChange> {
    if (key.startsWith('token:')) {
      const id = key.slice('token:'.length);
      const stored = (await this.secrets.read(key)) || undefined;
      if (stored === this.tokens.get(id)) return { changed: [], removed: [] };
      if (stored === undefined) this.tokens.delete(id);
      else this.tokens.set(id, stored);
      return { changed: this.all().some((account) => account.id === id) ? [id] : [], removed: [] };
    }
    if (key !== listKey) return { changed: [], removed: [] };
    const { accounts, removed } = await this.shared();
    const own = new Map(this.all().map((account) => [account.id, account]));
    const gone = removed.filter((id) => own.has(id));
    for (const id of gone) await this.removeLocally(id);
    const changed = accounts.filter(
      (account) =>
        !removed.includes(account.id) && JSON.stringify(own.get(account.id)) !== JSON.stringify(account),
    );
    for (const account of changed) await this.putLocally(account);
    return { changed: changed.map(({ id }) => id), removed: gone };
  }

  /** One after another: the shared list must not be read while this window is about to write it. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  private async putLocally(account: Account): Promise<void> {
    const known = this.all();
    const place = known.findIndex(({ id }) => id === account.id);
    await this.state.update(listKey, place < 0 ? [...known, account] : known.with(place, account));
  }

  private async removeLocally(id: string): Promise<void> {
    this.tokens.delete(id);
    await this.state.update(
      listKey,
      this.all().filter((account) => account.id !== id),
    );
  }

  private async share(removed: readonly string[]): Promise<void> {
    const accounts = this.all().filter(({ kind }) => kind === 'server');
    await this.secrets.write(listKey, JSON.stringify({ accounts, removed } satisfies SharedAccounts));
  }

  private async shared(): Promise<SharedAccounts> {
    try {
      const { accounts, removed } = JSON.parse(
        (await this.secrets.read(listKey)) ?? '{}',
      ) as Partial<SharedAccounts>;
      return {
        accounts: Array.isArray(accounts) ? accounts.filter(isStoredAccount) : [],
        removed: Array.isArray(removed) ? removed.filter((id) => typeof id === 'string') : [],
      };
    } catch {
      return { accounts: [], removed: [] };
    }
  }
}
