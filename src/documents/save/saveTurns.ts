import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import type { Client, ClientBody } from '../../api/types';
import { UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import { planSave, type Save } from '../../records/merge/plan';
import type { Session } from '../../session/session';
import type { ClientDocuments, DocumentAccounts } from '../fileSystem/clientDocuments';
import type { OpenClient } from '../fileSystem/openClient';
import { inPresentSession, wasReplaced } from '../fileSystem/presentSession';
import type { ProblemMarks } from '../language/problemMarks';
import { askContacts, askOverwrite, askRestore, contactQuestion, contestedIn } from './saveQuestions';
import { mendFirst, notRestored, nothingSent, onlyRestored, saveFailure, signedOut } from './saveRefusals';

/** Times that a record is read anew because it changed under a save. */
const mostTurns = 20;

/** The turns of a save between the server's record and the user's answers, until one PUT holds what both want. */
export class SaveTurns {
  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly documents: ClientDocuments,
    private readonly marks: ProblemMarks,
  ) {}

  /** Sends a text that differs from its base. `first` is the server's record, `chosen` what the user has answered already. */
  async send(
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
      if (wasReplaced(error, session, () => this.session(state))) return undefined;
      throw saveFailure(error);
    }
  }

  /** A user who may not change it is not told by an error: the server leaves the client as it is. */
  private async restore(state: OpenClient): Promise<void> {
    let client: Client | undefined;
    try {
      client = await inPresentSession(
        () => this.session(state),
        (session) => session.restore(state.address.clientId, { origin: state.origin }),
      );
    } catch (error) {
      throw saveFailure(error);
    }
    if (client?.is_deleted !== false) throw new UserError(notRestored());
  }

  /** The server's record is what the document shows from now on. */
  private adopt(state: OpenClient, text: string, record: Client): void {
    this.documents.setRecord(state, record);
    state.settle(text, record.updated_at);
    state.refusal = undefined;
    state.followUp = { text: this.documents.textOf(state, record), record, saved: text };
  }

  /** The server's record as it is now. Throws a sentence where it cannot be had. */
  async read(state: OpenClient): Promise<Client> {
    try {
      return await this.get(state);
    } catch (error) {
      throw saveFailure(error);
    }
  }

  /** As `read`, with the errors as they come. */
  get(state: OpenClient): Promise<Client> {
    return inPresentSession(
      () => this.session(state),
      (session) => session.get(state.address.clientId, { origin: state.origin }),
    );
  }

  /** The session of a document's account; throws a sentence where it is signed out. */
  session(state: OpenClient): Session {
    const session = this.accounts.session(state.address.accountId);
    if (session === undefined) throw new UserError(signedOut());
    return session;
  }

  /** What the client is called in questions. */
  title(state: OpenClient): string {
    const base = state.baseRecord();
    return base === undefined ? vscode.l10n.t('This client') : clientName(base);
  }

  /** Marks what is wrong with the text. */
  invalid(state: OpenClient): UserError {
    const document = this.documents.document(state.uri);
    if (document !== undefined) this.marks.show(state.findings, document);
    return new UserError(mendFirst());
  }
}
