import * as vscode from 'vscode';
import { isApiError } from '../../api/errors';
import type { Client, ClientBody } from '../../api/types';
import { clientUri, parseNewClientUri } from '../../platform/clientUri';
import { UserError } from '../../platform/sentences';
import { notTaken } from '../../records/merge/afterSave';
import { asObject, asObjects, asText } from '../../records/json';
import { clientName } from '../../records/names';
import type { Problem } from '../../records/check/problems';
import { planCreate } from '../../records/text/template';
import type { Session } from '../../session/session';
import type { ClientDocuments, DocumentAccounts } from '../fileSystem/clientDocuments';
import { stillRefused, type Refusal } from '../language/findings';
import type { HiddenSaves } from '../save/hiddenSaves';
import { askCandidate } from './newClientQuestions';
import type { ProblemMarks } from '../language/problemMarks';
import { inPresentSession } from '../fileSystem/presentSession';
import { isAutoSave, mendFirst, nothingSent, signedOut } from '../save/saveRefusals';

/** What is known of the creation of one client to be. */
export interface Creation {
  /** Of the save that is under way. */
  reason: vscode.TextDocumentSaveReason | undefined;
  refusal: Refusal | undefined;
  /** What the POST answered: from then on this URI never sends anything again. */
  created: Client | undefined;
  /** The text that it was created from. */
  createdFrom: string | undefined;
}

/** Creates the client of a text, once, and says in words why it did not. */
export class ClientCreator {
  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly documents: ClientDocuments,
    private readonly marks: ProblemMarks,
    private readonly hidden: HiddenSaves,
  ) {}

  /** Sets `created`. Throws a `UserError` or `ApiError` with one sentence where nothing was created, or nobody knows. */
  async create(uri: vscode.Uri, state: Creation, text: string): Promise<void> {
    const { reason } = state;
    state.reason = undefined;
    if (state.created !== undefined) {
      if (text === state.createdFrom) return;
      throw new UserError(
        vscode.l10n.t(
          'The client was created without what you typed since, which is still here. Save again to send it.',
        ),
      );
    }
    if (isAutoSave(reason))
      throw new UserError(
        vscode.l10n.t('Auto save does not create clients. Press Ctrl+S to create this one.'),
      );
    const plan = planCreate(text);
    if (plan.kind === 'invalid') {
      this.show(uri, state);
      throw new UserError(mendFirst());
    }
    const name = clientName(plan.body) || vscode.l10n.t('the new client');
    if ((await this.hidden.allowed(uri, name, this.session(uri).account.label)) === 'no')
      throw new UserError(vscode.l10n.t('{0} was not created, and its text is still here.', name));
    state.created = await inPresentSession(
      () => this.session(uri),
      async (session) =>
        (await this.settleIntents(uri, session, plan, text)) ?? this.post(uri, state, session, plan, text),
    );
    state.createdFrom = text;
  }

  /** What is wrong with a text, and what the server said of it and still holds. */
  findings(state: Creation | undefined, text: string): Problem[] {
    const plan = planCreate(text);
    return [
      ...(state?.refusal === undefined ? [] : stillRefused(text, state.refusal)),
      ...(plan.kind === 'invalid' ? plan.problems : []),
    ];
  }

  private async post(
    uri: vscode.Uri,
    state: Creation,
    session: Session,
    { body }: { body: ClientBody },
    text: string,
  ): Promise<Client> {
    try {
      const wish = { name: asText(body.name), contacts: asObjects(body.contacts) };
      const client = await session.create(body, wish, { origin: uri.toString() });
      state.refusal = undefined;
      return client;
    } catch (error) {
      if (isApiError(error, 'validation')) {
        state.refusal = { fields: error.fields, text, body };
        this.show(uri, state);
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

  /** After a lost answer or a crash: shows what may be the client, and lets the user say. Undefined to create it. */
  private async settleIntents(
    uri: vscode.Uri,
    session: Session,
    { body }: { body: ClientBody },
    text: string,
  ): Promise<Client | undefined> {
    for (const intent of await session.openIntents(uri.toString())) {
      const candidates = await session.candidates(intent);
      const choice =
        candidates.length === 0 ? 'create' : await askCandidate(candidates, session.account.label);
      if (choice === undefined) throw new UserError(nothingSent());
      if (choice === 'create') {
        await session.closeIntent(intent.id);
        continue;
      }
      const keys = Object.keys(asObject(body.settings)).map((key) => ['settings', key]);
      if (notTaken({ body, changed: keys }, choice, text).length > 0) {
        const real = clientUri({ accountId: session.account.id, clientId: choice.id }, clientName(choice));
        await vscode.window.showTextDocument(real, { viewColumn: vscode.ViewColumn.Beside, preview: false });
        // The intent stays: what is saved again is asked about again, not created.
        throw new UserError(
          vscode.l10n.t(
            'The client is there, but not with all of this text: it was opened beside. Copy over what is missing, then close this one.',
          ),
        );
      }
      await session.closeIntent(intent.id);
      return choice;
    }
    return undefined;
  }

  private show(uri: vscode.Uri, state: Creation): void {
    const document = this.documents.document(uri);
    if (document !== undefined) this.marks.show((text) => this.findings(state, text), document);
  }

  private session(uri: vscode.Uri): Session {
    const account = parseNewClientUri(uri);
    const session = account && this.accounts.session(account.accountId);
    if (session === undefined) throw new UserError(signedOut());
    return session;
  }
}
