import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { clientUri, newClientUri, parseNewClientUri } from '../../platform/clientUri';
import { Disposables } from '../../platform/disposables';
import { plainText } from '../../platform/plainText';
import { sentence, UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import type { ClientCreator, Creation } from './clientCreator';
import type { ClientDocuments } from '../fileSystem/clientDocuments';
import type { HiddenSaves } from '../save/hiddenSaves';
import type { Version } from '../fileSystem/openClient';
import type { ProblemMarks } from '../language/problemMarks';

const { FileSystemError, FileType } = vscode;

interface NewClient extends Creation {
  text: string;
  version: Version;
  pendingError: Error | undefined;
}

/** Clients to be: texts in memory until their first save, which creates the client and turns the tab into its document. */
export class NewClients implements vscode.Disposable {
  private readonly open = new Map<string, NewClient>();
  private readonly disposables = new Disposables();
  /** Real URIs that VS Code has to find missing, or it would not rename onto them. */
  private readonly arriving = new Set<string>();

  constructor(
    private readonly creator: ClientCreator,
    private readonly documents: ClientDocuments,
    private readonly marks: ProblemMarks,
    private readonly hidden: HiddenSaves,
  ) {
    const { workspace } = vscode;
    this.disposables.add(workspace.onDidOpenTextDocument((document) => this.check(document)));
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.check(document)));
    this.disposables.add(workspace.onDidSaveTextDocument((document) => void this.becomeReal(document)));
    this.disposables.add(
      workspace.onWillSaveTextDocument(({ document, reason }) => {
        if (this.owns(document.uri)) this.state(document.uri).reason = reason;
      }),
    );
    this.disposables.add(
      workspace.onDidCloseTextDocument((document) => {
        if (!this.owns(document.uri) || document.isDirty) return;
        this.open.delete(document.uri.toString());
        this.marks.clear(document.uri);
      }),
    );
  }

  owns(uri: vscode.Uri): boolean {
    return parseNewClientUri(uri) !== undefined;
  }

  /** True while a real document's URI must look missing, so that the new one can be renamed to it. */
  isArriving(uri: vscode.Uri): boolean {
    return this.arriving.has(uri.toString());
  }

  /**
   * Opens an editor with the text of a client to be, the cursor behind a part of it. From the first moment: who types at
   * once would otherwise type before the text.
   */
  async edit(accountId: string, text: string, cursorBehind = ''): Promise<vscode.TextEditor> {
    const uri = newClientUri(accountId, randomBytes(4).toString('hex'));
    const state = this.state(uri);
    state.text = text;
    state.version = { mtime: Date.now(), size: Buffer.byteLength(text) };
    const above = text.slice(0, text.indexOf(cursorBehind) + cursorBehind.length).split('\n');
    const cursor = new vscode.Position(above.length - 1, above.at(-1)?.length ?? 0);
    return vscode.window.showTextDocument(uri, {
      preview: false,
      selection: new vscode.Range(cursor, cursor),
    });
  }

  stat(uri: vscode.Uri): vscode.FileStat {
    const state = this.open.get(uri.toString());
    if (state?.pendingError !== undefined) {
      const { message } = state.pendingError;
      state.pendingError = undefined;
      const document = state.created && this.documents.document(uri);
      // The tab has not become the document of the client that is there: once more, when this save is over.
      if (document !== undefined) setImmediate(() => void this.becomeReal(document));
      throw new FileSystemError(message);
    }
    // After a restart only VS Code's own copy of the text is left: it saves it as a file that does not exist yet.
    if (state === undefined || state.text === '') throw FileSystemError.FileNotFound(uri);
    return { type: FileType.File, ctime: 0, ...state.version };
  }

  readFile(uri: vscode.Uri): Uint8Array {
    const state = this.open.get(uri.toString());
    if (state === undefined || state.text === '') throw FileSystemError.FileNotFound(uri);
    return Buffer.from(state.text);
  }

  /** A save: creates the client, once. Refusals are thrown by the stat that follows, as for any client. */
  async writeFile(uri: vscode.Uri, text: string): Promise<void> {
    const state = this.state(uri);
    try {
      await this.creator.create(uri, state, text);
      state.text = text;
      state.version = { mtime: Math.max(Date.now(), state.version.mtime + 1), size: Buffer.byteLength(text) };
    } catch (error) {
      state.text ||= text;
      state.pendingError = new UserError(plainText(sentence(error)));
    } finally {
      this.hidden.ended(uri);
    }
  }

  /** The one rename there is: from the new URI to that of the client it has become. */
  rename(from: vscode.Uri, to: vscode.Uri): void {
    const state = this.open.get(from.toString());
    if (state?.created === undefined || !this.arriving.delete(to.toString()))
      throw FileSystemError.NoPermissions(
        vscode.l10n.t('Change the name inside the client and save it. Nothing was changed.'),
      );
    const real = this.documents.state(to);
    if (real !== undefined) {
      real.incoming = state.created;
      // Typed on meanwhile: what was created is what the text is compared with.
      const { createdFrom } = state;
      if (
        real.given === undefined &&
        createdFrom !== undefined &&
        this.documents.document(from)?.getText() !== createdFrom
      )
        real.given = { text: createdFrom, ...real.nextVersion(createdFrom, state.created.updated_at) };
    }
    this.open.delete(from.toString());
    this.marks.clear(from);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  /** Turns the tab into the real document: one tab throughout (editing facts §9). */
  private async becomeReal(document: vscode.TextDocument): Promise<void> {
    const from = document.uri;
    const account = parseNewClientUri(from);
    const created = this.open.get(from.toString())?.created;
    if (account === undefined || created === undefined) return;
    const to = clientUri({ accountId: account.accountId, clientId: created.id }, clientName(created));
    if (this.arriving.has(to.toString())) return;
    if (this.documents.document(to)?.isDirty) {
      // A rename would throw away what was typed there.
      await vscode.commands.executeCommand('vscode.open', to);
      return;
    }
    this.arriving.add(to.toString());
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to, { overwrite: true });
    const renamed = await vscode.workspace.applyEdit(edit);
    this.arriving.delete(to.toString());
    if (!renamed) await vscode.commands.executeCommand('vscode.open', to);
  }

  private check(document: vscode.TextDocument): void {
    if (!this.owns(document.uri)) return;
    const state = () => this.open.get(document.uri.toString());
    this.marks.check((text) => this.creator.findings(state(), text), document);
  }

  private state(uri: vscode.Uri): NewClient {
    const key = uri.toString();
    let state = this.open.get(key);
    if (state === undefined) {
      state = {
        text: '',
        version: { mtime: Date.now(), size: 0 },
        reason: undefined,
        pendingError: undefined,
        refusal: undefined,
        created: undefined,
        createdFrom: undefined,
      };
      this.open.set(key, state);
    }
    return state;
  }
}
