import * as vscode from 'vscode';
import { say } from '../platform/messages';
import type { Account } from '../session/account';

// Any extension may run our commands, with an argument or without. What makes an account less safe, or ends it, is asked
// about by its name, unless the user chose it in our own menu of that account.

/** Asks before a read-only account may be changed again. */
export async function acceptChanges({ label, address, kind }: Account): Promise<boolean> {
  const accept = vscode.l10n.t('Allow Changes');
  const question = vscode.l10n.t('Allow changes in {0}, which is read-only?', label);
  const detail = vscode.l10n.t('Clients of this account can then be changed, deleted and purged again.');
  const choice = await say('warning', question, [accept], {
    modal: true,
    detail: kind === 'sample' ? detail : [address, detail],
  });
  return choice === accept;
}

/** Asks before an account is signed out. */
export async function acceptSignOut({ label, address, kind }: Account): Promise<boolean> {
  if (kind === 'sample') {
    const stop = vscode.l10n.t('Stop Sample Data');
    const question = vscode.l10n.t('Stop the sample data and discard what you changed in it?');
    return (await say('warning', question, [stop], { modal: true })) === stop;
  }
  const accept = vscode.l10n.t('Sign Out');
  const choice = await say('warning', vscode.l10n.t('Sign out of {0}?', label), [accept], {
    modal: true,
    detail: [
      address,
      vscode.l10n.t(
        'Its token, remembered login password and salt are removed from this machine. Unsaved text stays open. Nothing changes on the server.',
      ),
    ],
  });
  return choice === accept;
}
