import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { parseClientUri } from '../../platform/clientUri';
import type { SessionSource } from '../../platform/signedIn';
import { recordToText, textAfterSave } from '../../records/text/recordText';
import type { Account } from '../../session/account';
import type { ClientChange } from '../../session/clientCache';
import type { Session } from '../../session/session';
import type { DocumentOwner } from '../documentEvents';
import type { ProblemMarks } from '../language/problemMarks';
import type { SaveProtocol } from '../save/saveProtocol';
import type { DraftStore } from './draftStore';
import { OpenClient, type BaseText } from './openClient';

/** What documents need to know of the accounts. */
export interface DocumentAccounts extends SessionSource {
  /** The salt behind the account's numeric ids; `""` on most servers. A secret. */
  salt(id: string): Promise<string>;
}

/**
 * Every open client document: its base, whether it is dirty, and the newest record of its client. While a document is dirty
 * its base is kept on disk as a draft, because VS Code restores the user's text after a restart but not what it is based on.
 */
export class ClientDocuments implements DocumentOwner, vscode.Disposable {
  private readonly open = new Map<string, OpenClient>();
  private readonly adoptions = new Set<Promise<void>>();
  private readonly stateChanges = new vscode.EventEmitter<OpenClient>();

  /** A client became archived, deleted or active. */
  readonly onDidChangeState = this.stateChanges.event;

  constructor(
    private readonly accounts: { all(): readonly Account[] },
    private readonly drafts: DraftStore,
    private readonly marks: ProblemMarks,
    private readonly fileChanges: vscode.EventEmitter<vscode.FileChangeEvent[]>,
    private readonly showPortalKeys: () => boolean,
    private readonly saveOf: (client: OpenClient) => SaveProtocol,
  ) {}

  /** The state of a document's URI, made on first use; undefined for a URI that is not a client's. */
  client(uri: vscode.Uri): OpenClient | undefined {
    const key = uri.toString();
    let client = this.open.get(key);
    if (client === undefined) {
      const address = parseClientUri(uri);
      if (address === undefined) return undefined;
      client = new OpenClient(uri, address, this.saveOf);
      this.open.set(key, client);
    }
    return client;
  }

  save(uri: vscode.Uri): SaveProtocol | undefined {
    return this.open.get(uri.toString())?.save;
  }

  document(uri: vscode.Uri): vscode.TextDocument | undefined {
    const key = uri.toString();
    return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  }

  /** Notes a client's newest record. */
  setRecord(client: OpenClient, record: Client): void {
    const before = client.record;
    client.record = record;
    if (before?.is_deleted !== record.is_deleted || before.archived_at !== record.archived_at)
      this.stateChanges.fire(client);
  }

  /** Looks the base up, in memory and then on disk. Afterwards `client.base` is undefined only where nobody knows it. */
  async base(client: OpenClient): Promise<void> {
    await client.adopting;
    const document = this.document(client.uri);
    if (client.base === undefined && document !== undefined) await this.readDraft(client, document.getText());
  }

  /** The text that shows a record, in the user's own formatting where the editor has one. */
  textOf(client: OpenClient, record: Client, formatting = client.base?.text): string {
    const options = { showPortalKeys: this.showPortalKeys() };
    return formatting === undefined
      ? recordToText(record, options)
      : textAfterSave(formatting, record, options);
  }

  /** Compares texts: the editor's flag lags behind while a save is under way (docs/vscode-editing.md §0, finding 5). */
  isDirty(client: OpenClient, document: vscode.TextDocument): boolean {
    return client.base === undefined ? document.isDirty : document.getText() !== client.base.text;
  }

  /** Tells VS Code that the file has changed; a clean editor loads it. */
  announce(client: OpenClient, type = vscode.FileChangeType.Changed): void {
    this.fileChanges.fire([{ type, uri: client.uri }]);
  }

  /** Lets VS Code ask again whether a document is read-only, where its last answer is no longer true. */
  updateReadOnly(isReadOnly: (accountId: string) => boolean): void {
    for (const client of this.open.values()) {
      const { reportedReadOnly, address } = client;
      if (reportedReadOnly !== undefined && reportedReadOnly !== isReadOnly(address.accountId))
        this.announce(client);
    }
  }

