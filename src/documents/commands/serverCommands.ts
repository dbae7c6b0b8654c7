import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { clientScheme, clientUri } from '../../platform/clientUri';
import { pickAccount } from '../../platform/pickers/accountPicker';
import { readAccountId } from '../../platform/commands/commandArguments';
import { inAccount, say } from '../../platform/messages';
import { requireSession } from '../../platform/signedIn';
import { UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import { duplicateText, newClientText } from '../../records/text/template';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import type { ClientDocuments, DocumentAccounts } from '../fileSystem/clientDocuments';
import type { ClientEditors } from './clientEditors';
import type { DocumentCommands } from '../commandNames';
import type { NewClients } from '../create/newClients';
import { LensTarget } from '../language/clientLenses';
import { isInFront } from '../save/hiddenSaves';
import { notRestored } from '../save/saveMessages';
import { requireTarget, targetOf } from './target';

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
  const session = (accountId: string) => requireSession(accounts, accountId);
  const askAccount = async () =>
    (await pickAccount(accounts.all(), { title: vscode.l10n.t('New Client in Which Account?') }))?.id;
  return {
    newClient: async (argument) => {
      const accountId = targetOf(argument)?.accountId ?? readAccountId(argument) ?? (await askAccount());
      if (accountId === undefined) return;
      const to = session(accountId);
      const [blank, company] = await Promise.all([
        (await to.api()).blankClient(),
        to.companyData.company().catch(() => undefined),
      ]);
      await newClients.edit(accountId, newClientText(blank, company), '"name": "');
    },
    duplicateClient: async (argument) => {
      const { accountId, clientId } = requireTarget(argument);
      await newClients.edit(accountId, duplicateText(await session(accountId).get(clientId)));
    },
    restoreClient: async (argument) => {
      const { accountId, clientId } = requireTarget(argument);
      // Anybody may run the command: only a click on the lens has named the client to the user already.
      if (!(argument instanceof LensTarget) && !(await mayRestore(session(accountId), clientId))) return;
      const client = await session(accountId).restore(clientId, { origin: 'restore' });
      if (client === undefined || client.is_deleted || client.archived_at > 0)
        throw new UserError(notRestored());
    },
    compareWithServer: async (argument) => {
      const target = requireTarget(argument);
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
      const editor = await editors.open(requireTarget(argument));
      const client = documents.client(editor.document.uri);
      if (client !== undefined && documents.isDirty(client, editor.document)) {
        const revert = vscode.l10n.t('Discard My Changes');
        const question = vscode.l10n.t('Discard your unsaved changes and show what the server has?');
        const { account } = session(client.address.accountId);
        if ((await say('warning', inAccount(question, account), [revert], { modal: true })) !== revert)
          return;
      }
      await vscode.window.showTextDocument(editor.document);
      // The command reverts whatever is in front.
      if (!isInFront(editor.document.uri)) return;
      try {
        await vscode.commands.executeCommand('workbench.action.files.revert');
      } catch (error) {
        if (client?.gone !== true) throw error;
        throw new UserError(
          vscode.l10n.t(
            'This client no longer exists on the server. Its text stays here until you close it.',
          ),
        );
      }
    },
  };
}

async function mayRestore(session: Session, clientId: string): Promise<boolean> {
  const restore = vscode.l10n.t('Restore');
  const question = vscode.l10n.t('Restore {0}?', clientName(await session.get(clientId)));
  return (await say('warning', inAccount(question, session.account), [restore], { modal: true })) === restore;
}

/** The server's text as it is when the comparison opens, in the form of the editor's. */
export function snapshots(
  accounts: DocumentAccounts,
  documents: ClientDocuments,
): vscode.TextDocumentContentProvider {
  return {
    provideTextDocumentContent: async (uri) => {
      const real = uri.with({ scheme: clientScheme, query: '' });
      const client = documents.client(real);
      if (client === undefined) throw vscode.FileSystemError.FileNotFound(uri);
      const { accountId, clientId } = client.address;
      const session = requireSession(accounts, accountId);
      return documents.textOf(client, session.clients.get(clientId) ?? (await session.get(clientId)));
    },
  };
}

/** A new URI for every comparison, as VS Code keeps the text of one it knows. */
function snapshotUri(accountId: string, client: Client): vscode.Uri {
  const uri = clientUri({ accountId, clientId: client.id }, clientName(client));
  return uri.with({ scheme: snapshotScheme, query: String(Date.now()) });
}
