import * as vscode from 'vscode';
import { inBackground } from '../platform/messages';
import { useOwnMode } from './language/ownMode';
import type { SaveProtocol } from './save/saveProtocol';

/** Who keeps the state of some documents: clients of the server, or clients to be created. */
export interface DocumentOwner {
  opened(document: vscode.TextDocument): void;
  /** The text, or whether the document is dirty, has changed. */
  changed(document: vscode.TextDocument): void;
  saved(document: vscode.TextDocument): void;
  closed(document: vscode.TextDocument): void;
  /** The save of a document; undefined for one that is not open. */
  save(uri: vscode.Uri): SaveProtocol | undefined;
}

/** The one place that listens to VS Code's events of documents. `ownerOf` gives undefined for documents of others. */
export function watchDocuments(ownerOf: (uri: vscode.Uri) => DocumentOwner | undefined): vscode.Disposable {
  const { workspace } = vscode;
  const opened = (document: vscode.TextDocument) => {
    const owner = ownerOf(document.uri);
    if (owner === undefined) return;
    owner.opened(document);
    inBackground(useOwnMode(document));
  };
  const watching = vscode.Disposable.from(
    workspace.onDidOpenTextDocument(opened),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const owner = ownerOf(document.uri);
      // VS Code also fires this when only the dirty state or the encoding changes.
      if (contentChanges.length > 0) owner?.save(document.uri)?.edited(document.getText());
      owner?.changed(document);
    }),
    workspace.onWillSaveTextDocument(({ document, reason }) =>
      ownerOf(document.uri)?.save(document.uri)?.willSave(reason, document.getText()),
    ),
    workspace.onDidSaveTextDocument((document) => {
      const owner = ownerOf(document.uri);
      owner?.save(document.uri)?.didSave(document.getText());
      owner?.saved(document);
    }),
    workspace.onDidCloseTextDocument((document) => {
      // A change of the language closes and opens a document that stays.
      if (document.isClosed) ownerOf(document.uri)?.closed(document);
    }),
  );
  workspace.textDocuments.forEach(opened);
  return watching;
}
