import * as vscode from 'vscode';
import type { InvoiceNinjaApi } from '../api/api';
import { ApiError } from '../api/errors';
import type { Account } from '../session/account';
import type { IntentStore } from '../session/writes/intents';
import { Session } from '../session/session';
import { SecretsUnavailable, type AccountStore } from './accountStore';
import type { DeniedPermissionStore } from './deniedPermissionStore';

export type Connect = (account: Account, token: string | undefined) => Promise<InvoiceNinjaApi>;

/** What may be set on an account without signing in anew. */
export type AccountChange = Partial<
  Pick<Account, 'label' | 'renamed' | 'mark' | 'readOnly' | 'unverifiedTls'>
>;

/** The signed-in accounts and one session for each. What other features see of this feature. */
export class Accounts implements vscode.Disposable {
  private readonly sessions = new Map<string, Session>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly opened = new vscode.EventEmitter<Session>();
  private readonly refused = new vscode.EventEmitter<{ account: Account; reason: string }>();
  private following = Promise.resolve();

  /** The set of accounts changed, or how one is called, marked or allowed to change things. */
  readonly onDidChange = this.changed.event;
  /** A session was made: the moment to listen to its changes. */
  readonly onDidOpenSession = this.opened.event;
  /** A token stopped working. The account and its documents stay; it has to sign in again. */
  readonly onDidRefuseToken = this.refused.event;

  constructor(
    readonly store: AccountStore,
    private readonly connect: Connect,
    private readonly intents: IntentStore,
    private readonly refusals: DeniedPermissionStore,
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
    const session = new Session(account, () => this.open(account), this.intents, this.refusals.of(id));
    session.onDidRefuseToken(({ message }) =>
      this.refused.fire({ account: session.account, reason: message }),
    );
    this.sessions.set(id, session);
    this.opened.fire(session);
    return session;
  }

  /** Sessions made so far. */
  openSessions(): readonly Session[] {
    return [...this.sessions.values()];
  }

  /**
   * Signs in, or signs in again: what the user set on the account stays. False when the token could not be stored and
   * lasts for this window only.
   */
  async add(account: Account, token: string | undefined): Promise<boolean> {
    const known = this.find(account.id);
    const { mark, readOnly, renamed, label } = known ?? account;
    const kept = await this.store.put(
      {
        ...account,
        ...(renamed ? { label, renamed } : {}),
        ...(mark ? { mark } : {}),
        ...(readOnly ? { readOnly } : {}),
      },
      token,
    );
    this.refusals.forget(account.id);
    await this.replaced([account.id]);
    return kept;
  }

  /**
   * Renames, marks, sets read-only or back: sessions and documents stay. What concerns the connection lets the next use
   * connect anew.
   */
  async update(id: string, change: AccountChange): Promise<void> {
    const known = this.find(id);
    if (known === undefined) return;
    const account: Account = { ...known, ...change };
    await this.store.put(account, undefined);
    this.sessions.get(id)?.describe(account);
    if (known.unverifiedTls === account.unverifiedTls) this.changed.fire();
    else await this.replaced([id]);
  }

  /** The salt behind the account's numeric ids; `""` on most servers. A secret. */
  salt(id: string): Promise<string> {
    return this.store.salt(id);
  }

  async remove(id: string): Promise<void> {
    await this.store.remove(id);
    this.refusals.forget(id);
    await this.replaced([id]);
  }

  /** Removes every account and every secret. */
  async removeAll(): Promise<void> {
    await this.store.forgetEverything();
    this.refusals.forgetAll();
    await this.reconnect();
  }

  /** Lets the next use connect anew, e.g. after a change of the network settings. */
  async reconnect(): Promise<void> {
    await this.replaced([...this.sessions.keys()]);
  }

  /** Takes over what another window signed in, out or changed; its notices one after another. */
  follow(secretKey: string): Promise<void> {
    this.following = this.following.then(() => this.takeOver(secretKey)).catch(() => undefined);
    return this.following;
  }

  dispose(): void {
    for (const session of this.sessions.values()) void session.close();
    this.sessions.clear();
    this.changed.dispose();
    this.opened.dispose();
    this.refused.dispose();
  }

  private async takeOver(secretKey: string): Promise<void> {
    const { changed, removed } = await this.store.follow(secretKey);
    if (changed.length + removed.length === 0) return;
    const described = secretKey.startsWith('token:') ? [] : changed;
    for (const id of described) {
      const account = this.find(id);
      if (account !== undefined) this.sessions.get(id)?.describe(account);
    }
    const stale = secretKey.startsWith('token:') ? changed : removed;
    for (const id of stale) this.refusals.forget(id);
    await this.replaced(stale);
  }

  private async open(account: Account): Promise<InvoiceNinjaApi> {
    if (account.kind === 'sample') return this.connect(account, undefined);
    const token = await this.store.token(account.id).catch((error: unknown) => {
      if (error instanceof SecretsUnavailable) throw this.signInAgain(account, unreadable(account));
      throw error;
    });
    if (token === undefined) throw this.signInAgain(account, missing(account));
    return this.connect(account, token);
  }

  private signInAgain(account: Account, reason: string): ApiError {
    this.refused.fire({ account, reason });
    return new ApiError('wrongToken', reason);
  }

  /** Sessions of these accounts are over; whoever asks from now on gets a new one, if there still is an account. */
  private async replaced(ids: readonly string[]): Promise<void> {
    const over: Session[] = [];
    for (const id of ids) {
      const session = this.sessions.get(id);
      if (session !== undefined) over.push(session);
      this.sessions.delete(id);
    }
    this.changed.fire();
    await Promise.all(over.map((session) => session.close()));
  }
}

function missing(account: Account): string {
  return vscode.l10n.t(
    'The API token of {0} is not on this machine any more. Nothing was sent; sign in again.',
    account.label,
  );
}

function unreadable(account: Account): string {
  return vscode.l10n.t(
    'VS Code could not read the API token of {0} from the secret storage of this machine. Nothing was sent; unlock it, or sign in again.',
    account.label,
  );
}