  /** Follows reads and writes of other features and of other documents. */
  follow(session: Session, change: ClientChange): void {
    for (const client of this.open.values()) {
      const { accountId, clientId } = client.address;
      if (accountId !== change.accountId || !change.ids.includes(clientId)) continue;
      const document = this.document(client.uri);
      if (change.kind === 'gone') {
        client.gone = true;
        if (document !== undefined && !this.isDirty(client, document))
          this.announce(client, vscode.FileChangeType.Deleted);
        continue;
      }
      const record = session.clients.get(clientId);
      if (record === undefined || document === undefined || change.origin === client.origin) continue;
      client.gone = false;
      const lockChanged = client.record?.is_deleted !== record.is_deleted;
      this.setRecord(client, record);
      // After a save VS Code takes note of it first; then the editor loads the newest record.
      if (this.isDirty(client, document) || client.save.isBetweenWriteAndDidSave) continue;
      if (lockChanged || this.textOf(client, record) !== document.getText()) {
        client.incoming = record;
        this.announce(client);
      }
    }
  }

  /** Resolves when the bases of dirty documents are on disk. */
  async flushed(): Promise<void> {
    await Promise.all(this.adoptions);
    await this.drafts.flushed();
  }

  opened(document: vscode.TextDocument): void {
    const client = this.client(document.uri);
    if (client === undefined) return;
    const adoption = this.adopt(client, document).finally(() => {
      this.adoptions.delete(adoption);
      if (client.adopting === adoption) client.adopting = undefined;
    });
    client.adopting = adoption;
    this.adoptions.add(adoption);
  }

  changed(document: vscode.TextDocument): void {
    const client = this.open.get(document.uri.toString());
    if (client === undefined) return;
    if (client.lastRead?.text === document.getText()) this.synchronize(client);
    const key = client.uri.toString();
    if (client.base !== undefined) {
      const text = document.getText();
      if (document.isDirty || text !== client.base.text) this.keep(client, client.base, text);
      else this.drafts.forget(key);
    }
    this.marks.check(client.problems, document);
  }

  saved(document: vscode.TextDocument): void {
    const client = this.open.get(document.uri.toString());
    if (client === undefined) return;
    const key = client.uri.toString();
    const text = document.getText();
    if (client.base?.text === text) this.drafts.forget(key);
    else if (client.base !== undefined) this.keep(client, client.base, text);
    this.marks.check(client.problems, document);
  }

  closed(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    if (!this.open.delete(key)) return;
    this.drafts.forget(key);
    this.marks.clear(document.uri);
  }

  dispose(): void {
    this.stateChanges.dispose();
  }

  /** Of an account that was signed out nothing is kept that was not kept before: its data may just have been forgotten. */
  private keep({ uri, address }: OpenClient, base: BaseText, text: string): void {
    if (this.accounts.all().some(({ id }) => id === address.accountId))
      this.drafts.keep(uri.toString(), base, text);
  }

  /** Finds the base of a document that VS Code has just opened or restored. */
  private async adopt(client: OpenClient, document: vscode.TextDocument): Promise<void> {
    const text = document.getText();
    if (client.lastRead?.text === text) this.synchronize(client);
    else if (client.base === undefined) {
      // After a restart of the extension host a clean document is its own base. A draft of the same text is one that this window
      // had no time to remove, or another window's.
      if (!document.isDirty && client.lastRead === undefined)
        client.base = { text, ...client.nextVersion(text, 0) };
      else await this.readDraft(client, text);
    }
    this.changed(document);
  }

  /** The editor has taken the text of the last read. */
  private synchronize(client: OpenClient): void {
    const read = client.lastRead;
    if (read === undefined || client.base?.text === read.text) return;
    client.base = { text: read.text, mtime: read.mtime, size: read.size };
    client.save.synchronized();
    // VS Code stats while it reads, as in a revert: that stat did not know yet that the client is deleted or restored.
    if (client.reportedDeleted !== undefined && client.reportedDeleted !== read.record.is_deleted)
      this.announce(client);
  }

  private async readDraft(client: OpenClient, text: string): Promise<void> {
    const draft = await this.drafts.read(client.uri.toString(), text);
    client.base ??= draft;
  }
}
