import * as vscode from 'vscode';
import type { Id } from '../../api/types';
import { parseClientUri } from '../../platform/clientUri';
import { inAccount, say } from '../../platform/messages';
import { UserError } from '../../platform/sentences';
import type { Account } from '../../session/account';

/** Open documents of some clients whose text is not saved. */
export function unsavedDocuments(accountId: string, ids: readonly Id[]): vscode.TextDocument[] {
  const wanted = new Set(ids);
  return vscode.workspace.textDocuments.filter((document) => {
    const address = document.isDirty ? parseClientUri(document.uri) : undefined;
    return address?.accountId === accountId && wanted.has(address.clientId);
  });
}

/**
 * Says that clients have unsaved text before something is done to them. True to go on: nothing was unsaved, it was saved,
 * or the user wants to go on without saving.
 */
export async function settleUnsavedText(account: Account, ids: readonly Id[]): Promise<boolean> {
  const open = unsavedDocuments(account.id, ids);
  if (open.length === 0) return true;
  const save = vscode.l10n.t('Save and Continue');
  const go = vscode.l10n.t('Continue without Saving');
  const text =
    open.length === 1
      ? vscode.l10n.t('“{0}” has unsaved changes in the editor.', titleOf(open[0]))
      : vscode.l10n.t('{0} of these clients have unsaved changes in the editor.', open.length);
  const detail = vscode.l10n.t('Unsaved text stays in the editor; the action works on what the server has.');
  const answer = await say('warning', inAccount(text, account), [save, go], { modal: true, detail });
  if (answer === go) return true;
  if (answer !== save) return false;
  for (const document of open)
    if (!(await document.save()))
      throw new UserError(
        vscode.l10n.t(
          '“{0}” could not be saved, so nothing was done. Save it first, then try again.',
          titleOf(document),
        ),
      );
  return true;
}

function titleOf(document: vscode.TextDocument | undefined): string {
  return (document?.uri.path.split('/').pop() ?? '').replace(/\.client\.json$/, '');
}
