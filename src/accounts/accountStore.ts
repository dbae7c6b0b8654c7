import type * as vscode from 'vscode';
import type { Account } from '../session/account';

const listKey = 'accounts';
const tokenKey = (id: string) => `token:${id}`;

/**
 * Which accounts exist (global state, no secrets) and their tokens (SecretStorage, nowhere else).
 * What is read back is checked: state may come from an older version or be damaged.
 */
export class AccountStore {
  constructor(
    private readonly state: vscode.Memento,
    private readonly secrets: vscode.SecretStorage,
  ) {}

  all(): readonly Account[] {
    const stored: unknown = this.state.get(listKey);
    return Array.isArray(stored) ? stored.filter(isAccount) : [];
  }

  /** Adds the account or replaces the one with the same id, its token first: an account without one is useless. */
  async put(account: Account, token: string | undefined): Promise<void> {
    if (token !== undefined) await this.secrets.store(tokenKey(account.id), token);
    await this.state.update(listKey, [...this.all().filter(({ id }) => id !== account.id), account]);
  }

  async remove(id: string): Promise<void> {
    await this.secrets.delete(tokenKey(id));
    await this.state.update(
      listKey,
      this.all().filter((account) => account.id !== id),
    );
  }

  async token(id: string): Promise<string | undefined> {
    return (await this.secrets.get(tokenKey(id))) || undefined;
  }
}

function isAccount(value: unknown): value is Account {
  if (typeof value !== 'object' || value === null) return false;
  const { id, kind, address, companyName, label } = value as Record<string, unknown>;
  return (
    typeof id === 'string' &&
    /^[a-z0-9]{1,64}$/.test(id) &&
    (kind === 'server' || kind === 'sample' || kind === 'dev') &&
    typeof address === 'string' &&
    typeof companyName === 'string' &&
    typeof label === 'string'
  );
}
