import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { clientScheme, clientUri } from '../../platform/clientUri';
import { inAccount, say } from '../../platform/messages';
import { pickerText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import { duplicateText, newClientText } from '../../records/text/template';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import type { ClientDocuments, DocumentAccounts } from '../fileSystem/clientDocuments';
import type { ClientEditors } from './clientEditors';
import type { DocumentCommands } from '../commandNames';
import type { NewClients } from '../create/newClients';
import { notRestored, signedOut } from '../save/saveMessages';
import { needTarget, targetOf } from './target';

type ServerCommand =
  'newClient' | 'duplicateClient' | 'restoreClient' | 'compareWithServer' | 'revertToServer';

/** Scheme of read-only copies of the server's text, for comparisons. */
export const snapshotScheme = 'ninja-client-server';

export interface ServerCommandParts {
  accounts: DocumentAccounts & { all(): readonly Account[] };
  documents: ClientDocuments;
  editors: ClientEditors;
  newClients: NewClients;
}

/** Commands between a document and its server. */
export function serverCommands({
  accounts,
  documents,
  editors,
  newClients,
}: ServerCommandParts): Pick<DocumentCommands, ServerCommand> {
  const session = (accountId: string): Session => {
    const found = accounts.session(accountId);
    if (found === undefined) throw new UserError(signedOut());
    return found;
  };
  return {
    newClient: async (argument) => {
      const accountId =
        targetOf(argument)?.accountId ?? accountIn(argument) ?? (await pickAccount(accounts.all()));
      if (accountId === undefined) return;
      const to = session(accountId);
      const [blank, company] = await Promise.all([
        (await to.api()).blankClient(),
        to.company().catch(() => undefined),
      ]);
      await newClients.edit(accountId, newClientText(blank, company), '"name": "');
    },
    duplicateClient: async (argument) => {
      const { accountId, clientId } = needTarget(argument);
      await newClients.edit(accountId, duplicateText(await session(accountId).get(clientId)));
    },
    restoreClient: async (argument) => {
      const { accountId, clientId } = needTarget(argument);
      const client = await session(accountId).restore(clientId, { origin: 'restore' });
      if (client === undefined || client.is_deleted || client.archived_at > 0)
        throw new UserError(notRestored());
    },
    compareWithServer: async (argument) => {
      const target = needTarget(argument);
      const editor = await editors.open(target);
      const client = await session(target.accountId).get(target.clientId);
      const { uri } = editor.document;
      await vscode.commands.executeCommand(
        'vscode.diff',
        snapshotUri(target.accountId, client),
        uri,
        vscode.l10n.t('{0} (server ↔ editor)', clientName(client)),
      );
    },
    revertToServer: async (argument) => {
      const editor = await editors.open(needTarget(argument));
      const state = documents.client(editor.document.uri);
      if (state !== undefined && documents.isDirty(state, editor.document)) {
        const revert = vscode.l10n.t('Discard My Changes');
        const question = vscode.l10n.t('Discard your unsaved changes and show what the server has?');
        const { account } = session(state.address.accountId);
        if ((await say('warning', inAccount(question, account), [revert], { modal: true })) !== revert)
          return;
      }
      await vscode.window.showTextDocument(editor.document);
      try {
        await vscode.commands.executeCommand('workbench.action.files.revert');
      } catch (error) {
        if (state?.gone !== true) throw error;
        throw new UserError(
          vscode.l10n.t(
            'This client no longer exists on the server. Its text stays here until you close it.',
          ),
        );
      }
    },
  };
}

/** The server's text as it is when the comparison opens, in the form of the editor's. */
export function snapshots(
  accounts: DocumentAccounts,
  documents: ClientDocuments,
): vscode.TextDocumentContentProvider {
  return {
    provideTextDocumentContent: async (uri) => {
      const real = uri.with({ scheme: clientScheme, query: '' });
      const state = documents.client(real);
      const from = state && accounts.session(state.address.accountId);
      if (state === undefined || from === undefined) throw new UserError(signedOut());
      return documents.textOf(
        state,
        from.seen(state.address.clientId) ?? (await from.get(state.address.clientId)),
      );
    },
  };
}

/** A new URI for every comparison, as VS Code keeps the text of one it knows. */
function snapshotUri(accountId: string, client: Client): vscode.Uri {
  const uri = clientUri({ accountId, clientId: client.id }, clientName(client));
  return uri.with({ scheme: snapshotScheme, query: String(Date.now()) });
}

function accountIn(argument: unknown): string | undefined {
  const id = (argument as { accountId?: unknown } | undefined)?.accountId;
  return typeof id === 'string' ? id : undefined;
}

async function pickAccount(accounts: readonly Account[]): Promise<string | undefined> {
  if (accounts.length < 2) {
    if (accounts[0] === undefined) throw new UserError(vscode.l10n.t('Sign in to an account first.'));
    return accounts[0].id;
  }
  const items = accounts.map(({ id, label }) => ({ label: pickerText(label), id }));
  return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('New Client in Which Account?') }))
    ?.id;
}
