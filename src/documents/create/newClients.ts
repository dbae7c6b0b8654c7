import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { inBackground } from '../../platform/messages';
import { clientUri, newClientUri, parseNewClientUri } from '../../platform/clientUri';
import { clientName } from '../../records/names';
import type { DocumentOwner } from '../documentEvents';
import type { ClientDocuments } from '../fileSystem/clientDocuments';
import { fileStat } from '../fileSystem/version';
import type { ProblemMarks } from '../language/problemMarks';
import type { SaveProtocol } from '../save/saveProtocol';
import { NewClient } from './newClient';

const { FileSystemError } = vscode;

/**
 * The documents of clients that do not exist yet: texts in memory until their first save, which creates the client and
 * turns the tab into its document.
 */
export class NewClients implements DocumentOwner {
  private readonly open = new Map<string, NewClient>();
  /** URIs of real clients that VS Code must find missing, or it would not rename a tab to them. */
  private readonly arriving = new Set<string>();

  constructor(
    private readonly documents: ClientDocuments,
    private readonly marks: ProblemMarks,
    private readonly saveOf: (client: NewClient, becomeReal: () => void) => SaveProtocol,
  ) {}

  owns(uri: vscode.Uri): boolean {
    return parseNewClientUri(uri) !== undefined;
  }

  /** True while a real client's URI must look missing, so that the new document can be renamed to it. */
  isArriving(uri: vscode.Uri): boolean {
    return this.arriving.has(uri.toString());
  }

  /**
   * Opens an editor with a text, the cursor behind a part of it. The text is there from the first moment: somebody who types
   * at once would otherwise type before it.
   */
  async edit(accountId: string, text: string, cursorBehind = ''): Promise<vscode.TextEditor> {
    const uri = newClientUri(accountId, randomBytes(8).toString('hex'));
    const client = this.client(uri);
    client.text = text;
    client.version = { mtime: Date.now(), size: Buffer.byteLength(text) };
    const above = text.slice(0, text.indexOf(cursorBehind) + cursorBehind.length).split('\n');
    const cursor = new vscode.Position(above.length - 1, above.at(-1)?.length ?? 0);
    return vscode.window.showTextDocument(uri, {
      preview: false,
      selection: new vscode.Range(cursor, cursor),
    });
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const client = this.open.get(uri.toString());
    const saved = client?.save.statAfterWrite();
    // After a restart only VS Code's own copy of the text is left: it saves it as a file that does not exist yet.
    if (client === undefined || client.text === '') throw FileSystemError.FileNotFound(uri);
    return fileStat(saved ?? client.version);
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const client = this.open.get(uri.toString());
    if (client === undefined || client.text === '') throw FileSystemError.FileNotFound(uri);
    client.save.wasRead();
    return Buffer.from(client.text);
  }

  /** The one rename that exists: from a new client's URI to that of the client that was created from it. */
  rename(from: vscode.Uri, to: vscode.Uri): void {
    const client = this.open.get(from.toString());
    if (client?.created === undefined || !this.arriving.delete(to.toString()))
      throw FileSystemError.NoPermissions(
        vscode.l10n.t('Change the name inside the client and save it. Nothing was changed.'),
      );
    const real = this.documents.client(to);
    if (real !== undefined) {
      real.incoming = client.created;
      // Where the user typed on, the base of the text is what the client was created from.
      const { createdFrom } = client;
      if (
        real.base === undefined &&
        createdFrom !== undefined &&
        this.documents.document(from)?.getText() !== createdFrom
      )
        real.base = { text: createdFrom, ...real.nextVersion(createdFrom, client.created.updated_at) };
    }
    this.open.delete(from.toString());
    this.marks.clear(from);
  }

  save(uri: vscode.Uri): SaveProtocol {
    return this.client(uri).save;
  }

  opened(document: vscode.TextDocument): void {
    this.changed(document);
  }

  changed(document: vscode.TextDocument): void {
    this.marks.check((text) => this.client(document.uri).problems(text), document);
  }

  saved(): void {
    // The creation itself turns the tab into the client's document.
  }

  closed(document: vscode.TextDocument): void {
    this.open.delete(document.uri.toString());
    this.marks.clear(document.uri);
  }

  /** Marks the problems of a text now. */
  mark(client: NewClient): void {
    const document = this.documents.document(client.uri);
    if (document !== undefined) this.marks.show(client.problems, document);
  }

  /** Turns the tab into the real document: one tab throughout (docs/vscode-editing.md §9). */
  private async becomeReal(client: NewClient): Promise<void> {
    const from = client.uri;
    const account = parseNewClientUri(from);
    const { created } = client;
    if (account === undefined || created === undefined || this.documents.document(from) === undefined) return;
    const to = clientUri({ accountId: account.accountId, clientId: created.id }, clientName(created));
    if (this.arriving.has(to.toString())) return;
    if (this.documents.document(to)?.isDirty) {
      // A rename would throw away what was typed there.
      await vscode.commands.executeCommand('vscode.open', to);
      return;
    }
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to, { overwrite: true });
    this.arriving.add(to.toString());
    let renamed: boolean;
    try {
      renamed = await vscode.workspace.applyEdit(edit);
    } finally {
      this.arriving.delete(to.toString());
    }
    if (!renamed) await vscode.commands.executeCommand('vscode.open', to);
  }

  private client(uri: vscode.Uri): NewClient {
    const key = uri.toString();
    let client = this.open.get(key);
    if (client === undefined) {
      client = new NewClient(uri, (made) => this.saveOf(made, () => inBackground(this.becomeReal(made))));
      this.open.set(key, client);
    }
    return client;
  }
}
