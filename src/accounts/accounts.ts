import * as vscode from 'vscode';
import { inBackground } from '../platform/messages';
import type { InvoiceNinjaApi } from '../api/api';
import { ApiError } from '../api/errors';
import type { Account } from '../session/account';
import type { IntentStore } from '../session/writes/intents';
import { Session } from '../session/session';
import type { AccountStore } from './store/accountStore';
import type { DeniedPermissionStore } from './store/deniedPermissionStore';
import type { Leftover } from './store/leftovers';
import { SecretsUnavailable } from './store/safeSecrets';

/** Connects to an account's server; the sample data has no token. */
export type Connect = (account: Account, token: string | undefined) => Promise<InvoiceNinjaApi>;

/** What can be changed without signing in again. */
export type AccountChange = Partial<
  Pick<Account, 'label' | 'renamed' | 'mark' | 'readOnly' | 'unverifiedTls'>
>;

/** The signed-in accounts and one session for each. Other features see it through interfaces of their own. */
export class Accounts implements vscode.Disposable {
  private readonly sessions = new Map<string, Session>();
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly opened = new vscode.EventEmitter<Session>();
  private readonly tokenRefused = new vscode.EventEmitter<{ account: Account; reason: string }>();
  private following = Promise.resolve();

  /** Accounts were added, removed or changed, or a session was replaced. */
  readonly onDidChange = this.changed.event;
  /** A session was made: the moment to listen to its changes. */
  readonly onDidOpenSession = this.opened.event;
  /** A token stopped working. The account and its documents stay; it has to sign in again. */
  readonly onDidRefuseToken = this.tokenRefused.event;

  constructor(
    readonly store: AccountStore,
    private readonly connect: Connect,
    private readonly intents: IntentStore,
    private readonly deniedPermissions: DeniedPermissionStore,
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
      () => this.open(account),
      this.intents,
      this.deniedPermissions.of(id),
    );
    session.onDidRejectToken(({ message }) =>
      this.tokenRefused.fire({ account: session.account, reason: message }),
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
    this.deniedPermissions.forget(account.id);
    await this.endSessions([account.id]);
    return kept;
  }

  /**
   * Changes the name, color, read-only state or certificate check. Sessions and documents stay, except where the connection
   * itself changes: the next use connects again then.
   */
  async update(id: string, change: AccountChange): Promise<void> {
    const known = this.find(id);
    if (known === undefined) return;
    const account: Account = { ...known, ...change };
    await this.store.put(account, undefined);
    this.sessions.get(id)?.updateAccount(account);
    if (sameConnection(known, account)) this.changed.fire();
    else await this.endSessions([id]);
  }

  /** The salt behind the account's numeric ids; `""` on most servers. A secret. */
  salt(id: string): Promise<string> {
    return this.store.salt(id);
  }

  /** Signs out. Returns what could not be removed from this machine. */
  async remove(id: string): Promise<Leftover[]> {
    const left = await this.store.remove(id);
    this.deniedPermissions.forget(id);
    await this.endSessions([id]);
    return left;
  }

  /** Removes every account and every secret. Returns what could not be removed from this machine. */
  async removeAll(): Promise<Leftover[]> {
    const left = await this.store.forgetEverything();
    this.deniedPermissions.forgetAll();
    await this.reconnect();
    return left;
  }

  /** Ends sessions, all by default, so that the next use connects again, e.g. after a change of the network settings. */
  async reconnect(ids: Iterable<string> = this.sessions.keys()): Promise<void> {
    await this.endSessions([...ids]);
  }

  /** Applies what another window signed in, signed out or changed; one change after another. */
  follow(secretKey: string): Promise<void> {
    this.following = this.following.then(() => this.apply(secretKey)).catch(() => undefined);
    return this.following;
  }

  dispose(): void {
    for (const session of this.sessions.values()) inBackground(session.close());
    this.sessions.clear();
    this.changed.dispose();
    this.opened.dispose();
    this.tokenRefused.dispose();
  }

  private async apply(secretKey: string): Promise<void> {
    const { changed, removed, token } = await this.store.follow(secretKey);
    if (changed.length + removed.length === 0) return;
    const stale = token ? [...changed] : [...removed];
    for (const id of stale) this.deniedPermissions.forget(id);
    for (const id of token ? [] : changed) {
      const [account, session] = [this.find(id), this.sessions.get(id)];
      if (account === undefined || session === undefined) continue;
      if (sameConnection(session.account, account)) session.updateAccount(account);
      else stale.push(id);
    }
    await this.endSessions(stale);
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
    this.tokenRefused.fire({ account, reason });
    return new ApiError('wrongToken', reason);
  }

  /** Ends the sessions of these accounts; `session` makes new ones as long as the account exists. */
  private async endSessions(ids: readonly string[]): Promise<void> {
    const ended: Session[] = [];
    for (const id of ids) {
      const session = this.sessions.get(id);
      if (session !== undefined) ended.push(session);
      this.sessions.delete(id);
    }
    this.changed.fire();
    await Promise.all(ended.map((session) => session.close()));
  }
}

/** Whether requests go the same way. Nothing else that is stored of an account decides that; a token has its own event. */
function sameConnection(one: Account, other: Account): boolean {
  return (
    one.kind === other.kind &&
    one.address === other.address &&
    (one.unverifiedTls ?? false) === (other.unverifiedTls ?? false)
  );
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
