import * as vscode from 'vscode';
import { contactOffset, type ContactPlace } from '../../records/contacts/contactEdits';

/** Puts the cursor at a contact of the client in an editor; does nothing where the text does not have it. */
export function revealContact(editor: vscode.TextEditor, contact: ContactPlace): void {
  const offset = contactOffset(editor.document.getText(), contact);
  if (offset === undefined) return;
  const position = editor.document.positionAt(offset);
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(
    new vscode.Range(position, position),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
}
