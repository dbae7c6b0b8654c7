import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import type { Client } from '../../api/types';
import { clientScheme } from '../../platform/clientUri';
import type { Log } from '../../platform/log';
import { plainText } from '../../platform/plainText';
import { sentence, UserError } from '../../platform/sentences';
import type { Session } from '../../session/session';
import type { ClientDocuments, DocumentAccounts } from './clientDocuments';
import type { ClientSaver } from '../save/clientSaver';
import type { LoadedFiles } from './lazyClientFiles';
import type { NewClients } from '../create/newClients';
import type { Given, OpenClient, Version } from './openClient';
import { inPresentSession } from './presentSession';

const { FileSystemError, FileType } = vscode;

/** Clients as files of the scheme `ninja-client`. The path of a call is checked; only account and id are looked up. */
export class ClientFiles implements LoadedFiles {
  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly documents: ClientDocuments,
    private readonly saver: ClientSaver,
    private readonly fresh: NewClients,
    private readonly log: Log,
    private readonly onSignedOut: () => void,
  ) {}

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (isFolder(uri)) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (this.fresh.owns(uri)) return this.fresh.stat(uri);
    const state = this.documents.state(uri);
    if (state === undefined || this.fresh.isArriving(uri)) throw FileSystemError.FileNotFound(uri);
    if (state.pendingError !== undefined) {
      const error = state.pendingError;
      state.pendingError = undefined;
      throw new FileSystemError(error.message);
    }
    if (state.written !== undefined) {
      const version = state.written;
      state.written = undefined;
      return file(version, false);
    }
    if (state.gone) throw FileSystemError.FileNotFound(uri);
    const document = this.documents.document(uri);
    if (document !== undefined) {
      await this.documents.base(state);
      if (this.documents.isDirty(state, document)) {
        // A revert, should it follow, reads the server's newest.
        state.incoming = undefined;
        return file(await this.saver.check(state, document.getText()), false);
      }
    }
    if (state.incoming !== undefined) await this.load(state);
    const version = state.current ?? (await this.load(state));
    state.toldLocked = state.record?.is_deleted === true;
    state.toldReadOnly = this.isReadOnly(state.address.accountId);
    return file(version, state.toldLocked || state.toldReadOnly);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    if (this.fresh.owns(uri)) return this.fresh.readFile(uri);
    const state = this.documents.state(uri);
    if (state === undefined) throw FileSystemError.FileNotFound(uri);
    const { text } = await this.load(state);
    state.incoming = undefined;
    return Buffer.from(text);
  }

  /**
   * A save. A refusal is kept and thrown by the stat that follows: VS Code then shows our sentence alone, without
   * technical words around it, and the text stays dirty (editing facts §5).
   */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const open = this.documents.document(uri) !== undefined;
    if (open && this.fresh.owns(uri)) return this.fresh.writeFile(uri, decode(content));
    const state = this.documents.state(uri);
    if (state === undefined || !open)
      throw FileSystemError.NoPermissions(
        vscode.l10n.t('Only an open client document can be saved here. Nothing was sent.'),
      );
    state.pendingError = undefined;
    try {
      await this.saver.write(state, decode(content));
    } catch (error) {
      if (!(error instanceof UserError)) this.log.failure('save', error);
      // VS Code makes a link of `[x](command:…)` here too, and the sentence may name the client.
      state.pendingError = new UserError(plainText(sentence(error)));
    }
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.fresh.rename(from, to);
  }

  /** Accounts can be set to read-only; their clients then carry VS Code's padlock. */
  private isReadOnly(accountId: string): boolean {
    return this.accounts.session(accountId)?.account.readOnly === true;
  }

  /** An account was set to read-only or back: clean editors take or lose the padlock. */
  relock(): void {
    this.documents.relock((accountId) => this.isReadOnly(accountId));
  }

  /**
   * Reads the record and makes its text. A read and a stat that come together share one request; a record that another
   * request brought along serves the stat and the read that follows it.
   */
  private load(state: OpenClient): Promise<Given & { record: Client }> {
    return (state.loading ??= this.loadNow(state).finally(() => (state.loading = undefined)));
  }

  private async loadNow(state: OpenClient): Promise<Given & { record: Client }> {
    const { accountId, clientId } = state.address;
    const { incoming } = state;
    this.session(accountId);
    try {
      const record =
        incoming ??
        (await inPresentSession(
          () => this.session(accountId),
          (session) => session.get(clientId, { origin: state.origin }),
        ));
      state.gone = false;
      this.documents.setRecord(state, record);
      const text = this.documents.textOf(state, record);
      const known = state.lastRead;
      const version: Version = known?.text === text ? known : state.nextVersion(text, record.updated_at);
      state.lastRead = { text, record, mtime: version.mtime, size: version.size };
      state.current = state.lastRead;
      // What the editor already shows is not read again: kept, it would be old by the time of the next read.
      if (state.incoming === incoming && text === state.given?.text) state.incoming = undefined;
      return state.lastRead;
    } catch (error) {
      if (error instanceof FileSystemError) throw error;
      if (isApiError(error, 'notFound'))
        throw FileSystemError.FileNotFound(vscode.l10n.t('This client no longer exists on the server.'));
      this.log.failure('open', error);
      throw FileSystemError.Unavailable(plainText(sentence(error)));
    }
  }

  private session(accountId: string): Session {
    const session = this.accounts.session(accountId);
    if (session !== undefined) return session;
    this.onSignedOut();
    throw FileSystemError.Unavailable(
      vscode.l10n.t('Sign in to the account of this client, then open it again from the Clients view.'),
    );
  }
}

/** VS Code sends UTF-8; anything else must not reach the server half decoded. */
function decode(content: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(content);
}

function file({ mtime, size }: Version, readonly: boolean): vscode.FileStat {
  const stat: vscode.FileStat = { type: FileType.File, ctime: 0, mtime, size };
  if (readonly) stat.permissions = vscode.FilePermission.Readonly;
  return stat;
}

/** `/`, `/clients` and `/clients/<id>`: VS Code stats parents before it writes. */
function isFolder(uri: vscode.Uri): boolean {
  return uri.scheme === clientScheme && /^\/?(clients(\/[A-Za-z0-9-]+)?\/?)?$/.test(uri.path);
}
