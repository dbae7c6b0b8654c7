import * as vscode from 'vscode';
import type { Id } from '../../api/types';
import { parseClientUri } from '../../platform/clientUri';
import { inAccount, say } from '../../platform/messages';
import { UserError } from '../../platform/sentences';
import type { Account } from '../../session/account';

/**
 * Offers to save the open documents of clients before these are changed on the server. True to go on: nothing was
 * unsaved, everything was saved, or the user continues without saving. Throws where saving failed.
 */
export async function askAboutUnsaved(account: Account, ids: readonly Id[]): Promise<boolean> {
  const unsaved = unsavedDocuments(account.id, ids);
  if (unsaved.length === 0) return true;
  const save = vscode.l10n.t('Save and Continue');
  const go = vscode.l10n.t('Continue without Saving');
  const text =
    unsaved.length === 1
      ? vscode.l10n.t('“{0}” has unsaved changes in the editor.', titleOf(unsaved[0]))
      : vscode.l10n.t('{0} of these clients have unsaved changes in the editor.', unsaved.length);
  const detail = vscode.l10n.t('Unsaved text stays in the editor; the action works on what the server has.');
  const answer = await say('warning', inAccount(text, account), [save, go], { modal: true, detail });
  if (answer === go) return true;
  if (answer !== save) return false;
  for (const document of unsaved)
    if (!(await document.save()))
      throw new UserError(
        vscode.l10n.t(
          '“{0}” could not be saved, so nothing was done. Save it first, then try again.',
          titleOf(document),
        ),
      );
  return true;
}

function unsavedDocuments(accountId: string, ids: readonly Id[]): vscode.TextDocument[] {
  const wanted = new Set(ids);
  return vscode.workspace.textDocuments.filter((document) => {
    const address = document.isDirty ? parseClientUri(document.uri) : undefined;
    return address?.accountId === accountId && wanted.has(address.clientId);
  });
}

function titleOf(document: vscode.TextDocument | undefined): string {
  return (document?.uri.path.split('/').pop() ?? '').replace(/\.client\.json$/, '');
}
