import * as vscode from 'vscode';
import { pickAccount } from '../platform/pickers/accountPicker';
import type { CommandTable } from '../platform/commands/commands';
import { inBackground, say } from '../platform/messages';
import { accountOfCommand } from '../platform/signedIn';
import type { Account } from '../session/account';
import type { AccountActions } from './accountMenu';
import type { Accounts } from './accounts';
import { loadForms } from './forms';

/**
 * Adds the commands on accounts. Their argument is an account's node in the tree; without one they ask, and another account
 * is never taken instead.
 */
export function addAccountCommands(
  commands: CommandTable,
  accounts: Accounts,
  actions: AccountActions,
): void {
  const onAccount = (name: string, placeHolder: string, act: (account: Account) => unknown) =>
    commands.add(name, async (node) => {
      const ask = () => pickAccount(accounts.all(), { placeHolder });
      const account =
        node === undefined || node === null ? await ask() : accountOfCommand(node, accounts, () => undefined);
      if (account !== undefined) await act(account);
    });
  const setReadOnly = (account: Account) => accounts.update(account.id, { readOnly: true });
  const allowChanges = async (account: Account) => {
    if (!account.readOnly || !(await (await loadForms()).acceptChanges(account))) return;
    await accounts.update(account.id, { readOnly: false });
  };

  commands.add('accounts', async () => (await loadForms()).showAccounts(accounts, actions));
  commands.add('signIn', () => actions.signIn());
  commands.add('forgetEverything', () => actions.forgetEverything());
  onAccount('signOut', vscode.l10n.t('Account to sign out of'), async (account) => {
    if (await (await loadForms()).acceptSignOut(account)) await actions.signOut(account);
  });
  onAccount('signInAgain', vscode.l10n.t('Account to sign in to again'), (account) =>
    actions.signInAgain(account),
  );
  onAccount('renameAccount', vscode.l10n.t('Account to rename'), async (account) =>
    (await loadForms()).renameAccount(accounts, account),
  );
  onAccount('markAccount', vscode.l10n.t('Account to give a colour'), async (account) =>
    (await loadForms()).setAccountColor(accounts, account),
  );
  onAccount('setAccountReadOnly', vscode.l10n.t('Account to set to read-only'), setReadOnly);
  onAccount('allowAccountChanges', vscode.l10n.t('Account to change again'), allowChanges);
  onAccount('setIdSalt', vscode.l10n.t('Account to set the salt of numeric ids of'), async (account) =>
    (await loadForms()).setIdSalt(accounts, account),
  );
  onAccount('manageAccount', vscode.l10n.t('Account to manage'), async (account) =>
    (await loadForms()).manageAccount(accounts, account, actions),
  );
}

/** Reports a token that stopped working once per account, until something about the accounts changes. */
export function askToSignInAgain(
  accounts: Accounts,
  signInAgain: (account: Account, reason: string) => unknown,
): vscode.Disposable {
  const asked = new Set<string>();
  return vscode.Disposable.from(
    accounts.onDidRefuseToken(({ account, reason }) => {
      if (asked.has(account.id) || accounts.find(account.id) === undefined) return;
      asked.add(account.id);
      const action = vscode.l10n.t('Sign In Again');
      const text = vscode.l10n.t('{0}: {1} Open clients and unsaved text stay.', account.label, reason);
      inBackground(
        say('warning', text, [action]).then((choice) =>
          choice === action ? signInAgain(account, reason) : undefined,
        ),
      );
    }),
    accounts.onDidChange(() => asked.clear()),
  );
}
