import * as vscode from 'vscode';
import { registerAccounts, type AccountsFeature } from './accounts/registerAccounts';
import { registerActions } from './actions/registerActions';
import type { ClientOpener } from './browse/goToClient';
import { listQuery } from './browse/filterState';
import { registerBrowse, type BrowseFeature } from './browse/registerBrowse';
import { registerDocuments } from './documents/registerDocuments';
import { registerCommand } from './platform/commands';
import { Log } from './platform/log';

/** What integration tests may reach into; nobody else gets it. */
export interface TestHandles extends Pick<AccountsFeature, 'accounts' | 'verify'>, BrowseFeature {}

/** What browsing may do with a client; the commands belong to other features. */
const opener: ClientOpener = {
  open: (address) => vscode.commands.executeCommand('ninjaClients.openClient', address),
  openBeside: async (address) => {
    await vscode.commands.executeCommand('ninjaClients.openClient', address);
    await vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup');
  },
  openInBrowser: (address) => vscode.commands.executeCommand('ninjaClients.openInInvoiceNinja', address),
  copyId: (address) => vscode.commands.executeCommand('ninjaClients.copyHashedId', address),
};

let settled: () => Promise<void> = () => Promise.resolve();

/** Builds the collaborators and registers the features. No I/O, no network: those begin with the first use. */
export function activate(context: vscode.ExtensionContext): TestHandles | undefined {
  const log = new Log();
  const { accounts, passwords, currentAccount, signIn, verify, disposable } = registerAccounts(context, log);
  const browse = registerBrowse({
    state: context.globalState,
    accounts,
    currentAccount,
    opener,
    drops: { files: (client, files) => actions.dropped(client, files) },
    log,
  });
  const documents = registerDocuments({ storage: context.globalStorageUri, accounts, signIn, log });
  const actions = registerActions({
    accounts,
    passwords,
    log,
    extension: context.extensionUri,
    storage: context.globalStorageUri,
    selected: () => browse.view.selection,
    listed: () => {
      const accountId = currentAccount()?.id;
      return accountId === undefined
        ? undefined
        : { accountId, query: listQuery(browse.filters.filter(accountId)) };
    },
  });
  settled = documents.settled;
  context.subscriptions.push(
    log,
    disposable,
    browse.disposable,
    documents.disposable,
    actions.disposable,
    registerCommand('ninjaClients.showLog', log, () => log.show()),
  );
  const testing = context.extensionMode === vscode.ExtensionMode.Test;
  return testing ? { accounts, verify, ...browse } : undefined;
}

/** VS Code waits for this before it ends the extension host. */
export function deactivate(): Promise<void> {
  return settled();
}
