import * as vscode from 'vscode';
import type { Account } from '../../session/account';
import { pickerText } from '../plainText';
import { requireAccount } from '../signedIn';

/**
 * Asks for one of the accounts. A single account is taken without asking. Undefined when the user canceled; throws a
 * `UserError` where there is no account.
 */
export async function pickAccount(
  accounts: readonly Account[],
  question: { title?: string; placeHolder?: string },
): Promise<Account | undefined> {
  const first = requireAccount(accounts[0]);
  if (accounts.length === 1) return first;
  const items = accounts.map((account) => ({ label: pickerText(account.label), account }));
  return (await vscode.window.showQuickPick(items, question))?.account;
}
