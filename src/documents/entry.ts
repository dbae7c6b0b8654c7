import * as vscode from 'vscode';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { inBackground, say } from '../platform/messages';
import { settings } from '../platform/settings';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import { ClientCreation } from './create/clientCreation';
import { ClientDocuments, type DocumentAccounts } from './fileSystem/clientDocuments';
import { ClientEditors } from './commands/clientEditors';
import { ClientFiles } from './fileSystem/clientFiles';
import { ClientSave } from './save/clientSave';
import { SaveNegotiation } from './save/saveNegotiation';
import { SaveProtocol } from './save/saveProtocol';
import { watchDocuments } from './documentEvents';
import { parseClientUri } from '../platform/clientUri';
import type { DocumentCommands } from './commandNames';
import { contactCommands } from './commands/contactCommands';
import { DraftStore } from './fileSystem/draftStore';
import { HiddenSaves } from './save/hiddenSaves';
import { idCommands } from './commands/idCommands';
import { registerLanguageFeatures } from './language/languageFeatures';
import { CreatedClients } from './create/createdClients';
import { NewClients } from './create/newClients';
import { ProblemMarks } from './language/problemMarks';
import { serverCommands, snapshots, snapshotScheme } from './commands/serverCommands';

export interface OpenAccounts extends DocumentAccounts {
  all(): readonly Account[];
  find(id: string): Account | undefined;
  /** Sessions made so far. */
  openSessions(): readonly Session[];
  onDidChange: vscode.Event<void>;
  onDidOpenSession: vscode.Event<Session>;
}

export interface DocumentsContext {
  /** Folder of this extension's global storage. */
  storage: vscode.Uri;
  accounts: OpenAccounts;
  /** The account that the user has chosen. */
  currentAccount: () => Account | undefined;
  signIn: () => Promise<void>;
  log: Log;
  changes: vscode.EventEmitter<vscode.FileChangeEvent[]>;
}

export interface DocumentsFeature extends vscode.Disposable {
  files: ClientFiles;
  editors: ClientEditors;
  commands: DocumentCommands;
  /** Resolves when the drafts of dirty documents are on disk. */
  flushed(): Promise<void>;
}

/** Builds everything that reads, checks and saves client documents. Loaded by the first use. */
export function createDocuments({
  storage,
  accounts,
  currentAccount,
  signIn,
  log,
  changes,
}: DocumentsContext): DocumentsFeature {
  const all = new Disposables();
  const marks = all.add(new ProblemMarks());
  const hidden = all.add(new HiddenSaves());
  const folder = (name: string) => vscode.Uri.joinPath(storage, name).fsPath;
  const drafts = all.add(new DraftStore(folder('drafts'), (error) => log.failure('draft', error)));
  const created = new CreatedClients(folder('created'), (error) => log.failure('creation', error));
  const documents: ClientDocuments = all.add(
    new ClientDocuments(accounts, drafts, marks, changes, settings.showPortalKeys, (client) => {
      const save = new ClientSave(client, documents, negotiation, hidden);
      return new SaveProtocol(client.uri, save, hidden, log);
    }),
  );
  const negotiation = new SaveNegotiation(accounts, documents, marks);
  const newClients: NewClients = new NewClients(documents, marks, (client, becomeReal) => {
    const mark = () => newClients.mark(client);
    const creation = new ClientCreation(client, accounts, created, hidden, mark, becomeReal);
    return new SaveProtocol(client.uri, creation, hidden, log);
  });
  all.add(
    watchDocuments((uri) =>
      newClients.owns(uri) ? newClients : parseClientUri(uri) === undefined ? undefined : documents,
    ),
  );
  const editors = new ClientEditors(accounts, documents);

  let offered = false;
  const offerSignIn = () => {
    if (offered) return;
    offered = true;
    const action = vscode.l10n.t('Sign In');
    const text = vscode.l10n.t('Some open clients belong to an account that is not signed in.');
    inBackground(say('warning', text, [action]).then((choice) => (choice === action ? signIn() : undefined)));
  };
  const commands: DocumentCommands = {
    openClient: async (argument) => void (await editors.open(argument)),
    openContact: (argument) => editors.openContact(argument),
    ...contactCommands(editors),
    ...idCommands(accounts, currentAccount, editors),
    ...serverCommands({ accounts, documents, editors, newClients }),
  };
  all.add(
    vscode.workspace.registerTextDocumentContentProvider(snapshotScheme, snapshots(accounts, documents)),
  );
  all.add(registerLanguageFeatures(accounts, documents));
  const files = new ClientFiles(accounts, documents, newClients, log, offerSignIn);

  // The session has the listener, and takes it along when it ends: nothing here may keep a session that was replaced.
  const follow = (session: Session) => {
    session.onDidChange((change) => documents.follow(session, change));
  };
  for (const session of accounts.openSessions()) follow(session);
  all.add(accounts.onDidOpenSession(follow));
  all.add(
    accounts.onDidChange(() => {
      offered = false;
      inBackground(editors.reopenFailed(), (error) => log.failure('open', error));
      files.updateReadOnly();
    }),
  );
  return { files, editors, commands, flushed: () => documents.flushed(), dispose: () => all.dispose() };
}
