import * as vscode from 'vscode';
import { say } from '../../platform/messages';
import type { Account } from '../../session/account';
import type { Accounts } from '../accounts';
import { loadForms } from '../forms';
import type { Connector } from './connect';
import type { SignInResult } from './tokenBox';

/** Signs in: asks in the forms, verifies the token on the server, and keeps the account. */
export class SignInFlow {
  constructor(
    private readonly accounts: Accounts,
    private readonly connector: Connector,
  ) {}

  /** Asks a server whose a token is; stores nothing. */
  async verify(
    address: string,
    token: string,
    options?: { signal?: AbortSignal; unverifiedTls?: boolean },
  ): Promise<Account> {
    return (await loadForms()).verifyAccount(this.connector, address, token, options);
  }

  /** Undefined when the user canceled. `prefill` is the address shown at first. */
  async signIn(prefill?: string): Promise<Account | undefined> {
    const { signInForm } = await loadForms();
    return this.keep(await signInForm(prefill, (...args) => this.verify(...args)));
  }

  /** `reason`: why the account has to sign in again. The sample data never has to. */
  async signInAgain(account: Account, reason?: string): Promise<void> {
    if (account.kind === 'sample') return;
    const { signInAgainForm } = await loadForms();
    const result = await signInAgainForm(account, reason, (...args) => this.verify(...args));
    const { id, kind } = account;
    await this.keep(result && { ...result, account: { ...result.account, id, kind } });
  }

  /** Does what the variable of `npm start` asks for (see `readDevSignIn`). Throws what the server answers. */
  async devSignIn(spec: string): Promise<void> {
    const request = (await loadForms()).readDevSignIn(spec);
    if (request === undefined) return;
    if ('prefill' in request) {
      if (this.accounts.all().length === 0) await this.signIn(request.prefill);
      return;
    }
    // A later extension host of the same run is signed in already; signing in again would end its session.
    const token = await this.accounts.store.token('dev').catch(() => undefined);
    if (this.accounts.find('dev')?.address === request.address && token === request.token) return;
    const account = await this.verify(request.address, request.token);
    await this.accounts.add({ ...account, id: 'dev', kind: 'dev' }, request.token);
  }

  private async keep(result: SignInResult | undefined): Promise<Account | undefined> {
    if (result === undefined) return undefined;
    const kept = await this.accounts.add(result.account, result.token);
    const { label } = this.accounts.find(result.account.id) ?? result.account;
    if (kept) say('info', vscode.l10n.t('Signed in to {0}.', label));
    else say('warning', notKept(label));
    return result.account;
  }
}

function notKept(label: string): string {
  return vscode.l10n.t(
    'Signed in to {0} until this window closes: VS Code could not store the token in the secret storage of this machine. Set up a keyring to stay signed in.',
    label,
  );
}
