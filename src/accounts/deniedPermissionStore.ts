import type * as vscode from 'vscode';
import type { RefusalStore } from '../session/refusals';

const prefix = 'refusals:';

/** What was refused to each account's user, in the global state: it lasts until somebody signs in again or out. */
export class DeniedPermissionStore {
  constructor(private readonly state: vscode.Memento) {}

  /** Where a session of the account keeps its own. */
  of(accountId: string): RefusalStore {
    const key = prefix + accountId;
    return {
      read: () => this.state.get<unknown>(key),
      write: (refusals) => void this.state.update(key, refusals),
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
