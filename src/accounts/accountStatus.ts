import * as vscode from 'vscode';
import { accountOfUri } from '../platform/clientUri';
import { setContextKey } from '../platform/commands/contextKeys';
import { pickerText, plainText } from '../platform/plainText';
import type { Account } from '../session/account';
import type { Accounts } from './accounts';
import { themeColor } from './accountColors';

/**
 * The status bar's item: the account of the active client, else the one that the next command uses. A click opens the list
 * of accounts.
 */
export class AccountStatus implements vscode.Disposable {
  private readonly item = vscode.window.createStatusBarItem('account', vscode.StatusBarAlignment.Left, 10);
  private readonly subscriptions: vscode.Disposable[];
  private chosen: string | undefined;

  constructor(private readonly accounts: Accounts) {
    this.item.name = vscode.l10n.t('Invoice Ninja Account');
    this.item.command = 'ninjaClients.accounts';
    this.subscriptions = [
      accounts.onDidChange(() => this.update()),
      vscode.window.onDidChangeActiveTextEditor(() => this.update()),
    ];
    this.update();
  }

  /** The account of the active client, else the one chosen last, else the first. */
  current(): Account | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const ofEditor = uri === undefined ? undefined : accountOfUri(uri);
    for (const id of [ofEditor, this.chosen]) {
      const account = id === undefined ? undefined : this.accounts.find(id);
      if (account !== undefined) return account;
    }
    return this.accounts.all()[0];
  }

  choose(account: Account): void {
    this.chosen = account.id;
    this.update();
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    this.item.dispose();
  }

  private update(): void {
    const account = this.current();
    // Hides commands that change something from the palette.
    setContextKey('activeReadOnly', account?.readOnly === true);
    if (account === undefined) {
      this.item.hide();
      return;
    }
    const label = pickerText(account.label, 40);
    const icon = account.unverifiedTls ? 'warning' : account.readOnly ? 'lock' : 'account';
    this.item.text = `$(${icon}) ${label}`;
    this.item.backgroundColor = account.unverifiedTls
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.item.color = account.mark === undefined ? undefined : themeColor(account.mark);
    const text = account.readOnly
      ? vscode.l10n.t('Invoice Ninja account {0}, read-only', account.label)
      : vscode.l10n.t('Invoice Ninja account {0}', account.label);
    this.item.tooltip = plainText(
      account.unverifiedTls
        ? vscode.l10n.t('{0}. The certificate of its server is not checked.', text)
        : text,
    );
    this.item.accessibilityInformation = { label: this.item.tooltip, role: 'button' };
    this.item.show();
  }
}
