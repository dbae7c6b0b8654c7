import type * as vscode from 'vscode';
import { Accounts, type Connect } from '../../../src/accounts/accounts';
import { AccountStore } from '../../../src/accounts/store/accountStore';
import { DeniedPermissionStore } from '../../../src/accounts/store/deniedPermissionStore';
import type { Account } from '../../../src/session/account';
import type { IntentStore } from '../../../src/session/writes/intents';

/** What VS Code keeps secrets in, shared by every window of a machine. */
export class FakeSecrets implements vscode.SecretStorage {
  readonly values = new Map<string, string>();
  private readonly listeners = new Set<(change: vscode.SecretStorageChangeEvent) => unknown>();
  /** Every call fails. */
  broken = false;
  /** Calls that fail. */
  failing = new Set<'keys' | 'get' | 'store' | 'delete'>();

  readonly onDidChange: vscode.Event<vscode.SecretStorageChangeEvent> = (listener) => {
    this.listeners.add(listener);
    return { dispose: () => this.listeners.delete(listener) };
  };

  keys(): Promise<string[]> {
    if (this.fails('keys')) return Promise.reject(new Error('no keyring'));
    return Promise.resolve([...this.values.keys()]);
  }

  private fails(call: 'keys' | 'get' | 'store' | 'delete'): boolean {
    return this.broken || this.failing.has(call);
  }

  get(key: string): Promise<string | undefined> {
    if (this.fails('get')) return Promise.reject(new Error('no keyring'));
    // As in VS Code, the answer takes a while and tells what is there then.
    return new Promise((resolve) => setImmediate(() => resolve(this.values.get(key))));
  }

  store(key: string, value: string): Promise<void> {
    if (this.fails('store')) return Promise.reject(new Error('no keyring'));
    this.values.set(key, value);
    for (const listener of this.listeners) listener({ key });
    return Promise.resolve();
  }

  delete(key: string): Promise<void> {
    if (this.fails('delete')) return Promise.reject(new Error('no keyring'));
    this.values.delete(key);
    for (const listener of this.listeners) listener({ key });
    return Promise.resolve();
  }
}

/** One window's own copy of the global state. */
export class FakeState implements vscode.Memento {
  private readonly values = new Map<string, unknown>();
  /** The disk is full. */
  full = false;

  keys(): string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string, fallback?: T): T {
    return (this.values.has(key) ? structuredClone(this.values.get(key)) : fallback) as T;
  }

  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, structuredClone(value));
    // As in VS Code, the window has the new value all the same.
    return this.full ? Promise.reject(new Error('disk full')) : Promise.resolve();
  }
}

const noIntents: IntentStore = {
  open: () => Promise.reject(new Error('not expected')),
  close: () => Promise.reject(new Error('not expected')),
  pending: () => Promise.resolve([]),
};

export const refuseAll: Connect = () => Promise.reject(new Error('not expected'));

/** A window: its accounts on its own state, following the secrets that all windows share. */
export function openWindow(secrets: FakeSecrets, connect: Connect = refuseAll, state = new FakeState()) {
  const store = new AccountStore(state, secrets);
  const accounts = new Accounts(store, connect, noIntents, new DeniedPermissionStore(state));
  const following: Promise<void>[] = [];
  secrets.onDidChange(({ key }) => void following.push(accounts.follow(key)));
  /** Until everything that was heard has been taken over. */
  const settled = async () => {
    while (following.length > 0) await following.pop();
  };
  return { accounts, store, state, settled };
}

export function account(id: string, more: Partial<Account> = {}): Account {
  return {
    id,
    kind: 'server',
    address: `https://${id}.example`,
    companyName: id,
    label: `${id} (${id}.example)`,
    ...more,
  };
}
