import * as vscode from 'vscode';
import { isId } from '../api/ids';
import {
  clientKey,
  clientScheme,
  clientUri,
  parseClientUri,
  type ClientAddress,
} from '../platform/clientUri';
import { registerCommand } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { say } from '../platform/messages';
import { UserError } from '../platform/sentences';
import { settings } from '../platform/settings';
import { contactOffset } from '../records/contactEdits';
import { clientName } from '../records/names';
import type { Session } from '../session/session';
import { ClientDocuments, type DocumentAccounts } from './clientDocuments';
import { ClientFiles } from './clientFiles';
import { ClientSaver, signedOut } from './clientSaver';
import { DraftStore } from './draftStore';
import { HiddenSaves } from './hiddenSaves';
import { ProblemMarks } from './problemMarks';

export interface OpenAccounts extends DocumentAccounts {
  onDidChange: vscode.Event<void>;
  onDidOpenSession: vscode.Event<Session>;
}

/** Clients as JSON documents: the file system of `ninja-client:` and the commands that open one. */
export function registerDocuments(
  context: vscode.ExtensionContext,
  accounts: OpenAccounts,
  signIn: () => Promise<void>,
  log: Log,
): vscode.Disposable {
  const all = new Disposables();
  const marks = all.add(new ProblemMarks());
  const drafts = new DraftStore(vscode.Uri.joinPath(context.globalStorageUri, 'drafts').fsPath);
  const documents = all.add(new ClientDocuments(accounts, drafts, marks, settings.showPortalKeys));
  const hidden = all.add(new HiddenSaves());
  const saver = new ClientSaver(accounts, documents, marks, hidden);

  let offered = false;
  const offerSignIn = () => {
    if (offered) return;
    offered = true;
    const action = vscode.l10n.t('Sign In');
    const text = vscode.l10n.t('Some open clients belong to an account that is not signed in.');
    void say('warning', text, [action]).then((choice) => (choice === action ? signIn() : undefined));
  };
  const files = new ClientFiles(accounts, documents, saver, log, offerSignIn);
  all.add(vscode.workspace.registerFileSystemProvider(clientScheme, files, { isCaseSensitive: true }));
  all.add(
    accounts.onDidOpenSession((session) => {
      session.onDidChange((change) => documents.follow(session, change));
    }),
  );
  all.add(
    accounts.onDidChange(() => {
      offered = false;
      void reopenFailedTabs(accounts);
    }),
  );

  const open = async (argument: unknown): Promise<vscode.TextEditor> => {
    const address = checkedAddress(argument);
    const session = accounts.session(address.accountId);
    if (session === undefined) throw new UserError(signedOut());
    const openUri = openTabs().find((uri) => sameClient(uri, address));
    const state = openUri === undefined ? undefined : documents.document(openUri);
    if (openUri !== undefined && state !== undefined) return vscode.window.showTextDocument(openUri);
    const client = await session.get(address.clientId);
    const uri = openUri ?? clientUri(address, clientName(client));
    const fresh = documents.state(uri);
    if (fresh !== undefined) fresh.incoming = client;
    return vscode.window.showTextDocument(uri);
  };
  all.add(registerCommand('ninjaClients.openClient', log, async (argument) => void (await open(argument))));
  all.add(
    registerCommand('ninjaClients.openContact', log, async (argument) => {
      const contactId = (argument as { contactId?: unknown } | undefined)?.contactId;
      const editor = await open(argument);
      const offset = isId(contactId) ? contactOffset(editor.document.getText(), contactId) : undefined;
      if (offset === undefined) return;
      const position = editor.document.positionAt(offset);
      editor.selection = new vscode.Selection(position, position);
      editor.revealRange(
        new vscode.Range(position, position),
        vscode.TextEditorRevealType.InCenterIfOutsideViewport,
      );
    }),
  );
  return all;
}

/** Command arguments come from anywhere. */
function checkedAddress(argument: unknown): ClientAddress {
  const { accountId, clientId } = (argument ?? {}) as Record<string, unknown>;
  if (typeof accountId !== 'string' || !isId(clientId))
    throw new UserError(vscode.l10n.t('Choose a client in the Clients view, then open it.'));
  return { accountId, clientId };
}

function openTabs(): vscode.Uri[] {
  return vscode.window.tabGroups.all
    .flatMap((group) => group.tabs)
    .flatMap((tab) => (tab.input instanceof vscode.TabInputText ? [tab.input.uri] : []))
    .filter((uri) => uri.scheme === clientScheme);
}

function sameClient(uri: vscode.Uri, address: ClientAddress): boolean {
  const other = parseClientUri(uri);
  return other !== undefined && clientKey(other) === clientKey(address);
}

/**
 * An editor that failed to load stays an error page whatever the provider says later; opening its URI anew revives it
 * (editing facts, finding 9).
 */
async function reopenFailedTabs(accounts: DocumentAccounts): Promise<void> {
  const loaded = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
  for (const group of vscode.window.tabGroups.all) {
    const { activeTab } = group;
    if (!(activeTab?.input instanceof vscode.TabInputText)) continue;
    const { uri } = activeTab.input;
    const address = parseClientUri(uri);
    if (
      address === undefined ||
      loaded.has(uri.toString()) ||
      accounts.session(address.accountId) === undefined
    )
      continue;
    await vscode.commands.executeCommand('vscode.open', uri, {
      viewColumn: group.viewColumn,
      preview: activeTab.isPreview,
      preserveFocus: true,
    });
  }
}
