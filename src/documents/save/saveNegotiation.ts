import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import type { Client, ClientBody } from '../../api/types';
import { UserError } from '../../platform/sentences';
import { requireSession } from '../../platform/signedIn';
import type { Save } from '../../records/merge/plan';
import { clientName } from '../../records/names';
import { isSameVersion } from '../../session/clientCache';
import type { Session } from '../../session/session';
import type { ClientDocuments, DocumentAccounts } from '../fileSystem/clientDocuments';
import type { OpenClient } from '../fileSystem/openClient';
import type { Version } from '../fileSystem/version';
import type { ProblemMarks } from '../language/problemMarks';
import { wasReplaced, withCurrentSession } from './currentSession';
import { fixFirst, notRestored, nothingSent, onlyRestored, saveFailure, signedOut } from './saveMessages';
import type { SavePlans } from './savePlans';
import { askContacts, askOverwrite, askRestore, conflictKeys, contactQuestion } from './saveQuestions';

/** The record is read at most so many times because it changed during the save. */
const maxTurns = 20;

/** A text to send, and what is known of it. */
export interface Change {
  text: string;
  /** Undefined when unknown: then every difference to the server is asked about. */
  base: Client | undefined;
  /** The server's record as it was just read. */
  server: Client;
  /** Conflicts that the user has answered, as `path=server's value`. */
  answered: ReadonlySet<string>;
  plans: SavePlans;
}

/** Brings the server's record and the user's answers together until one PUT holds what both want. */
export class SaveNegotiation {
  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly documents: ClientDocuments,
    private readonly marks: ProblemMarks,
  ) {}

  /**
   * Sends a text that differs from its base. Returns the version of the file from now on; throws a `UserError` when nothing
   * was sent. No question is asked twice about the same values, and a client that keeps changing is given up.
   */
  async send(client: OpenClient, change: Change): Promise<Version> {
    const { text, base, plans } = change;
    const answered = new Set(change.answered);
    let { server } = change;
    let restored = false;
    for (let turn = 0; turn < maxTurns; turn++) {
      // Signing in again replaces the session, also while a question is open.
      const session = this.session(client);
      const plan = plans.plan(base, server, text);
      if (plan.kind === 'invalid') throw this.invalid(client);
      if (plan.kind === 'unchanged') return this.adopt(client, text, server);
      if (plan.kind === 'locked') {
        const allowed = await askRestore(clientName(server), session.account.label);
        if (!allowed) throw refused(restored);
        await this.restore(client);
        restored = true;
      } else {
        const keys = conflictKeys(plan, base, server);
        const reply = await this.ask(client, session, plan, keys, answered);
        if (reply === 'refused') throw refused(restored);
        if (reply === 'clear') {
          const answer = await this.put(client, session, text, server, plan);
          if (answer !== undefined) {
            const version = this.adopt(client, text, answer);
            client.lastSave = { plan, answer, text: this.documents.textOf(client, answer) };
            return version;
          }
        }
      }
      server = await this.read(client);
    }
    throw new UserError(
      vscode.l10n.t(
        'This client changes on the server all the time. Nothing was sent, and your text is still here; save again.',
      ),
    );
  }

  /** The server's record as it is now. Throws a `UserError` where it cannot be read. */
  async read(client: OpenClient): Promise<Client> {
    try {
      return await this.get(client);
    } catch (error) {
      throw saveFailure(error);
    }
  }

  /** As `read`, but throws the errors of the API unchanged. */
  get(client: OpenClient): Promise<Client> {
    return withCurrentSession(
      () => this.session(client),
      (session) => session.get(client.address.clientId, { origin: client.origin }),
    );
  }

  /** The session of a document's account. Throws a `UserError` where it is signed out. */
  session(client: OpenClient): Session {
    return requireSession(this.accounts, client.address.accountId, signedOut);
  }

  /** The client's name in questions. */
  title(client: OpenClient): string {
    const base = client.baseRecord();
    return base === undefined ? vscode.l10n.t('This client') : clientName(base);
  }

  /** Marks the errors of the text, and returns what to throw. */
  invalid(client: OpenClient): UserError {
    this.mark(client);
    return new UserError(fixFirst());
  }

  /** Asks one question that is still open. */
  private async ask(
    client: OpenClient,
    session: Session,
    plan: Save,
    keys: ReadonlySet<string>,
    answered: Set<string>,
  ): Promise<'asked' | 'refused' | 'clear'> {
    const account = session.account.label;
    const name = this.title(client);
    const open = [...keys].filter((key) => !answered.has(key));
    if (open.length > 0) {
      if (!(await askOverwrite(name, account, plan.conflicts))) return 'refused';
      for (const key of open) answered.add(key);
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
    client: OpenClient,
    session: Session,
    text: string,
    server: Client,
    plan: Save,
  ): Promise<Client | undefined> {
    const id = client.address.clientId;
    let sent: ClientBody | undefined;
    try {
      const result = await session.update(
        id,
        () => {
          const newest = session.clients.get(id);
          if (newest !== undefined && isSameVersion(newest, server)) sent = plan.body;
          return Promise.resolve(sent);
        },
        { origin: client.origin },
      );
      return result?.client;
    } catch (error) {
      if (isApiError(error, 'validation') && sent !== undefined) {
        client.validation = { fields: error.fields, text, body: sent };
        this.mark(client);
      }
      // Deleted by another user in this moment: the next turn asks to restore.
      if (isApiError(error, 'deletedLocked')) return undefined;
      if (wasReplaced(error, session, () => this.session(client))) return undefined;
      throw saveFailure(error);
    }
  }

  /** The server does not report that a user may not restore: it leaves the client as it is. */
  private async restore(client: OpenClient): Promise<void> {
    let restored: Client | undefined;
    try {
      restored = await withCurrentSession(
        () => this.session(client),
        (session) => session.restore(client.address.clientId, { origin: client.origin }),
      );
    } catch (error) {
      throw saveFailure(error);
    }
    if (restored?.is_deleted !== false) throw new UserError(notRestored());
  }

  /** The server's record is what the document shows from now on. */
  private adopt(client: OpenClient, text: string, record: Client): Version {
    this.documents.setRecord(client, record);
    client.validation = undefined;
    return client.adoptBase(text, record.updated_at);
  }

  private mark(client: OpenClient): void {
    const document = this.documents.document(client.uri);
    if (document !== undefined) this.marks.show(client.problems, document);
  }
}

function refused(restored: boolean): UserError {
  return new UserError(restored ? onlyRestored() : nothingSent());
}
