import * as vscode from 'vscode';
import { pickerText } from '../platform/plainText';
import type { Account } from '../session/account';
import type { Accounts } from './accounts';

/** The id of the authentication provider in package.json. */
export const providerId = 'ninjaClients';

/**
 * Lists the accounts in VS Code's Accounts menu, where they can be signed out. It gives their tokens to nobody: VS Code passes
 * an `accessToken` on to every extension that the user lets use the account, and a token may do all that its user may.
 */
export class NinjaAuthenticationProvider implements vscode.AuthenticationProvider, vscode.Disposable {
  private readonly changed =
    new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  private readonly subscription: vscode.Disposable;
  /** What VS Code knows. */
  private known: readonly vscode.AuthenticationSession[];

  readonly onDidChangeSessions = this.changed.event;

  constructor(
    private readonly accounts: Accounts,
    private readonly signIn: () => Promise<Account | undefined>,
    private readonly signOut: (account: Account) => Promise<void>,
  ) {
    this.known = this.sessions();
    this.subscription = accounts.onDidChange(() => this.fireChange());
  }

  getSessions(
    _scopes: readonly string[] | undefined,
    { account }: vscode.AuthenticationProviderSessionOptions,
  ): Promise<vscode.AuthenticationSession[]> {
    const sessions = this.sessions();
    return Promise.resolve(sessions.filter(({ id }) => account === undefined || account.id === id));
  }

  async createSession(): Promise<vscode.AuthenticationSession> {
    const account = await this.signIn();
    if (account === undefined) throw canceled();
    return describe(account, this.accounts.all());
  }

  async removeSession(sessionId: string): Promise<void> {
    const account = this.accounts.find(sessionId);
    if (account !== undefined) await this.signOut(account);
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }

  /** Without the sample data, which has no token. */
  private sessions(): readonly vscode.AuthenticationSession[] {
    const listed = this.accounts.all().filter(({ kind }) => kind !== 'sample');
    return listed.map((account) => describe(account, listed));
  }

  private fireChange(): void {
    const before = new Map(this.known.map((session) => [session.id, session]));
    this.known = this.sessions();
    const now = new Set(this.known.map(({ id }) => id));
    const added = this.known.filter(({ id }) => !before.has(id));
    const removed = [...before.values()].filter(({ id }) => !now.has(id));
    const changed = this.known.filter(
      ({ id, account }) => before.has(id) && before.get(id)?.account.label !== account.label,
    );
    if (added.length + removed.length + changed.length > 0) this.changed.fire({ added, removed, changed });
  }
}

/**
 * The label may come from a server, and the menu shows it as it is. VS Code signs out all accounts of one label together
 * (seen in 1.110 and 1.139), so each has one of its own.
 */
function describe(account: Account, all: readonly Account[]): vscode.AuthenticationSession {
  const { id } = account;
  const shown = ({ label }: Account) => pickerText(label, 80);
  const same = all.filter((other) => shown(other) === shown(account));
  const label = same.length > 1 ? `${shown(account)} · ${id.slice(0, 6)}` : shown(account);
  return { id, accessToken: '', scopes: [], account: { id, label } };
}

/** VS Code knows by the name that the user canceled. */
function canceled(): Error {
  return Object.assign(new Error('Canceled'), { name: 'Canceled' });
}
