import * as vscode from 'vscode';
import { isApiError } from '../api/errors';

/**
 * An error whose message is already a sentence for people, made by this extension. Known by its name: each bundle has a
 * class of its own.
 */
export class UserError extends Error {
  override readonly name = 'UserError';
}

/** True when the user, or a newer request, canceled and nothing was changed: nothing to report. */
export function isCanceled(error: unknown): boolean {
  if (isApiError(error, 'canceled')) return error.effect === 'none';
  return error instanceof Error && error.name === 'Canceled';
}

/** One sentence for people. The message of any other error is not shown: it may contain anything. */
export function sentence(error: unknown): string {
  if (isApiError(error) || (error instanceof Error && error.name === 'UserError')) return error.message;
  return vscode.l10n.t('Something unexpected went wrong in this extension. See its log for details.');
}
