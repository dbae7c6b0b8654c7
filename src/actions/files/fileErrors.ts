import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import { UserError } from '../../platform/sentences';
import { IncompleteDownload } from './downloadFile';

/** The error for a file that could not be saved, with the reason where the file system gives one; any other error as it is. */
export function notSaved(name: string, error: unknown): unknown {
  const reason = fileReason(error);
  return reason === undefined
    ? error
    : new UserError(vscode.l10n.t('“{0}” was not saved. {1}', name, reason), { cause: error });
}

/** Whether another document may do better: the server does not have this one, or not as it should. */
export function isOfOneDocument(error: unknown): boolean {
  if (error instanceof IncompleteDownload) return true;
  return (
    isApiError(error) &&
    ['notFound', 'noPermission', 'serverFault', 'notInvoiceNinja', 'tooLarge'].includes(error.kind)
  );
}

/** Why a file could not be written, as a sentence; undefined for an error that is not of a file system. */
export function fileReason(error: unknown): string | undefined {
  if (isApiError(error) || !(error instanceof Error)) return undefined;
  const { code } = error as { code?: unknown };
  if (typeof code !== 'string') return undefined;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return vscode.l10n.t('The disk is full.');
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    case 'NoPermissions':
      return vscode.l10n.t('You may not write there.');
    case 'ENOENT':
    case 'ENOTDIR':
    case 'FileNotFound':
    case 'FileNotADirectory':
      return vscode.l10n.t('The folder is not there any more.');
    case 'ENAMETOOLONG':
      return vscode.l10n.t('The name is too long there; choose a shorter one.');
    case 'EBUSY':
    case 'ETXTBSY':
      return vscode.l10n.t('Another program uses the file; close it there, then try again.');
    case 'EISDIR':
    case 'EEXIST':
    case 'FileExists':
    case 'FileIsADirectory':
      return vscode.l10n.t('Something else has this name; choose another one.');
    default:
      return vscode.l10n.t('The file system reports {0}.', code);
  }
}
