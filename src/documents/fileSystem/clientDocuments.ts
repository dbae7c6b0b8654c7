import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { clientScheme, parseClientUri } from '../../platform/clientUri';
import { Disposables } from '../../platform/disposables';
import type { ClientChange } from '../../session/knownClients';
import type { Session } from '../../session/session';
import { recordToText, textAfterSave } from '../../records/text/text';
import type { DraftStore } from './draftStore';
import { OpenClient } from './openClient';
import type { ProblemMarks } from '../language/problemMarks';

export interface DocumentAccounts {
  session(id: string): Session | undefined;
  /** The salt behind the account's numeric ids; `""` on most servers. A secret. */
  salt(id: string): Promise<string>;
}

/**
 * Every open client document and what VS Code does with it: which text the editor holds, whether it is dirty, when it is
 * closed. Keeps a draft of the base version on disk while a document is dirty.
 */
export class ClientDocuments implements vscode.Disposable {
  private readonly open = new Map<string, OpenClient>();
  private readonly disposables = new Disposables();
  private readonly adoptions = new Set<Promise<void>>();
  private readonly stateChanges = new vscode.EventEmitter<OpenClient>();

  /** A client became archived, deleted or active. */
  readonly onDidChangeState = this.stateChanges.event;

  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly drafts: DraftStore,
    private readonly marks: ProblemMarks,
    private readonly fileChanges: vscode.EventEmitter<vscode.FileChangeEvent[]>,
    private readonly showPortalKeys: () => boolean,
  ) {
    const { workspace } = vscode;
    this.disposables.add(this.stateChanges);
    this.disposables.add(workspace.onDidOpenTextDocument((document) => this.adopt(document)));
    this.disposables.add(workspace.onDidCloseTextDocument((document) => this.forget(document)));
    this.disposables.add(workspace.onDidChangeTextDocument(({ document }) => this.edited(document)));
    this.disposables.add(
      workspace.onWillSaveTextDocument(({ document, reason }) => {
        const state = this.open.get(document.uri.toString());
        if (state === undefined) return;
        state.reason = reason;
        // Overwrite is a save of its own: what VS Code asked about after the stat before it is answered now.
        if (state.check?.kind === 'read') state.askedAbout = state.check.contested;
        state.check = undefined;
      }),
    );
    this.disposables.add(workspace.onDidSaveTextDocument((document) => this.saved(document)));
    for (const document of workspace.textDocuments) this.adopt(document);
  }

  /** The state of a document's URI; undefined for a URI that is not a client's. */
  state(uri: vscode.Uri): OpenClient | undefined {
    const key = uri.toString();
    let state = this.open.get(key);
    if (state === undefined) {
      const address = parseClientUri(uri);
      if (address === undefined) return undefined;
      state = new OpenClient(uri, address);
      this.open.set(key, state);
    }
    return state;
  }

  /** Takes note of a client's newest record; archived and deleted ones look different. */
  setRecord(state: OpenClient, record: Client): void {
    const before = state.record;
    state.record = record;
    if (before?.is_deleted !== record.is_deleted || before.archived_at !== record.archived_at)
      this.stateChanges.fire(state);
  }

  document(uri: vscode.Uri): vscode.TextDocument | undefined {
    const key = uri.toString();
    return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
  }

  /**
   * The base of a document's text: in memory, else the draft on disk, else undefined. Never guessed: with a wrong base a
   * save would undo the work of others.
   */
  async base(state: OpenClient): Promise<string | undefined> {
    // A document that was opened a moment ago is still being compared with the draft on disk.
    await state.adopting;
    if (state.given === undefined) await this.readDraft(state);
    return state.given?.text;
  }

  /** The text that shows a record, in the user's own formatting where the editor holds one. */
  textOf(state: OpenClient, record: Client, form = state.given?.text): string {
    const options = { showPortalKeys: this.showPortalKeys() };
    return form === undefined ? recordToText(record, options) : textAfterSave(form, record, options);
  }

  /** Tells VS Code that the file has another content; a clean editor loads it. */
  announce(state: OpenClient, type = vscode.FileChangeType.Changed): void {
    this.fileChanges.fire([{ type, uri: state.uri }]);
  }

  /** Lets VS Code ask again whether it may edit, where the last answer is not true any more. */
  relock(readOnly: (accountId: string) => boolean): void {
    for (const state of this.open.values())
      if (state.toldReadOnly !== undefined && state.toldReadOnly !== readOnly(state.address.accountId))
        this.announce(state);
  }

  /** Follows reads and writes of other features and of other documents. */
  follow(session: Session, change: ClientChange): void {
    for (const state of this.open.values()) {
      const { accountId, clientId } = state.address;
      if (accountId !== change.accountId || !change.ids.includes(clientId)) continue;
      const document = this.document(state.uri);
      if (change.kind === 'gone') {
        state.gone = true;
        if (document !== undefined && !this.isDirty(state, document))
          this.announce(state, vscode.FileChangeType.Deleted);
        continue;
      }
      const client = session.seen(clientId);
      if (client === undefined || document === undefined || change.origin === state.origin) continue;
      state.gone = false;
      const lockChanged = state.record?.is_deleted !== client.is_deleted;
      this.setRecord(state, client);
      if (this.isDirty(state, document) || state.written !== undefined) continue;
      if (lockChanged || this.textOf(state, client) !== document.getText()) {
        state.incoming = client;
        this.announce(state);
      }
    }
  }

  /** By text, not by the editor's flag, which lags behind while a save is under way (editing facts, finding 5). */
  isDirty(state: OpenClient, document: vscode.TextDocument): boolean {
    return state.given === undefined ? document.isDirty : document.getText() !== state.given.text;
  }

  /** Resolves when the bases of dirty documents are on disk. */
  async settled(): Promise<void> {
    await Promise.all(this.adoptions);
    await this.drafts.settled();
  }

  /** Open documents of an account. */
  ofAccount(accountId: string): OpenClient[] {
    return [...this.open.values()].filter(({ address }) => address.accountId === accountId);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async readDraft(state: OpenClient): Promise<void> {
    const draft = await this.drafts.read(state.uri.toString());
    state.given ??= draft;
  }

  private adopt(document: vscode.TextDocument): void {
    if (document.uri.scheme !== clientScheme) return;
    const state = this.state(document.uri);
    if (state === undefined) return;
    const adoption = this.takeNoteOf(state, document).finally(() => {
      this.adoptions.delete(adoption);
      if (state.adopting === adoption) state.adopting = undefined;
    });
    state.adopting = adoption;
    this.adoptions.add(adoption);
  }

  private async takeNoteOf(state: OpenClient, document: vscode.TextDocument): Promise<void> {
    const text = document.getText();
    if (state.lastRead?.text === text) this.sync(state);
    else if (state.given === undefined) {
      const wasClean = !document.isDirty && state.lastRead === undefined;
      await this.readDraft(state);
      // After a restart of the extension host a clean document is what the editor was in sync with.
      if (wasClean) state.given ??= { text, ...state.nextVersion(text, 0) };
    }
    this.edited(document);
  }

  private edited(document: vscode.TextDocument): void {
    const state = this.open.get(document.uri.toString());
    if (state === undefined) return;
    if (state.lastRead?.text === document.getText()) this.sync(state);
    const key = state.uri.toString();
    if (state.given !== undefined) {
      const dirty = document.getText() !== state.given.text;
      if (dirty && !this.drafts.has(key)) void this.drafts.keep(key, state.given);
      else if (!dirty && !document.isDirty) void this.drafts.forget(key);
    }
    this.marks.check(state.findings, document);
  }

  /** The editor has taken the text of the last read. */
  private sync(state: OpenClient): void {
    const read = state.lastRead;
    if (read === undefined || state.given?.text === read.text) return;
    state.given = { text: read.text, mtime: read.mtime, size: read.size };
    // VS Code stats while it reads, as in a revert: that stat did not know yet that the client is deleted or restored.
    if (state.toldLocked !== undefined && state.toldLocked !== read.record.is_deleted) this.announce(state);
  }

  private saved(document: vscode.TextDocument): void {
    const state = this.open.get(document.uri.toString());
    if (state === undefined) return;
    const followUp = state.followUp;
    state.followUp = undefined;
    const text = document.getText();
    if (followUp?.saved === text && followUp.text !== text) {
      state.incoming = followUp.record;
      this.announce(state);
    }
    const key = state.uri.toString();
    if (state.given?.text === text) void this.drafts.forget(key);
    else if (state.given !== undefined) void this.drafts.keep(key, state.given);
    this.marks.check(state.findings, document);
  }

  private forget(document: vscode.TextDocument): void {
    const key = document.uri.toString();
    // A dirty document closes and opens again when its language is changed.
    if (document.isDirty || !this.open.delete(key)) return;
    void this.drafts.forget(key);
    this.marks.clear(document.uri);
  }
}
