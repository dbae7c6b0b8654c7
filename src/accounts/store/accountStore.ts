import * as vscode from 'vscode';
import { UserError } from '../../platform/sentences';
import type { Account } from '../../session/account';
import { AccountSecrets } from './accountSecrets';
import type { Leftover } from './leftovers';
import { SafeSecrets } from './safeSecrets';
import { readShared, sharedKey, writeShared } from './sharedAccounts';
import { isStoredAccount } from './storedAccount';

const listKey = 'accounts';

/** So many signed-out accounts are remembered for windows that have not followed yet. */
const maxRemoved = 50;

/** Ids of accounts that another window changed or signed out. `token`: what changed is the token. */
export interface SecretChange {
  changed: string[];
  removed: string[];
  token: boolean;
}

/**
 * The accounts (in the global state, without secrets) and their secrets. Changes of the global state fire no event in other
 * windows, changes of secrets do: therefore a copy of the list is kept among the secrets, by which windows follow each other.
 */
export class AccountStore {
  private readonly shared: SafeSecrets;
  private readonly secrets: AccountSecrets;
  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly state: vscode.Memento,
    secrets: vscode.SecretStorage,
  ) {
    this.shared = new SafeSecrets(secrets);
    this.secrets = new AccountSecrets(this.shared);
  }

  all(): readonly Account[] {
    const stored: unknown = this.state.get(listKey);
    return Array.isArray(stored) ? stored.filter(isStoredAccount) : [];
  }

  /**
   * Adds the account or replaces the one with the same id, its token first: an account without one is useless. False
   * when the token could not be stored and lasts for this window only. Throws a `UserError` where the list cannot be
   * stored; everything is as before then.
   */
  put(account: Account, token: string | undefined): Promise<boolean> {
    return this.inTurn(() => this.putAll(account, token));
  }

  /** Removes the account and its secrets. Goes on after a failure, and returns what may still be there. */
  remove(id: string): Promise<Leftover[]> {
    return this.inTurn(async () => {
      const stored = await this.write(this.all().filter((account) => account.id !== id));
      const { removed } = await readShared(this.shared);
      const shared = await this.share([...removed.filter((other) => other !== id), id].slice(-maxRemoved));
      const secrets = await this.secrets.eraseAll([id]);
      return [...secrets, ...(stored && shared ? [] : (['accounts'] as const))];
    });
  }

  /** The account's token; undefined when there is none on this machine. Throws `SecretsUnavailable`. */
  token(id: string): Promise<string | undefined> {
    return this.secrets.token(id);
  }

  /** The remembered login password. */
  password(id: string): Promise<string | undefined> {
    return this.secrets.read('password', id);
  }

  /** False when it could not be kept. */
  setPassword(id: string, password: string): Promise<boolean> {
    return this.secrets.write('password', id, password);
  }

  /** False when it may still be there. */
  forgetPassword(id: string): Promise<boolean> {
    return this.secrets.erase('password', id);
  }

  /** The server's salt of numeric ids; `""` on most servers. */
  async salt(id: string): Promise<string> {
    return (await this.secrets.read('salt', id)) ?? '';
  }

  /** False when it could not be kept. `""` forgets it. */
  setSalt(id: string, salt: string): Promise<boolean> {
    return salt === '' ? this.secrets.erase('salt', id) : this.secrets.write('salt', id, salt);
  }

  /**
   * Removes all accounts and every secret of this extension: those that the storage lists, and those that can be known by
   * name. Goes on after a failure, and returns what may still be there.
   */
  forgetEverything(): Promise<Leftover[]> {
    return this.inTurn(async () => {
      const { accounts, removed } = await readShared(this.shared);
      const own = [...this.all(), ...accounts].map(({ id }) => id);
      const ids = new Set([...own, ...removed, ...this.secrets.ids()]);
      const stored = await this.write([]);
      const shared = await writeShared(this.shared, { accounts: [], removed: own });
      const left = new Set<Leftover>(await this.secrets.eraseAll(ids));
      if (!stored || !shared) left.add('accounts');
      const names = await this.shared.names();
      if (names === undefined) left.add('secrets');
      for (const name of names ?? [])
        if (name !== sharedKey && !(await this.shared.erase(name))) left.add('secrets');
      return [...left];
    });
  }

  /**
   * Applies what another window did; `key` is the changed secret. An account whose token is gone stays and asks to sign in
   * again: only accounts listed as signed out are removed.
   */
  follow(key: string): Promise<SecretChange> {
    return this.inTurn(() => this.apply(key));
  }

  private async putAll(account: Account, token: string | undefined): Promise<boolean> {
    const before = this.all();
    const known = token === undefined ? undefined : await this.token(account.id).catch(() => undefined);
    const kept = token === undefined || (await this.secrets.setToken(account.id, token));
    if (!(await this.write(withAccount(before, account)))) {
      await this.write(before);
      throw notStored(account, token !== undefined && !(await this.takeBack(account.id, known)));
    }
    const { removed } = await readShared(this.shared);
    await this.share(removed.filter((id) => id !== account.id));
    return kept;
  }

  /** Puts the token back to the one before. False when the new one may still be there. */
  private async takeBack(id: string, known: string | undefined): Promise<boolean> {
    return known === undefined ? this.secrets.erase('token', id) : this.secrets.setToken(id, known);
  }

  private async apply(key: string): Promise<SecretChange> {
    const ofToken = await this.secrets.followToken(key);
    if (ofToken !== undefined) {
      const known = this.all().some(({ id }) => id === ofToken);
      return { changed: known ? [ofToken] : [], removed: [], token: true };
    }
    if (key !== sharedKey) return { changed: [], removed: [], token: false };
    const { accounts, removed } = await readShared(this.shared);
    const own = new Map(this.all().map((account) => [account.id, account]));
    const gone = removed.filter((id) => own.has(id));
    for (const id of gone) this.secrets.forgetToken(id);
    const changed = accounts.filter(
      (account) =>
        !removed.includes(account.id) && JSON.stringify(own.get(account.id)) !== JSON.stringify(account),
    );
    const now = changed.reduce(
      withAccount,
      this.all().filter(({ id }) => !gone.includes(id)),
    );
    if (gone.length + changed.length > 0) await this.write(now);
    return { changed: changed.map(({ id }) => id), removed: gone, token: false };
  }

  /** One after another: the shared list must not be read while this window is about to write it. */
  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = this.tail.then(work);
    this.tail = result.catch(() => undefined);
    return result;
  }

  /** False when VS Code could not store the list. */
  private async write(accounts: readonly Account[]): Promise<boolean> {
    try {
      await this.state.update(listKey, accounts);
      return true;
    } catch {
      return false;
    }
  }

  private share(removed: readonly string[]): Promise<boolean> {
    const accounts = this.all().filter(({ kind }) => kind === 'server');
    return writeShared(this.shared, { accounts, removed });
  }
}

/** `token`: whose one should have been taken back and may still be there. */
function notStored({ label }: Account, tokenLeft: boolean): UserError {
  const text = vscode.l10n.t(
    'VS Code could not store the account {0} on this machine, so nothing about it was changed. Make room on the disk, then try again.',
    label,
  );
  return new UserError(
    tokenLeft
      ? vscode.l10n.t(
          '{0} Its API token may still be in the secret storage; “Forget Everything” removes it.',
          text,
        )
      : text,
  );
}

function withAccount(accounts: readonly Account[], account: Account): readonly Account[] {
  const place = accounts.findIndex(({ id }) => id === account.id);
  return place < 0 ? [...accounts, account] : accounts.with(place, account);
}
