import * as vscode from 'vscode';
import type { Account } from '../session/account';
import type { Accounts } from './accounts';

export const providerId = 'ninjaClients';

/**
 * Shows the accounts in VS Code's Accounts menu, signs out there, and gives a token to another extension that the user
 * allowed. This extension itself reads its own store, so that it never has to ask itself for leave.
 */
export class NinjaAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  private readonly changed =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  private readonly listening: vscode.Disposable;
  private shown: readonly Account[];

  readonly onDidChangeSessions = this.changed.event;

  constructor(
    private readonly accounts: Accounts,
    private readonly signIn: () => Promise<Account | undefined>,
  ) {
    this.shown = this.listed();
    this.listening = accounts.onDidChange(() => this.tell());
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
    this.listening.dispose();
    this.changed.dispose();
  }

  /** The sample data has no token that could be of use to anybody. */
  private listed(): readonly Account[] {
    return this.accounts.all().filter(({ kind }) => kind !== 'sample');
  }

  private async session(account: Account): Promise<vscode.AuthenticationSession | undefined> {
    const accessToken = await this.accounts.store.token(account.id).catch(() => undefined);
    return accessToken === undefined ? undefined : describe(account, accessToken);
  }

  private tell(): void {
    const before = new Map(this.shown.map((account) => [account.id, account]));
    this.shown = this.listed();
    const now = new Set(this.shown.map(({ id }) => id));
    const added = this.shown.filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !now.has(id));
    const changed = this.shown.filter(({ id, label }) => before.has(id) && before.get(id)?.label !== label);
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

/** What VS Code takes for “the user gave up”. */
function canceled(): Error {
  return Object.assign(new Error('Canceled'), { name: 'Canceled' });
}
