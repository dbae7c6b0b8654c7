import * as vscode from 'vscode';
import { clientLanguage } from '../../platform/clientUri';

/**
 * Gives a document our language, with our defaults for saving, and UTF-8. A user's `files.associations` or a language mode that
 * was chosen by hand takes the one away, `files.encoding` the other. Nothing that keeps text safe relies on either.
 */
export async function useOwnMode(document: vscode.TextDocument): Promise<void> {
  try {
    // Reads the file again, so a text with changes keeps its encoding, and its save is refused.
    if (document.encoding !== 'utf8' && !document.isDirty)
      await vscode.workspace.openTextDocument(document.uri, { encoding: 'utf8' });
    if (document.languageId !== clientLanguage && !document.isClosed)
      await vscode.languages.setTextDocumentLanguage(document, clientLanguage);
  } catch {
    // It was closed meanwhile.
  }
}
