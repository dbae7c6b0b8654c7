import * as vscode from 'vscode';
import { isId } from '../api/ids';
import type { ClientAddress } from '../platform/clientUri';
import { say } from '../platform/messages';
import { sentence } from '../platform/sentences';
import type { TreeAccounts } from './clientTree';

/**
 * Links like `vscode://<this extension>/client?account=<id>&id=<client id>`, with the account's id or the address of its
 * server. They open a client of an account that is signed in, after asking; they never change or add anything.
 */
export class ClientLinks implements vscode.UriHandler {
  constructor(
    private readonly accounts: TreeAccounts,
    private readonly open: (address: ClientAddress) => Thenable<unknown>,
  ) {}

  async handleUri(uri: vscode.Uri): Promise<void> {
    try {
      await this.follow(uri);
    } catch (error) {
      void say('error', sentence(error));
    }
  }

  private async follow(uri: vscode.Uri): Promise<void> {
    const address = this.target(uri);
    const account = address && this.accounts.find(address.accountId);
    if (address === undefined || account === undefined) {
      void say(
        'warning',
        vscode.l10n.t(
          'This link is not to a client of an account that is signed in here. Nothing was opened; sign in to its account, then follow the link again.',
        ),
      );
      return;
    }
    const open = vscode.l10n.t('Open Client');
    const choice = await say(
      'info',
      vscode.l10n.t('A link wants to open a client of {0}.', account.label),
      [open],
      { modal: true, detail: vscode.l10n.t('Client {0}. Nothing is changed.', address.clientId) },
    );
    if (choice === open) await this.open(address);
  }

  private target(uri: vscode.Uri): ClientAddress | undefined {
    if (uri.path !== '/client') return undefined;
    const asked = new URLSearchParams(uri.query);
    const [clientId, accountId, server] = [asked.get('id'), asked.get('account'), asked.get('server')];
    if (!isId(clientId)) return undefined;
    if (accountId !== null) return { accountId, clientId };
    // By server only where that leaves no choice of books.
    const there = this.accounts.all().filter(({ address }) => address === server?.replace(/\/+$/, ''));
    const [only] = there;
    return only !== undefined && there.length === 1 ? { accountId: only.id, clientId } : undefined;
  }
}
