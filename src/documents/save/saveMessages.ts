// Sentences for saves that sent nothing. A `UserError` with one of them makes VS Code keep the text dirty.
import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import { plainText } from '../../platform/plainText';
import { sentence, UserError } from '../../platform/sentences';

export const signedOut = () =>
  vscode.l10n.t(
    'You are not signed in to the account of this client. Nothing was sent; sign in and save again.',
  );

export const nothingSent = () =>
  vscode.l10n.t('Nothing was sent to the server, and your text is still here.');

export const onlyRestored = () =>
  vscode.l10n.t('The client was restored; its text was not sent to the server and is still here.');

export const notRestored = () =>
  vscode.l10n.t('The server did not restore this client: this user may not change it. Ask an administrator.');

export const fixFirst = () =>
  vscode.l10n.t('Nothing was sent: mend the errors marked in the text (see Problems), then save again.');

export const otherText = () =>
  vscode.l10n.t(
    'Only the text of its editor can be saved as a client. Nothing was sent; save in the editor.',
  );

export const notUtf8 = (encoding: string) =>
  vscode.l10n.t(
    'This text is not in UTF-8 ({0}), so nothing was sent. Choose UTF-8 with “Change File Encoding”, then save again.',
    plainText(encoding, 40),
  );

/** An error that stopped a save, as a sentence. */
export function saveFailure(error: unknown): UserError {
  if (error instanceof UserError) return error;
  if (isApiError(error, 'notFound'))
    return new UserError(
      vscode.l10n.t(
        'This client no longer exists on the server, so nothing was saved. Copy what you need from this text.',
      ),
    );
  if (isApiError(error, 'validation'))
    return new UserError(
      vscode.l10n.t('The server did not accept this client, and nothing was saved. See Problems.'),
    );
  if (isApiError(error, 'canceled'))
    return new UserError(
      error.effect === 'none'
        ? vscode.l10n.t(
            'The connection of this account was just renewed or closed. Nothing was sent; save again.',
          )
        : vscode.l10n.t(
            'The connection of this account was just renewed or closed. Save again to see what was saved.',
          ),
    );
  const what = plainText(sentence(error));
  // Of a write whose answer was lost the sentence itself says what may have happened.
  if (!isApiError(error) || error.effect !== 'none') return new UserError(what);
  return new UserError(vscode.l10n.t('{0} Nothing was saved, and your text is still here.', what));
}
