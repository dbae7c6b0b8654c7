import type * as vscode from 'vscode';

/** VS Code has no place to keep secrets, or cannot reach it. */
export class SecretsUnavailable extends Error {}

/** VS Code's secret storage, where most callers can go on without it: on some machines every call fails. */
export class SafeSecrets {
  constructor(private readonly secrets: vscode.SecretStorage) {}

  /** Throws `SecretsUnavailable`. */
  async require(key: string): Promise<string | undefined> {
    try {
      return await this.secrets.get(key);
    } catch {
      throw new SecretsUnavailable();
    }
  }

  /** As `require`; undefined where the storage is unavailable. */
  read(key: string): Promise<string | undefined> {
    return this.require(key).catch(() => undefined);
  }

  /** False when the value could not be stored. */
  async write(key: string, value: string): Promise<boolean> {
    try {
      await this.secrets.store(key, value);
      return true;
    } catch {
      return false;
    }
  }

  async erase(key: string): Promise<void> {
    try {
      await this.secrets.delete(key);
    } catch {
      // A storage that is unavailable does not keep anything either.
    }
  }

  /** Erases every secret of this extension but one. */
  async eraseAllBut(kept: string): Promise<void> {
    for (const key of await this.secrets.keys()) if (key !== kept) await this.erase(key);
  }
}
