import type * as vscode from 'vscode';
import { isAccountId } from '../platform/clientUri';
import { accountColors, type Account, type AccountColor } from '../session/account';

const listKey = 'accounts';
const tokenKey = (id: string) => `token:${id}`;
const passwordKey = (id: string) => `password:${id}`;
const saltKey = (id: string) => `salt:${id}`;

/** What one window tells the others through the secrets: the accounts it knows and those that were signed out. */
interface Notice {
  accounts: readonly Account[];
  removed: readonly string[];
}

/** What a change of the secrets means for this window. */
export interface SecretChange {
  changed: string[];
  removed: string[];
}

/** VS Code has no place to keep secrets, or does not get at it. */
export class SecretsUnavailable extends Error {}

/**
 * Which accounts exist (global state, no secrets), their tokens, remembered login passwords and salts (SecretStorage,
 * nowhere else). What is read back is checked: state may come from an older version or be damaged. Windows tell each other by a
 * list without secrets that lies beside the tokens, since changes of the global state make no event.
 */
export class AccountStore {
  /** Tokens as this window uses them: for machines whose secrets cannot be kept, and to know news from its own work. */
  private readonly tokens = new Map<string, string>();

  private tail: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly state: vscode.Memento,
    private readonly secrets: vscode.SecretStorage,
  ) {}

  all(): readonly Account[] {
    const stored: unknown = this.state.get(listKey);
    return Array.isArray(stored) ? stored.filter(isAccount) : [];
  }

  /**
   * Adds the account or replaces the one with the same id, its token first: an account without one is useless. False
   * when the token could not be stored and lasts for this window only.
   */
  put(account: Account, token: string | undefined): Promise<boolean> {
    return this.alone(() => this.putAll(account, token));
  }

  /** Removes the account, its token and its password. */
  remove(id: string): Promise<void> {
    return this.alone(async () => {
      await this.removeLocally(id);
      const notice = await this.notice();
      await this.tell([...notice.removed.filter((other) => other !== id), id].slice(-50));
      await this.erase(tokenKey(id));
      await this.erase(passwordKey(id));
      await this.erase(saltKey(id));
    });
  }

  private async putAll(account: Account, token: string | undefined): Promise<boolean> {
    let kept = true;
    if (token !== undefined) {
      this.tokens.set(account.id, token);
      kept = await this.write(tokenKey(account.id), token);
    }
    await this.putLocally(account);
    const notice = await this.notice();
    await this.tell(notice.removed.filter((id) => id !== account.id));
    return kept;
  }

  /** The account's token; undefined when there is none on this machine. Throws `SecretsUnavailable`. */
  async token(id: string): Promise<string | undefined> {
    let stored: string | undefined;
    try {
      stored = await this.secrets.get(tokenKey(id));
    } catch {
      const known = this.tokens.get(id);
      if (known === undefined) throw new SecretsUnavailable();
      return known;
    }
    if (stored) this.tokens.set(id, stored);
    return stored || this.tokens.get(id);
  }

  async password(id: string): Promise<string | undefined> {
    return (await this.read(passwordKey(id))) || undefined;
  }

  /** False when it could not be kept. */
  setPassword(id: string, password: string): Promise<boolean> {
    return this.write(passwordKey(id), password);
  }

  forgetPassword(id: string): Promise<void> {
    return this.erase(passwordKey(id));
  }

  /** The server's salt of numeric ids; `""` on most servers. */
  async salt(id: string): Promise<string> {
    return (await this.read(saltKey(id))) ?? '';
  }

  /** False when it could not be kept. `""` forgets it. */
  async setSalt(id: string, salt: string): Promise<boolean> {
    if (salt !== '') return this.write(saltKey(id), salt);
    await this.erase(saltKey(id));
    return true;
  }

  /** Every secret of this extension, whoever left it. */
  forgetEverything(): Promise<void> {
    return this.alone(async () => {
      const ids = this.all().map(({ id }) => id);
      await this.state.update(listKey, []);
      this.tokens.clear();
      await this.write(listKey, JSON.stringify({ accounts: [], removed: ids } satisfies Notice));
      for (const key of await this.secrets.keys()) if (key !== listKey) await this.erase(key);
    });
  }

  /**
   * Takes over what another window did. A token that vanished says nothing about the account: it stays and asks to sign
   * in again. Only an account that is named as signed out goes.
   */
  follow(key: string): Promise<SecretChange> {
    return this.alone(() => this.takeOver(key));
  }

  private async takeOver(key: string): Promise<SecretChange> {
    if (key.startsWith('token:')) {
      const id = key.slice('token:'.length);
      const stored = (await this.read(key)) || undefined;
      if (stored === this.tokens.get(id)) return { changed: [], removed: [] };
      if (stored === undefined) this.tokens.delete(id);
      else this.tokens.set(id, stored);
      return { changed: this.all().some((account) => account.id === id) ? [id] : [], removed: [] };
    }
    if (key !== listKey) return { changed: [], removed: [] };
    const { accounts, removed } = await this.notice();
    const own = new Map(this.all().map((account) => [account.id, account]));
    const gone = removed.filter((id) => own.has(id));
    for (const id of gone) await this.removeLocally(id);
    const news = accounts.filter(
      (account) =>
        !removed.includes(account.id) && JSON.stringify(own.get(account.id)) !== JSON.stringify(account),
    );
    for (const account of news) await this.putLocally(account);
    return { changed: news.map(({ id }) => id), removed: gone };
  }

  /** One after another: a notice must not be read while this window is in the middle of writing its own. */
  private alone<T>(work: () => Promise<T>): Promise<T> {
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

  private async tell(removed: readonly string[]): Promise<void> {
    const accounts = this.all().filter(({ kind }) => kind === 'server');
    await this.write(listKey, JSON.stringify({ accounts, removed } satisfies Notice));
  }

  private async notice(): Promise<Notice> {
    try {
      const { accounts, removed } = JSON.parse((await this.read(listKey)) ?? '{}') as Partial<Notice>;
      return {
        accounts: Array.isArray(accounts) ? accounts.filter(isAccount) : [],
        removed: Array.isArray(removed) ? removed.filter((id) => typeof id === 'string') : [],
      };
    } catch {
      return { accounts: [], removed: [] };
    }
  }

  private async read(key: string): Promise<string | undefined> {
    try {
      return await this.secrets.get(key);
    } catch {
      return undefined;
    }
  }

  private async write(key: string, value: string): Promise<boolean> {
    try {
      await this.secrets.store(key, value);
      return true;
    } catch {
      return false;
    }
  }

  private async erase(key: string): Promise<void> {
    try {
      await this.secrets.delete(key);
    } catch {
      // Secrets that cannot be reached cannot be kept either.
    }
  }
}

function isAccount(value: unknown): value is Account {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, address, companyName, label, mark, readOnly, renamed, unverifiedTls } = value as Record<
    string,
    unknown
  >;
  return (
    isAccountId(id) &&
    (kind === 'server' || kind === 'sample' || kind === 'dev') &&
    typeof address === 'string' &&
    typeof companyName === 'string' &&
    typeof label === 'string' &&
    (mark === undefined || accountColors.includes(mark as AccountColor)) &&
    (readOnly === undefined || typeof readOnly === 'boolean') &&
    (renamed === undefined || typeof renamed === 'boolean') &&
    (unverifiedTls === undefined || typeof unverifiedTls === 'boolean')
  );
}
