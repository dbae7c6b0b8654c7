import * as vscode from 'vscode';
import { isApiError } from '../api/errors';
import { plainText } from './plainText';
import { isCanceled, sentence } from './sentences';

/** How serious a message is. */
export type Level = 'info' | 'warning' | 'error';

/** How a message is shown. */
export interface MessageOptions {
  /** A dialog, to which VS Code adds a Cancel button. */
  modal?: boolean;
  /** Lines under the question of a dialog. A line break inside a line becomes a blank, so that records cannot add lines. */
  detail?: string | readonly string[];
}

/** A message with the account it is about. */
export function inAccount(text: string, { label }: { label: string }): string {
  return vscode.l10n.t('{0} Account: {1}', text, label);
}

/** The sentence of an error, with its account where that is known. */
export function errorText(error: unknown): string {
  const text = sentence(error);
  const label = isApiError(error) ? error.account : undefined;
  return label === undefined || text.includes(label) ? text : inAccount(text, { label });
}

/**
 * The only way to a notification or a dialog (lint forbids `show*Message` elsewhere): every text is made
 * harmless first, since it may contain text of a server or a record. Returns the label of the chosen action. Never rejects: a
 * message that VS Code cannot show counts as one that was closed.
 */
export async function say<Action extends string>(
  level: Level,
  text: string,
  actions: readonly Action[] = [],
  options: MessageOptions = {},
): Promise<Action | undefined> {
  const show = {
    info: vscode.window.showInformationMessage,
    warning: vscode.window.showWarningMessage,
    error: vscode.window.showErrorMessage,
  }[level];
  const settings: vscode.MessageOptions = { modal: options.modal ?? false };
  if (options.detail !== undefined)
    settings.detail = [options.detail]
      .flat()
      .map((line) => plainText(line, 2000))
      .join('\n');
  try {
    return await show<Action>(plainText(text), settings, ...actions);
  } catch {
    return undefined;
  }
}

/** Lets work go on that nobody waits for. A failure is shown, unless `failed` deals with it; canceled work shows nothing. */
export function inBackground(
  work: PromiseLike<unknown>,
  failed: (error: unknown) => void = (error) => say('error', errorText(error)),
): void {
  work.then(undefined, (error: unknown) => {
    if (!isCanceled(error)) failed(error);
  });
}
