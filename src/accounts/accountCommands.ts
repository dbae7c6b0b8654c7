import * as vscode from 'vscode';
import { registerCommand } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { say } from '../platform/messages';
import { pickerText } from '../platform/plainText';
import type { Account } from '../session/account';
import type { AccountWork } from './accountMenu';
import type { Accounts } from './accounts';

const forms = () => import('./entry').then((entry) => entry.forms);

/** Commands on accounts: their argument is an account's node in the tree, or nothing. */
export function registerAccountCommands(accounts: Accounts, work: AccountWork, log: Log): vscode.Disposable {
  const all = new Disposables();
  const onAccount = (command: string, placeHolder: string, act: (account: Account) => unknown) =>
    all.add(
      registerCommand(command, log, async (node) => {
        const account = accountOf(accounts, node) ?? (await pickAccount(accounts.all(), placeHolder));
        if (account !== undefined) await act(account);
      }),
    );
  const setReadOnly = (account: Account) => accounts.update(account.id, { readOnly: true });
  const allowChanges = (account: Account) => accounts.update(account.id, { readOnly: false });

  all.add(
    registerCommand('ninjaClients.accounts', log, async () => (await forms()).showAccounts(accounts, work)),
  );
  all.add(registerCommand('ninjaClients.signIn', log, () => work.signIn()));
  all.add(registerCommand('ninjaClients.forgetEverything', log, () => work.forgetEverything()));
  onAccount('ninjaClients.signOut', vscode.l10n.t('Account to sign out of'), (account) =>
    work.signOut(account),
  );
  onAccount('ninjaClients.signInAgain', vscode.l10n.t('Account to sign in to again'), (account) =>
    work.signInAgain(account),
  );
  onAccount('ninjaClients.renameAccount', vscode.l10n.t('Account to rename'), async (account) =>
    (await forms()).renameAccount(accounts, account),
  );
  onAccount('ninjaClients.markAccount', vscode.l10n.t('Account to give a colour'), async (account) =>
    (await forms()).markAccount(accounts, account),
  );
  onAccount('ninjaClients.setAccountReadOnly', vscode.l10n.t('Account to set to read-only'), setReadOnly);
  onAccount('ninjaClients.allowAccountChanges', vscode.l10n.t('Account to change again'), allowChanges);
  onAccount('ninjaClients.manageAccount', vscode.l10n.t('Account to manage'), async (account) =>
    (await forms()).manageAccount(accounts, account, work),
  );
  return all;
}

/** One notification per account that a token stopped working, until it is signed in again. */
export function askToSignInAgain(
  accounts: Accounts,
  signInAgain: (account: Account, reason: string) => unknown,
): vscode.Disposable {
  const asked = new Set<string>();
  const listening = [
    accounts.onDidRefuseToken(({ account, reason }) => {
      if (asked.has(account.id) || accounts.find(account.id) === undefined) return;
      asked.add(account.id);
      const action = vscode.l10n.t('Sign In Again');
      const text = vscode.l10n.t('{0}: {1} Open clients and unsaved text stay.', account.label, reason);
      void say('warning', text, [action]).then((choice) =>
        choice === action ? signInAgain(account, reason) : undefined,
      );
    }),
    accounts.onDidChange(() => asked.clear()),
  ];
  return vscode.Disposable.from(...listening);
}

/** Arguments of commands come from anywhere: only an id that an account has is taken. */
function accountOf(accounts: Accounts, node: unknown): Account | undefined {
  const id =
    typeof node === 'object' && node !== null ? (node as Record<string, unknown>).accountId : undefined;
  return typeof id === 'string' ? accounts.find(id) : undefined;
}

async function pickAccount(all: readonly Account[], placeHolder: string): Promise<Account | undefined> {
  if (all.length === 0) {
    void say('info', vscode.l10n.t('You are not signed in.'));
    return undefined;
  }
  const [only] = all;
  if (all.length === 1) return only;
  const items = all.map((account) => ({ label: pickerText(account.label), account }));
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.account;
}
