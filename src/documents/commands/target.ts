import * as vscode from 'vscode';
import type { ClientAddress } from '../../platform/clientUri';
import { readClientAddress, readId } from '../../platform/commands/commandArguments';
import { UserError } from '../../platform/sentences';
import { contactAt } from '../../records/contacts/contactLookup';
import type { ContactPlace } from '../../records/contacts/contactEdits';

/** The client that a command is about, and the contact. */
export interface Target extends ClientAddress {
  contact: ContactPlace | undefined;
  /** The text that an index in `contact` is of. */
  text?: string;
}

/**
 * The client that a command is about: the tree item or URI it was called with, else the client in the active editor,
 * with the contact the cursor is in. Undefined when there is none. The argument comes from anywhere and is checked.
 */
export function targetOf(argument: unknown): Target | undefined {
  const subject = argument ?? vscode.window.activeTextEditor?.document.uri;
  const address = readClientAddress(subject);
  if (address === undefined) return undefined;
  if (!(subject instanceof vscode.Uri)) return { ...address, contact: readId(subject, 'contactId') };
  return { ...address, ...contactAtCursor(subject) };
}

/** As `targetOf`; throws a `UserError` where there is no client. */
export function requireTarget(argument: unknown): Target {
  const target = targetOf(argument);
  if (target === undefined)
    throw new UserError(vscode.l10n.t('Choose a client in the Clients view, or open one, then try again.'));
  return target;
}

/** The editor that shows a URI, if it is visible. */
export function editorOf(uri: vscode.Uri): vscode.TextEditor | undefined {
  const key = uri.toString();
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === key);
}

function contactAtCursor(uri: vscode.Uri): Pick<Target, 'contact' | 'text'> {
  const editor = editorOf(uri);
  if (editor === undefined) return { contact: undefined };
  const text = editor.document.getText();
  return { contact: contactAt(text, editor.document.offsetAt(editor.selection.active)), text };
}
