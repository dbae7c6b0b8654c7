import * as vscode from 'vscode';
import type { Account } from '../session/account';
import type { Accounts } from './accounts';

/** The id of the authentication provider in package.json. */
export const providerId = 'ninjaClients';

/**
 * Lists the accounts in VS Code's Accounts menu, where they can be signed out, and gives their tokens to other extensions if
 * the user allows it. This extension reads its own store, which needs no permission of the user.
 */
export class NinjaAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  private readonly changed =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  private readonly subscription: vscode.Disposable;
  /** The accounts VS Code knows of. */
  private known: readonly Account[];

  readonly onDidChangeSessions = this.changed.event;

  constructor(
    private readonly accounts: Accounts,
    private readonly signIn: () => Promise<Account | undefined>,
  ) {
    this.known = this.listed();
    this.subscription = accounts.onDidChange(() => this.fireChange());
  }

  async getSessions(
    _scopes: readonly string[] | undefined,
    { account }: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    const wanted = this.listed().filter(({ id }) => account === undefined || account.id === id);
    const sessions = await Promise.all(wanted.map((each) => this.session(each)));
    return sessions.filter((session) => session !== undefined);
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const account = await this.signIn();
    const session = account && (await this.session(account));
    if (session === undefined) throw canceled();
    return session;
  }

  async removeSession(sessionId: string): Promise<void> {
    await this.accounts.remove(sessionId);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  /** Without the sample data, which has no token. */
  private listed(): readonly Account[] {
    return this.accounts.all().filter(({ kind }) => kind !== 'sample');
  }

  private async session(account: Account): Promise<vscode.AuthenticationSession | undefined> {
    const accessToken = await this.accounts.store.token(account.id).catch(() => undefined);
    return accessToken === undefined ? undefined : describe(account, accessToken);
  }

  private fireChange(): void {
    const before = new Map(this.known.map((account) => [account.id, account]));
    this.known = this.listed();
    const now = new Set(this.known.map(({ id }) => id));
    const added = this.known.filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !now.has(id));
    const changed = this.known.filter(({ id, label }) => before.has(id) && before.get(id)?.label !== label);
    if (added.length + removed.length + changed.length === 0) return;
    this.changed.fire({
      added: added.map((account) => describe(account, '')),
      removed: removed.map((account) => describe(account, '')),
      changed: changed.map((account) => describe(account, '')),
    });
  }
}

function describe({ id, label }: Account, accessToken: string): vscode.AuthenticationSession {
  return { id, accessToken, scopes: [], account: { id, label } };
}

/** VS Code knows by the name that the user canceled. */
function canceled(): Error {
  return Object.assign(new Error('Canceled'), { name: 'Canceled' });
}
