import * as vscode from 'vscode';
import { isApiError } from '../api/errors';
import type { Client, ClientBody } from '../api/types';
import { clientLanguage } from '../platform/clientUri';
import { UserError } from '../platform/sentences';
import { clientName } from '../records/names';
import { planSave, type Save } from '../records/plan';
import type { Session } from '../session/session';
import type { ClientDocuments, DocumentAccounts } from './clientDocuments';
import type { HiddenSaves } from './hiddenSaves';
import type { OpenClient, Version } from './openClient';
import type { ProblemMarks } from './problemMarks';
import { askContacts, askOverwrite, askRestore, contactQuestion, contestedIn } from './saveQuestions';
import {
  isAutoSave,
  mendFirst,
  notRestored,
  nothingSent,
  onlyRestored,
  saveFailure,
  signedOut,
} from './saveRefusals';

/** Times that a record is read anew because it changed under a save. */
const mostTurns = 20;

/** The decisions of a save: what the stat before it tells VS Code, and what the write sends. */
export class ClientSaver {
  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly documents: ClientDocuments,
    private readonly marks: ProblemMarks,
    private readonly hidden: HiddenSaves,
  ) {}

  /**
   * The stat of a dirty document. Checks the text, then reads the server's record, and answers "newer" only where both
   * sides changed the same: VS Code then asks Compare / Overwrite. Whatever else is wrong is said by the write.
   */
  async check(state: OpenClient, text: string): Promise<Version> {
    await this.documents.base(state);
    const base = state.baseRecord();
    const needless = base !== undefined && ahead(base, text) !== 'send';
    if (needless || isAutoSave(state.reason)) {
      state.check = { kind: 'nothing' };
      return state.oldVersion(text);
    }
    try {
      const server = await this.session(state).get(state.address.clientId, { origin: state.origin });
      const contested = contestedIn(planSave(base ?? server, server, text), base, server);
      const asked = state.check?.kind === 'read' ? state.check.contested : state.askedAbout;
      state.askedAbout = asked;
      state.check = { kind: 'read', server, contested };
      if (contested.size === 0) return state.oldVersion(text);
      this.hidden.ended(state.uri);
      return state.conflictVersion(text);
    } catch (error) {
      state.check = { kind: 'failed', error };
      return state.oldVersion(text);
    }
  }

  /** Sends what the user changed. Throws a `UserError` or `ApiError` with one sentence when nothing was saved. */
  async write(state: OpenClient, text: string): Promise<void> {
    try {
      await this.writeNow(state, text);
    } finally {
      this.hidden.ended(state.uri);
    }
  }

  private async writeNow(state: OpenClient, text: string): Promise<void> {
    const { check, reason } = state;
    const asked = state.askedAbout;
    state.check = undefined;
    state.reason = undefined;
    state.askedAbout = new Set();
    if (text === state.given?.text) {
      state.written = state.current ?? state.oldVersion(text);
      return;
    }
    if (isAutoSave(reason))
      throw new UserError(
        vscode.l10n.t('Auto save does not send clients to the server. Press Ctrl+S to save this one.'),
      );
    await this.documents.base(state);
    const base = state.baseRecord();
    if (base !== undefined) {
      const meaning = ahead(base, text);
      if (meaning === 'invalid') throw this.invalid(state);
      if (meaning === 'unchanged') return this.keepForm(state, text, base);
    }
    const account = this.session(state).account.label;
    const leave = await this.hidden.allowed(state.uri, this.title(state), account);
    if (leave === 'no')
      throw new UserError(
        vscode.l10n.t('{0} was not sent to the server, and its text is still here.', this.title(state)),
      );
    if (check?.kind === 'failed') throw saveFailure(check.error);
    // Behind a question the record that was read before it may be old.
    const server = check?.kind === 'read' && leave === 'yes' ? check.server : await this.read(state);
    const chosen = this.overwritesSilently(state) ? new Set<string>() : asked;
    await this.send(state, text, base, server, chosen);
  }

  private async send(
    state: OpenClient,
    text: string,
    base: Client | undefined,
    first: Client,
    chosen: ReadonlySet<string>,
  ): Promise<void> {
    const answered = new Set(chosen);
    let server = first;
    let restored = false;
    const refuse = () => new UserError(restored ? onlyRestored() : nothingSent());
    // A question is never asked twice about the same, and a client that changes all the time is given up.
    for (let turn = 0; turn < mostTurns; turn++) {
      // Signing in again replaces the session, also while a question is open.
      const session = this.session(state);
      const plan = planSave(base ?? server, server, text);
      if (plan.kind === 'invalid') throw this.invalid(state);
      if (plan.kind === 'unchanged') return this.adopt(state, text, server);
      if (plan.kind === 'locked') {
        if (!(await askRestore(clientName(server), session.account.label))) throw refuse();
        await this.restore(state);
        restored = true;
        server = await this.read(state);
        continue;
      }
      const question = await this.ask(state, session, plan, contestedIn(plan, base, server), answered);
      if (question === 'refused') throw refuse();
      if (question === 'asked') {
        server = await this.read(state);
        continue;
      }
      const answer = await this.put(state, session, text, base, server, plan);
      if (answer !== undefined) {
        this.adopt(state, text, answer);
        state.sent = { plan, answer, text: state.followUp?.text ?? text };
        return;
      }
      server = await this.read(state);
    }
    throw new UserError(
      vscode.l10n.t(
        'This client changes on the server all the time. Nothing was sent, and your text is still here; save again.',
      ),
    );
  }

  /** Asks what was not answered yet. */
  private async ask(
    state: OpenClient,
    session: Session,
    plan: Save,
    contested: ReadonlySet<string>,
    answered: Set<string>,
  ): Promise<'asked' | 'refused' | 'clear'> {
    const account = session.account.label;
    const name = this.title(state);
    const open = [...contested].filter((place) => !answered.has(place));
    if (open.length > 0) {
      if (!(await askOverwrite(name, account, plan.contested))) return 'refused';
      for (const place of open) answered.add(place);
      return 'asked';
    }
    const contacts = contactQuestion(plan);
    if (contacts !== '' && !answered.has(contacts)) {
      if (!(await askContacts(name, account, plan))) return 'refused';
      answered.add(contacts);
      return 'asked';
    }
    return 'clear';
  }

  /** Undefined when another write came in between, so that the record has to be read again. */
  private async put(
    state: OpenClient,
    session: Session,
    text: string,
    base: Client | undefined,
    server: Client,
    plan: Save,
  ): Promise<Client | undefined> {
    const id = state.address.clientId;
    let sent: ClientBody | undefined;
    try {
      const result = await session.update(
        id,
        () => {
          const unmoved = session.seen(id)?.updated_at === server.updated_at;
          if (unmoved) sent = plan.body;
          return Promise.resolve(sent);
        },
        { origin: state.origin },
      );
      state.refusal = undefined;
      return result?.client;
    } catch (error) {
      if (isApiError(error, 'validation') && sent !== undefined) {
        state.refusal = { fields: error.fields, text, body: sent };
        const document = this.documents.document(state.uri);
        if (document !== undefined) this.marks.show(state.findings, document);
      }
      if (isApiError(error, 'deletedLocked')) {
        // Deleted by somebody in this very moment: the next turn asks to restore.
        await this.read(state);
        return undefined;
      }
      throw saveFailure(error);
    }
  }

  /** A user who may not change it is not told by an error: the server leaves the client as it is. */
  private async restore(state: OpenClient): Promise<void> {
    const session = this.session(state);
    let client: Client | undefined;
    try {
      client = await session.restore(state.address.clientId, { origin: state.origin });
    } catch (error) {
      throw saveFailure(error);
    }
    if (client?.is_deleted !== false) throw new UserError(notRestored());
  }

  /**
   * Nothing of the text is to be sent: its formatting stays. What it left out or misstated is shown again, and was not
   * taken for the server's.
   */
  private keepForm(state: OpenClient, text: string, base: Client): void {
    const whole = this.documents.textOf(state, base, text);
    state.settle(text, 0, whole === text ? undefined : (state.given?.base ?? state.given?.text));
    const { record } = state;
    if (whole !== text && record !== undefined) state.followUp = { text: whole, record, saved: text };
  }

  /** The server's record is what the document shows from now on. */
  private adopt(state: OpenClient, text: string, record: Client): void {
    this.documents.setRecord(state, record);
    state.settle(text, record.updated_at);
    state.refusal = undefined;
    state.followUp = { text: this.documents.textOf(state, record), record, saved: text };
  }

  private async read(state: OpenClient): Promise<Client> {
    try {
      return await this.session(state).get(state.address.clientId, { origin: state.origin });
    } catch (error) {
      throw saveFailure(error);
    }
  }

  private session(state: OpenClient): Session {
    const session = this.accounts.session(state.address.accountId);
    if (session === undefined) throw new UserError(signedOut());
    return session;
  }

  private title(state: OpenClient): string {
    const base = state.baseRecord();
    return base === undefined ? vscode.l10n.t('This client') : clientName(base);
  }

  private invalid(state: OpenClient): UserError {
    const document = this.documents.document(state.uri);
    if (document !== undefined) this.marks.show(state.findings, document);
    return new UserError(mendFirst());
  }

  /** With this setting of the user VS Code writes without its own question, so ours has to be asked. */
  private overwritesSilently(state: OpenClient): boolean {
    const files = vscode.workspace.getConfiguration('files', { uri: state.uri, languageId: clientLanguage });
    return files.get('saveConflictResolution') === 'overwriteFileOnDisk';
  }
}

/**
 * What a text means as far as that can be told without a request. An id that the opened version does not hold may be that
 * of a contact which others added: only the server's version tells.
 */
function ahead(base: Client, text: string): 'send' | 'unchanged' | 'invalid' {
  const plan = planSave(base, base, text);
  if (plan.kind !== 'invalid') return plan.kind === 'unchanged' ? 'unchanged' : 'send';
  const wrong = plan.problems.filter(({ severity }) => severity === 'error');
  return wrong.length > 0 && wrong.every(({ code }) => code === 'foreignId') ? 'send' : 'invalid';
}
