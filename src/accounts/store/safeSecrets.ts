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

  /** False when the secret may still be there: a storage that is locked now keeps what it has. */
  async erase(key: string): Promise<boolean> {
    try {
      await this.secrets.delete(key);
      return true;
    } catch {
      return false;
    }
  }

  /** The names of all secrets of this extension; undefined where the storage does not say. */
  async names(): Promise<string[] | undefined> {
    try {
      return await this.secrets.keys();
    } catch {
      return undefined;
    }
  }
}
