import type * as vscode from 'vscode';
import type { DeniedPermissionStorage } from '../../session/deniedPermissions';

const prefix = 'refusals:';

/**
 * What the server denied to each account's user, in the global state, until the account signs in again or out. The stored
 * keys are those of released versions.
 */
export class DeniedPermissionStore {
  constructor(private readonly state: vscode.Memento) {}

  /** The part of one account, for its session. */
  of(accountId: string): DeniedPermissionStorage {
    const key = prefix + accountId;
    return {
      read: () => this.state.get<unknown>(key),
      write: (denied) => this.write(key, denied),
    };
  }

  forget(accountId: string): void {
    if (this.state.get(prefix + accountId) !== undefined) this.write(prefix + accountId, undefined);
  }

  forgetAll(): void {
    for (const key of this.state.keys()) if (key.startsWith(prefix)) this.write(key, undefined);
  }

  /** Where it cannot be stored, the server is asked again after a reload. */
  private write(key: string, denied: unknown): void {
    this.state.update(key, denied).then(undefined, () => undefined);
  }
}
