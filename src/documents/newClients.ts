import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';
import { isApiError } from '../api/errors';
import type { Client, ClientBody } from '../api/types';
import { clientUri, newClientUri, parseNewClientUri } from '../platform/clientUri';
import { Disposables } from '../platform/disposables';
import { plainText } from '../platform/plainText';
import { sentence, UserError } from '../platform/sentences';
import { notTaken } from '../records/afterSave';
import { asObject, asObjects, asText } from '../records/json';
import { clientName } from '../records/names';
import type { Problem } from '../records/problems';
import { planCreate } from '../records/template';
import type { Session } from '../session/session';
import type { ClientDocuments, DocumentAccounts } from './clientDocuments';
import { signedOut } from './clientSaver';
import { stillRefused, type Refusal } from './findings';
import type { HiddenSaves } from './hiddenSaves';
import { askCandidate } from './newClientQuestions';
import type { Version } from './openClient';
import type { ProblemMarks } from './problemMarks';

const { FileSystemError, FileType } = vscode;

/** A client to be: a text in memory until its first save, which creates it and turns the tab into the real document. */
interface NewClient {
  text: string;
  version: Version;
  reason: vscode.TextDocumentSaveReason | undefined;
  pendingError: Error | undefined;
  refusal: Refusal | undefined;
  /** What the POST answered: from then on this URI never sends anything again. */
  created: Client | undefined;
}

export class NewClients implements vscode.Disposable {
  private readonly open = new Map<string, NewClient>();
  private readonly disposables = new Disposables();
  /** Real URIs that VS Code has to find missing, or it would not rename onto them. */
  private readonly arriving = new Set<string>();

  constructor(
    private readonly accounts: DocumentAccounts,
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
      await this.create(uri, state, text);
      state.text = text;
      state.version = { mtime: Math.max(Date.now(), state.version.mtime + 1), size: Buffer.byteLength(text) };
    } catch (error) {
      state.text ||= text;
      state.pendingError = error instanceof UserError ? error : new UserError(plainText(sentence(error)));
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
    if (real !== undefined) real.incoming = state.created;
    this.open.delete(from.toString());
    this.marks.clear(from);
  }

  dispose(): void {
    this.disposables.dispose();
  }

  private async create(uri: vscode.Uri, state: NewClient, text: string): Promise<void> {
    const { reason } = state;
    state.reason = undefined;
    if (state.created !== undefined) return;
    const { AfterDelay, FocusOut } = vscode.TextDocumentSaveReason;
    if (reason === AfterDelay || reason === FocusOut)
      throw new UserError(
        vscode.l10n.t('Auto save does not create clients. Press Ctrl+S to create this one.'),
      );
    const plan = planCreate(text);
    if (plan.kind === 'invalid') {
      this.show(uri);
      throw new UserError(
        vscode.l10n.t(
          'Nothing was sent: mend the errors marked in the text (see Problems), then save again.',
        ),
      );
    }
    const name = clientName(plan.body) || vscode.l10n.t('the new client');
    const session = this.session(uri);
    if (!(await this.hidden.allowed(uri, name, session.account.label)))
      throw new UserError(vscode.l10n.t('{0} was not created, and its text is still here.', name));
    if (await this.settleIntents(uri, state, session, plan, text)) return;
    const emails = asObjects(plan.body.contacts)
      .map(({ email }) => asText(email))
      .filter((email) => email !== '');
    try {
      const wish = { name: asText(plan.body.name), emails };
      state.created = await session.create(plan.body, wish, { origin: uri.toString() });
      state.refusal = undefined;
    } catch (error) {
      if (isApiError(error, 'validation')) {
        state.refusal = { fields: error.fields, text, body: plan.body };
        this.show(uri);
        throw new UserError(
          vscode.l10n.t('The server did not accept this client, and nothing was created. See Problems.'),
        );
      }
      if (isApiError(error) && error.effect === 'unknown')
        throw new UserError(
          vscode.l10n.t(
            'The answer of the server was lost: the client may have been created. Save again to look for it.',
          ),
        );
      throw error;
    }
  }

  /** After a lost answer or a crash: shows what may be the client, and lets the user say. True if it is found. */
  private async settleIntents(
    uri: vscode.Uri,
    state: NewClient,
    session: Session,
    plan: { body: ClientBody },
    text: string,
  ): Promise<boolean> {
    for (const intent of await session.openIntents(uri.toString())) {
      const candidates = await session.candidates(intent);
      const choice =
        candidates.length === 0 ? 'create' : await askCandidate(candidates, session.account.label);
      if (choice === undefined)
        throw new UserError(vscode.l10n.t('Nothing was sent to the server, and your text is still here.'));
      await session.closeIntent(intent.id);
      if (choice === 'create') continue;
      const keys = Object.keys(asObject(plan.body.settings)).map((key) => ['settings', key]);
      if (notTaken({ body: plan.body, changed: keys }, choice, text).length > 0) {
        const real = clientUri({ accountId: session.account.id, clientId: choice.id }, clientName(choice));
        await vscode.window.showTextDocument(real, { viewColumn: vscode.ViewColumn.Beside, preview: false });
        throw new UserError(
          vscode.l10n.t(
            'The client is there, but not with all of this text: it was opened beside. Copy over what is missing, then close this one.',
          ),
        );
      }
      state.created = choice;
      return true;
    }
    return false;
  }

  /** Turns the tab into the real document: one tab throughout (editing facts §9). */
  private async becomeReal(document: vscode.TextDocument): Promise<void> {
    const from = document.uri;
    const account = parseNewClientUri(from);
    const created = this.open.get(from.toString())?.created;
    if (account === undefined || created === undefined) return;
    const to = clientUri({ accountId: account.accountId, clientId: created.id }, clientName(created));
    this.arriving.add(to.toString());
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(from, to, { overwrite: true });
    const renamed = await vscode.workspace.applyEdit(edit);
    this.arriving.delete(to.toString());
    if (!renamed) await vscode.commands.executeCommand('vscode.open', to);
  }

  private check(document: vscode.TextDocument): void {
    if (this.owns(document.uri)) this.marks.check(this.findings(document.uri), document);
  }

  private show(uri: vscode.Uri): void {
    const document = this.documents.document(uri);
    if (document !== undefined) this.marks.show(this.findings(uri), document);
  }

  private findings(uri: vscode.Uri): (text: string) => Problem[] {
    return (text) => {
      const refusal = this.open.get(uri.toString())?.refusal;
      const plan = planCreate(text);
      return [
        ...(refusal === undefined ? [] : stillRefused(text, refusal)),
        ...(plan.kind === 'invalid' ? plan.problems : []),
      ];
    };
  }

  private session(uri: vscode.Uri): Session {
    const account = parseNewClientUri(uri);
    const session = account && this.accounts.session(account.accountId);
    if (session === undefined) throw new UserError(signedOut());
    return session;
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
      };
      this.open.set(key, state);
    }
    return state;
  }
}
