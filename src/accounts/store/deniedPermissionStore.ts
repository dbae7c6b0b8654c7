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
      write: (denied) => void this.state.update(key, denied),
    };
  }

  forget(accountId: string): void {
    if (this.state.get(prefix + accountId) !== undefined)
      void this.state.update(prefix + accountId, undefined);
  }

  forgetAll(): void {
    for (const key of this.state.keys()) if (key.startsWith(prefix)) void this.state.update(key, undefined);
  }
}
