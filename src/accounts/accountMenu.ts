import * as vscode from 'vscode';
import { pickerText, plainText } from '../platform/plainText';
import { UserError } from '../platform/sentences';
import { accountColors, type Account } from '../session/account';
import type { Accounts } from './accounts';
import { accountIcon, themeColor, colorName } from './accountColors';
import { acceptCertificate } from './signIn/unsafeConnection';

interface AccountItem extends vscode.QuickPickItem {
  account?: Account;
  run?: () => unknown;
}

/** What the menus and commands of accounts start; `registerAccounts` implements it. */
export interface AccountActions {
  /** Makes it the account of the next command. */
  choose(account: Account): void;
  signIn(): unknown;
  signInAgain(account: Account): unknown;
  signOut(account: Account): unknown;
  forgetEverything(): unknown;
}

/**
 * The list of accounts, with their state and a button for the menu of each. Not `pickAccount`, which asks on behalf of a
 * command: this one also signs in, and shows a list where there is only one account.
 */
export async function showAccounts(accounts: Accounts, actions: AccountActions): Promise<void> {
  const items: AccountItem[] = accounts.all().map((account) => ({
    label: pickerText(account.label),
    description: [
      account.readOnly ? vscode.l10n.t('read-only') : '',
      account.unverifiedTls ? vscode.l10n.t('certificate not checked') : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
    detail: account.kind === 'sample' ? undefined : pickerText(account.address),
    iconPath: accountIcon(account),
    account,
    buttons: [{ iconPath: new vscode.ThemeIcon('gear'), tooltip: vscode.l10n.t('Manage Account') }],
  }));
  items.push(
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    { label: vscode.l10n.t('Sign In to Another Account…'), run: () => actions.signIn() },
    { label: vscode.l10n.t('Forget Everything…'), run: () => actions.forgetEverything() },
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
      resolve(account === undefined ? item?.run : () => actions.choose(account));
    });
    pick.onDidTriggerItemButton(({ item: { account } }) =>
      resolve(account && (() => manageAccount(accounts, account, actions))),
    );
    pick.onDidHide(() => resolve(undefined));
    pick.show();
  });
  pick.dispose();
  await chosen?.();
}

/** The menu of one account: rename, color, read-only, connection, sign in again, sign out. */
export async function manageAccount(
  accounts: Accounts,
  account: Account,
  actions: AccountActions,
): Promise<void> {
  const items: (vscode.QuickPickItem & { run: () => unknown })[] = [
    { label: vscode.l10n.t('Rename…'), run: () => renameAccount(accounts, account) },
    { label: vscode.l10n.t('Colour…'), run: () => setAccountColor(accounts, account) },
    {
      label: account.readOnly ? vscode.l10n.t('Allow Changes') : vscode.l10n.t('Set to Read-Only'),
      detail: account.readOnly ? undefined : vscode.l10n.t('Nothing is sent that could change something.'),
      run: () => accounts.update(account.id, { readOnly: !account.readOnly }),
    },
  ];
  if (account.kind !== 'sample')
    items.push({
      label: vscode.l10n.t('Salt of Numeric Ids…'),
      detail: vscode.l10n.t('For servers that mix their ids with a secret of their own.'),
      run: () => setIdSalt(accounts, account),
    });
  if (account.kind === 'server') {
    if (account.unverifiedTls)
      items.push({
        label: vscode.l10n.t('Check the Certificate of the Server Again'),
        run: () => accounts.update(account.id, { unverifiedTls: false }),
      });
    else if (account.address.startsWith('https:'))
      items.push({
        label: vscode.l10n.t('Do Not Check the Certificate of the Server…'),
        run: () => stopCheckingCertificate(accounts, account),
      });
    items.push({ label: vscode.l10n.t('Sign In Again…'), run: () => actions.signInAgain(account) });
  }
  items.push({ label: vscode.l10n.t('Sign Out'), run: () => actions.signOut(account) });
  const chosen = await vscode.window.showQuickPick(items, { title: plainText(account.label, 120) });
  await chosen?.run();
}

async function stopCheckingCertificate(accounts: Accounts, account: Account): Promise<void> {
  if (await acceptCertificate(account.address)) await accounts.update(account.id, { unverifiedTls: true });
}

/** Asks for the `HASH_SALT` of the account's server, by which ids are converted to database numbers and back. */
export async function setIdSalt(accounts: Accounts, account: Account): Promise<void> {
  const salt = await vscode.window.showInputBox({
    title: plainText(vscode.l10n.t('Salt of Numeric Ids of {0}', account.label), 120),
    prompt: vscode.l10n.t(
      'HASH_SALT of the server, kept as a secret on this machine; empty on most servers.',
    ),
    password: true,
    ignoreFocusOut: true,
  });
  if (salt === undefined) return;
  if (await accounts.store.setSalt(account.id, salt)) return;
  throw new UserError(
    salt === ''
      ? vscode.l10n.t(
          'VS Code could not remove the salt from the secret storage of this machine. Unlock it, then try again.',
        )
      : vscode.l10n.t(
          'VS Code could not store the salt in the secret storage of this machine. Set up a keyring, then try again.',
        ),
  );
}

/** Asks for another name of the account, which is kept on this machine only. */
export async function renameAccount(accounts: Accounts, account: Account): Promise<void> {
  const label = await vscode.window.showInputBox({
    title: vscode.l10n.t('Rename Account'),
    prompt: vscode.l10n.t('How this account is called here; nothing changes on the server.'),
    value: plainText(account.label, 80),
    ignoreFocusOut: true,
    validateInput: (value) =>
      value.trim() === '' || value.length > 80 ? vscode.l10n.t('A name has 1 to 80 characters.') : undefined,
  });
  if (label !== undefined) await accounts.update(account.id, { label: label.trim(), renamed: true });
}

/** Asks for the color of the account. */
export async function setAccountColor(accounts: Accounts, account: Account): Promise<void> {
  const none = { label: vscode.l10n.t('None'), color: undefined };
  const colors = accountColors.map((color) => ({
    label: colorName(color),
    iconPath: new vscode.ThemeIcon('circle-filled', themeColor(color)),
    color,
  }));
  const chosen = await vscode.window.showQuickPick([none, ...colors], {
    title: plainText(vscode.l10n.t('Colour of {0}', account.label), 120),
  });
  if (chosen !== undefined) await accounts.update(account.id, { mark: chosen.color });
}
