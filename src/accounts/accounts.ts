import * as vscode from 'vscode';
import type { InvoiceNinjaApi } from '../api/api';
import { ApiError } from '../api/errors';
import type { Account } from '../session/account';
import type { IntentStore } from '../session/intents';
import { Session } from '../session/session';
import type { AccountStore } from './accountStore';

export type Connect = (account: Account, token: string | undefined) => Promise<InvoiceNinjaApi>;

/** The signed-in accounts and one session for each. What other features see of this feature. */
export class Accounts implements vscode.Disposable {
  private readonly sessions = new Map<string, Session>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly opened = new vscode.EventEmitter<Session>();

  /** The set of accounts changed. */
  readonly onDidChange = this.changed.event;
  /** A session was made: the moment to listen to its changes. */
  readonly onDidOpenSession = this.opened.event;

  constructor(
    private readonly store: AccountStore,
    private readonly connect: Connect,
    private readonly intents: IntentStore,
  ) {}

  all(): readonly Account[] {
    return this.store.all();
  }

  find(id: string): Account | undefined {
    return this.all().find((account) => account.id === id);
  }

  /** The session of an account; undefined when it is not signed in. No request is sent. */
  session(id: string): Session | undefined {
    const open = this.sessions.get(id);
    if (open !== undefined) return open;
    const account = this.find(id);
    if (account === undefined) return undefined;
    const session = new Session(
      account,
      async () => {
        const token = account.kind === 'sample' ? undefined : await this.store.token(id);
        if (token === undefined && account.kind !== 'sample') throw signInAgain(account);
        return this.connect(account, token);
      },
      this.intents,
    );
    this.sessions.set(id, session);
    this.opened.fire(session);
    return session;
  }

  /** Sessions made so far. */
  openSessions(): readonly Session[] {
    return [...this.sessions.values()];
  }

  async add(account: Account, token: string | undefined): Promise<void> {
    await this.closeSession(account.id);
    await this.store.put(account, token);
    this.changed.fire();
  }

  async remove(id: string): Promise<void> {
    await this.store.remove(id);
    await this.closeSession(id);
    this.changed.fire();
  }

  /** Lets the next use connect anew, e.g. after a change of the network settings. */
  async reconnect(): Promise<void> {
    await Promise.all([...this.sessions.keys()].map((id) => this.closeSession(id)));
    this.changed.fire();
  }

  dispose(): void {
    for (const session of this.sessions.values()) void session.close();
    this.sessions.clear();
    this.changed.dispose();
    this.opened.dispose();
  }

  private async closeSession(id: string): Promise<void> {
    const session = this.sessions.get(id);
    this.sessions.delete(id);
    await session?.close();
  }
}

function signInAgain(account: Account): ApiError {
  return new ApiError(
    'wrongToken',
    vscode.l10n.t(
      'The API token of {0} is not available on this machine. Nothing was sent; sign in again.',
      account.label,
    ),
  );
}
