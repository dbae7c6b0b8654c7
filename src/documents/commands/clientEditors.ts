import * as vscode from 'vscode';
import {
  clientKey,
  clientScheme,
  clientUri,
  parseClientUri,
  type ClientAddress,
} from '../../platform/clientUri';
import { readClientAddress, readId } from '../../platform/commands/commandArguments';
import { UserError } from '../../platform/sentences';
import { requireSession } from '../../platform/signedIn';
import { clientName } from '../../records/names';
import type { ClientDocuments, DocumentAccounts } from '../fileSystem/clientDocuments';
import { revealContact } from './revealContact';

/** Opens clients in editors: one tab per client, whatever its title says. */
export class ClientEditors {
  constructor(
    private readonly accounts: DocumentAccounts,
    private readonly documents: ClientDocuments,
  ) {}

  /** Opens a client, or brings its tab to the front. The argument comes from anywhere. */
  async open(argument: unknown): Promise<vscode.TextEditor> {
    const address = checkedAddress(argument);
    const session = requireSession(this.accounts, address.accountId);
    const openUri = openTabs().find((uri) => sameClient(uri, address));
    if (openUri !== undefined && this.documents.document(openUri) !== undefined)
      return vscode.window.showTextDocument(openUri);
    const client = await session.get(address.clientId);
    const uri = openUri ?? clientUri(address, clientName(client));
    const opened = this.documents.client(uri);
    if (opened !== undefined) {
      // VS Code keeps a document for a while after its tab is closed: the client may have been missing then.
      opened.gone = false;
      opened.incoming = client;
    }
    return vscode.window.showTextDocument(uri);
  }

  /** Opens a contact's client with the cursor at the contact. */
  async openContact(argument: unknown): Promise<void> {
    const contactId = readId(argument, 'contactId');
    const editor = await this.open(argument);
    if (contactId !== undefined) revealContact(editor, contactId);
  }

  /**
   * Opens tabs again that failed to load: they stay error pages, even after a change event, until their URI is opened
   * (docs/vscode-editing.md §0, finding 9).
   */
  async reopenFailed(): Promise<void> {
    const loaded = new Set(vscode.workspace.textDocuments.map(({ uri }) => uri.toString()));
    for (const group of vscode.window.tabGroups.all) {
      const { activeTab } = group;
      if (!(activeTab?.input instanceof vscode.TabInputText)) continue;
      const { uri } = activeTab.input;
      const address = parseClientUri(uri);
      if (address === undefined || loaded.has(uri.toString())) continue;
      if (this.accounts.session(address.accountId) === undefined) continue;
      await vscode.commands.executeCommand('vscode.open', uri, {
        viewColumn: group.viewColumn,
        preview: activeTab.isPreview,
        preserveFocus: true,
      });
    }
  }
}

function checkedAddress(argument: unknown): ClientAddress {
  const address = readClientAddress(argument);
  if (address === undefined)
    throw new UserError(vscode.l10n.t('Choose a client in the Clients view, then open it.'));
  return address;
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
