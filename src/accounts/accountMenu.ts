import * as vscode from 'vscode';
import { pickerText, plainText } from '../platform/plainText';
import { accountMarks, type Account } from '../session/account';
import type { Accounts } from './accounts';
import { accountIcon, markColor, markName } from './marks';

interface AccountItem extends vscode.QuickPickItem {
  account?: Account;
  run?: () => unknown;
}

/** What the list of accounts can start besides choosing one. */
export interface AccountWork {
  choose(account: Account): void;
  signIn(): unknown;
  signInAgain(account: Account): unknown;
  signOut(account: Account): unknown;
  forgetEverything(): unknown;
}

/** The accounts with what can be done with each; choosing one makes it the account of the next command. */
export async function showAccounts(accounts: Accounts, work: AccountWork): Promise<void> {
  const items: AccountItem[] = accounts.all().map((account) => ({
    label: pickerText(account.label),
    description: account.readOnly ? vscode.l10n.t('read-only') : undefined,
    detail: account.kind === 'sample' ? undefined : pickerText(account.address),
    iconPath: accountIcon(account),
    account,
    buttons: [{ iconPath: new vscode.ThemeIcon('gear'), tooltip: vscode.l10n.t('Manage Account') }],
  }));
  items.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Sign In to Another Account…'), run: () => work.signIn() },
    { label: vscode.l10n.t('Forget Everything…'), run: () => work.forgetEverything() },
  );
  const pick = vscode.window.createQuickPick<AccountItem>();
  pick.title = vscode.l10n.t('Invoice Ninja Accounts');
  pick.placeholder = vscode.l10n.t('Choose the account to work with');
  pick.matchOnDetail = true;
  pick.items = items;
  const chosen = await new Promise<(() => unknown) | undefined>((resolve) => {
    pick.onDidAccept(() => {
      const [item] = pick.selectedItems;
      const { account } = item ?? {};
      resolve(account === undefined ? item?.run : () => work.choose(account));
    });
    pick.onDidTriggerItemButton(({ item: { account } }) =>
      resolve(account && (() => manageAccount(accounts, account, work))),
    );
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  await chosen?.();
}

/** Rename, mark, read-only, sign in again, sign out. */
export async function manageAccount(accounts: Accounts, account: Account, work: AccountWork): Promise<void> {
  const items: (vscode.QuickPickItem & { run: () => unknown })[] = [
    { label: vscode.l10n.t('Rename…'), run: () => renameAccount(accounts, account) },
    { label: vscode.l10n.t('Colour…'), run: () => markAccount(accounts, account) },
    {
      label: account.readOnly ? vscode.l10n.t('Allow Changes') : vscode.l10n.t('Set to Read-Only'),
      detail: account.readOnly ? undefined : vscode.l10n.t('Nothing is sent that could change something.'),
      run: () => accounts.update(account.id, { readOnly: !account.readOnly }),
    },
  ];
  if (account.kind === 'server')
    items.push({ label: vscode.l10n.t('Sign In Again…'), run: () => work.signInAgain(account) });
  items.push({ label: vscode.l10n.t('Sign Out'), run: () => work.signOut(account) });
  const chosen = await vscode.window.showQuickPick(items, { title: plainText(account.label, 120) });
  await chosen?.run();
}

export async function renameAccount(accounts: Accounts, account: Account): Promise<void> {
  const label = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Account'),
    prompt: vscode.l10n.t('How this account is called here; nothing changes on the server.'),
    value: account.label,
    validateInput: (value) =>
      value.trim() === '' || value.length > 80 ? vscode.l10n.t('A name has 1 to 80 characters.') : undefined,
  });
  if (label !== undefined) await accounts.update(account.id, { label: label.trim(), renamed: true });
}

export async function markAccount(accounts: Accounts, account: Account): Promise<void> {
  const none = { label: vscode.l10n.t('None'), mark: undefined };
  const colors = accountMarks.map((mark) => ({
    label: markName(mark),
    iconPath: new vscode.ThemeIcon('circle-filled', markColor(mark)),
    mark,
  }));
  const chosen = await vscode.window.showQuickPick([none, ...colors], {
    title: plainText(vscode.l10n.t('Colour of {0}', account.label), 120),
  });
  if (chosen !== undefined) await accounts.update(account.id, { mark: chosen.mark });
}
