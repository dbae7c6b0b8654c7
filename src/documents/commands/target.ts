import * as vscode from 'vscode';
import { isId } from '../../api/ids';
import { clientScheme, parseClientUri, type ClientAddress } from '../../platform/clientUri';
import { UserError } from '../../platform/sentences';
import { contactAt } from '../../records/contacts/contactLookup';
import type { ContactPlace } from '../../records/contacts/contactEdits';

export interface Target extends ClientAddress {
  contact: ContactPlace | undefined;
}

/**
 * The client that a command is about: the tree item or URI it was called with, else the client in the active editor,
 * with the contact the cursor is in. Undefined when there is none. Whatever is passed is checked.
 */
export function targetOf(argument: unknown): Target | undefined {
  if (argument instanceof vscode.Uri) return ofUri(argument);
  if (typeof argument === 'object' && argument !== null) {
    const { accountId, clientId, contactId } = argument as Record<string, unknown>;
    if (typeof accountId === 'string' && isId(clientId))
      return { accountId, clientId, contact: isId(contactId) ? contactId : undefined };
  }
  const uri = vscode.window.activeTextEditor?.document.uri;
  return argument === undefined && uri !== undefined ? ofUri(uri) : undefined;
}

/** As `targetOf`; throws a sentence where there is no client. */
export function needTarget(argument: unknown): Target {
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

function ofUri(uri: vscode.Uri): Target | undefined {
  const address = uri.scheme === clientScheme ? parseClientUri(uri) : undefined;
  if (address === undefined) return undefined;
  const editor = editorOf(uri);
  const contact =
    editor && contactAt(editor.document.getText(), editor.document.offsetAt(editor.selection.active));
  return { ...address, contact };
}
