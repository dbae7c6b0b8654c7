import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import { clientScheme } from '../../platform/clientUri';
import type { Log } from '../../platform/log';
import { plainText } from '../../platform/plainText';
import { sentence } from '../../platform/sentences';
import type { Session } from '../../session/session';
import type { NewClients } from '../create/newClients';
import { withCurrentSession } from '../save/currentSession';
import type { ClientDocuments, DocumentAccounts } from './clientDocuments';
import type { LoadedFiles } from './lazyClientFiles';
import type { OpenClient, ReadText } from './openClient';
import { fileStat, type Version } from './version';

const { FileSystemError, FileType } = vscode;

/** Clients as files of the scheme `ninja-client`. The path of a call is checked; only account and id are looked up. */
export class ClientFiles implements LoadedFiles {
  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly documents: ClientDocuments,
    private readonly newClients: NewClients,
    private readonly log: Log,
    private readonly onSignedOut: () => void,
  ) {}

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    if (isFolder(uri)) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    if (this.newClients.owns(uri)) return this.newClients.stat(uri);
    const client = this.documents.client(uri);
    if (client === undefined || this.newClients.isArriving(uri)) throw FileSystemError.FileNotFound(uri);
    const saved = client.save.statAfterWrite();
    if (saved !== undefined) return fileStat(saved);
    if (client.gone) throw FileSystemError.FileNotFound(uri);
    const document = this.documents.document(uri);
    if (document !== undefined) {
      await this.documents.base(client);
      if (document.isDirty || this.documents.isDirty(client, document)) {
        // A revert, should it follow, reads the server's newest record.
        client.incoming = undefined;
        const text = document.getText();
        return fileStat((await client.save.statBeforeSave(text)) ?? client.oldVersion(text));
      }
    }
    if (client.incoming !== undefined) await this.load(client);
    const version = client.version ?? (await this.load(client));
    client.reportedDeleted = client.record?.is_deleted === true;
    client.reportedReadOnly = this.isReadOnly(client.address.accountId);
    return fileStat(version, client.reportedDeleted || client.reportedReadOnly);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    if (this.newClients.owns(uri)) return this.newClients.readFile(uri);
    const client = this.documents.client(uri);
    if (client === undefined) throw FileSystemError.FileNotFound(uri);
    client.save.wasRead();
    const { text } = await this.load(client);
    client.incoming = undefined;
    return Buffer.from(text);
  }

  /** A save; `SaveProtocol` has its steps. Refusals are thrown by the stat that follows. */
  async writeFile(uri: vscode.Uri, content: Uint8Array): Promise<void> {
    const document = this.documents.document(uri);
    const owner = this.newClients.owns(uri) ? this.newClients : this.documents;
    const save = owner.save(uri);
    if (save === undefined || document === undefined)
      throw FileSystemError.NoPermissions(
        vscode.l10n.t('Only an open client document can be saved here. Nothing was sent.'),
      );
    await save.write(content, document);
  }

  rename(from: vscode.Uri, to: vscode.Uri): void {
    this.newClients.rename(from, to);
  }

  /** An account was made read-only or writable: its clean editors get or lose VS Code's padlock. */
  updateReadOnly(): void {
    this.documents.updateReadOnly((accountId) => this.isReadOnly(accountId));
  }

  private isReadOnly(accountId: string): boolean {
    return this.accounts.session(accountId)?.account.readOnly === true;
  }

  /**
   * Reads the record and makes its text. A read and a stat that come together share one request; a record that another
   * request has read serves the stat and the read that follows it.
   */
  private load(client: OpenClient): Promise<ReadText> {
    return (client.loading ??= this.loadNow(client).finally(() => (client.loading = undefined)));
  }

  private async loadNow(client: OpenClient): Promise<ReadText> {
    const { accountId, clientId } = client.address;
    const { incoming } = client;
    this.session(accountId);
    try {
      const record =
        incoming ??
        (await withCurrentSession(
          () => this.session(accountId),
          (session) => session.get(clientId, { origin: client.origin }),
        ));
      client.gone = false;
      this.documents.setRecord(client, record);
      const text = this.documents.textOf(client, record);
      const known = client.lastRead;
      const version: Version = known?.text === text ? known : client.nextVersion(text, record.updated_at);
      client.lastRead = { text, record, mtime: version.mtime, size: version.size };
      client.version = client.lastRead;
      // What the editor already shows is not read again: kept, the record would be old by the time of the next read.
      if (client.incoming === incoming && text === client.base?.text) client.incoming = undefined;
      return client.lastRead;
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

/** `/`, `/clients` and `/clients/<id>`: VS Code stats parents before it writes. */
function isFolder(uri: vscode.Uri): boolean {
  return uri.scheme === clientScheme && /^\/?(clients(\/[A-Za-z0-9-]+)?\/?)?$/.test(uri.path);
}
