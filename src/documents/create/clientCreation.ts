import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import type { Client, ClientBody, Id } from '../../api/types';
import { accountOfUri, clientUri } from '../../platform/clientUri';
import { UserError } from '../../platform/sentences';
import { requireSession } from '../../platform/signedIn';
import { asObject, asObjects, asText } from '../../records/json';
import { storedDifferently } from '../../records/merge/storedDifferently';
import { clientName } from '../../records/names';
import { planCreate } from '../../records/text/template';
import type { Session } from '../../session/session';
import type { DocumentAccounts } from '../fileSystem/clientDocuments';
import type { Version } from '../fileSystem/version';
import { withCurrentSession } from '../save/currentSession';
import type { HiddenSaves } from '../save/hiddenSaves';
import { fixFirst, nothingSent, signedOut } from '../save/saveMessages';
import type { Check, SaveStrategy, Write } from '../save/saveProtocol';
import type { CreatedClients } from './createdClients';
import type { NewClient } from './newClient';
import { askCandidate } from './newClientQuestions';

/** Saves a client that is to be created: its first save creates it, once. */
export class ClientCreation implements SaveStrategy {
  constructor(
    private readonly client: NewClient,
    private readonly accounts: DocumentAccounts,
    private readonly createdClients: CreatedClients,
    private readonly hidden: HiddenSaves,
    /** Marks the problems of the text now. */
    private readonly mark: () => void,
    /** Turns the tab into the document of the client that was created. */
    private readonly becomeReal: () => void,
  ) {}

  /** Nobody else can have changed what does not exist. */
  check(): Promise<Check> {
    return Promise.resolve({ version: this.client.version, conflicts: new Set() });
  }

  async send(write: Write): Promise<Version> {
    const { client } = this;
    try {
      await this.create(write);
      client.text = write.text;
      const mtime = Math.max(Date.now(), client.version.mtime + 1);
      client.version = { mtime, size: Buffer.byteLength(write.text) };
      return client.version;
    } finally {
      // After a restart VS Code alone has the text: from now on it exists here too.
      client.text ||= write.text;
    }
  }

  saved(): void {
    this.becomeReal();
  }

  /** The client exists although this save was refused: its tab has not become the client's document yet. */
  refused(): void {
    if (this.client.created !== undefined) this.becomeReal();
  }

  private async create({ text, automatic, inFront }: Write): Promise<void> {
    const { client } = this;
    if (client.created !== undefined) {
      if (text === client.createdFrom) return;
      throw new UserError(
        vscode.l10n.t(
          'The client was created without what you typed since, which is still here. Save again to send it.',
        ),
      );
    }
    if (automatic)
      throw new UserError(
        vscode.l10n.t('Auto save does not create clients. Press Ctrl+S to create this one.'),
      );
    const plan = planCreate(text);
    if (plan.kind === 'invalid') {
      this.mark();
      throw new UserError(fixFirst());
    }
    const name = clientName(plan.body) || vscode.l10n.t('the new client');
    const account = this.session().account.label;
    if ((await this.hidden.decide(inFront, { uri: client.uri, name, account })) === 'keep')
      throw new UserError(vscode.l10n.t('{0} was not created, and its text is still here.', name));
    client.created = await withCurrentSession(
      () => this.session(),
      async (session) =>
        (await this.earlierCreation(session, plan.body, text)) ?? this.post(session, plan.body, text),
    );
    client.createdFrom = text;
  }

  private async post(session: Session, body: ClientBody, text: string): Promise<Client> {
    const { client } = this;
    try {
      const fingerprint = { name: asText(body.name), contacts: asObjects(body.contacts) };
      const { origin } = client;
      const onCreated = ({ id }: Client) => this.createdClients.add(origin, id);
      const created = await session.create(body, fingerprint, { origin, onCreated });
      client.validation = undefined;
      return created;
    } catch (error) {
      if (isApiError(error, 'validation')) {
        client.validation = { fields: error.fields, text, body };
        this.mark();
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

  /**
   * After a lost answer or a crash nobody knows whether the client was created: shows what may be it and lets the user
   * decide. Undefined to create it.
   */
  private async earlierCreation(
    session: Session,
    body: ClientBody,
    text: string,
  ): Promise<Client | undefined> {
    const { origin } = this.client;
    const createdId = await this.createdClients.find(origin);
    if (createdId !== undefined)
      return this.adopt(session, body, text, await this.stillThere(session, createdId));
    for (const intent of await session.creations.unresolved(origin)) {
      const candidates = await session.creations.candidates(intent);
      const choice = await askCandidate(candidates, session.account.label);
      if (choice === undefined) throw new UserError(nothingSent());
      // If the client lacks some of the text, the intent stays: what is saved again is asked about again, not created.
      const adopted = choice === 'create' ? undefined : await this.adopt(session, body, text, choice);
      await session.creations.close(intent.id);
      if (adopted !== undefined) return adopted;
    }
    return undefined;
  }

  private async stillThere(session: Session, id: Id): Promise<Client> {
    try {
      return await session.get(id, { origin: this.client.origin });
    } catch (error) {
      if (!isApiError(error, 'notFound')) throw error;
      throw new UserError(
        vscode.l10n.t(
          'The client was created from this text before, and the server no longer has it. Copy the text into a new client.',
        ),
      );
    }
  }

  /** A client that the text has created before is its client, if nothing of the text would get lost by that. */
  private async adopt(session: Session, body: ClientBody, text: string, found: Client): Promise<Client> {
    const keys = Object.keys(asObject(body.settings)).map((key) => ['settings', key]);
    if (storedDifferently({ body, changed: keys }, found, text).length === 0) return found;
    const real = clientUri({ accountId: session.account.id, clientId: found.id }, clientName(found));
    await vscode.window.showTextDocument(real, { viewColumn: vscode.ViewColumn.Beside, preview: false });
    throw new UserError(
      vscode.l10n.t(
        'The client is there, but not with all of this text: it was opened beside. Copy over what is missing, then close this one.',
      ),
    );
  }

  /** Throws a `UserError` where the account is signed out. */
  private session(): Session {
    return requireSession(this.accounts, accountOfUri(this.client.uri) ?? '', signedOut);
  }
}
