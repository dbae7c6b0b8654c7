import * as vscode from 'vscode';
import { isApiError } from '../api/errors';
import { plainText } from './plainText';
import { sentence } from './sentences';

export type Level = 'info' | 'warning' | 'error';

export interface MessageOptions {
  /** A dialog in the middle of the window, with a Cancel button of VS Code's own. */
  modal?: boolean;
  /** Lines below the question of a dialog; a line break inside of one becomes a blank: records must not add lines. */
  detail?: string | readonly string[];
}

/** A message and the account it is about: with several accounts nobody has to guess. */
export function inAccount(text: string, { label }: { label: string }): string {
  return vscode.l10n.t('{0} Account: {1}', text, label);
}

/** What an error says, and of which account, as far as either is known. */
export function errorText(error: unknown): string {
  const text = sentence(error);
  const label = isApiError(error) ? error.account : undefined;
  return label === undefined || text.includes(label) ? text : inAccount(text, { label });
}

/**
 * The only way to a notification or a dialog (lint forbids `show*Message` elsewhere): every text is defused first,
 * since it may hold what a server or a record says. Returns the label of the chosen action.
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
  return show<Action>(plainText(text), settings, ...actions);
}
