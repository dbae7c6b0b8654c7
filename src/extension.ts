import * as vscode from 'vscode';
import { registerAccounts, type AccountsFeature } from './accounts/registerAccounts';
import { registerActions } from './actions/registerActions';
import type { ClientTree } from './browse/clientTree';
import { registerBrowse } from './browse/registerBrowse';
import { registerDocuments } from './documents/registerDocuments';
import { registerCommand } from './platform/commands';
import { Log } from './platform/log';

/** What integration tests may reach into; nobody else gets it. */
export interface TestHandles extends Pick<AccountsFeature, 'accounts' | 'verify'> {
  tree: ClientTree;
}

let settled: () => Promise<void> = () => Promise.resolve();

/** Builds the collaborators and registers the features. No I/O, no network: those begin with the first use. */
export function activate(context: vscode.ExtensionContext): TestHandles | undefined {
  const log = new Log();
  const { accounts, signIn, verify, disposable } = registerAccounts(context, log);
  const browse = registerBrowse(accounts, log);
  const documents = registerDocuments({ storage: context.globalStorageUri, accounts, signIn, log });
  const actions = registerActions({ accounts, log });
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
  return testing ? { accounts, verify, tree: browse.tree } : undefined;
}

/** VS Code waits for this before it ends the extension host. */
export function deactivate(): Promise<void> {
  return settled();
}
