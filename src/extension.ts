import * as vscode from 'vscode';
import { registerAccounts, type AccountsFeature } from './accounts/registerAccounts';
import type { ClientTree } from './browse/clientTree';
import { registerBrowse } from './browse/registerBrowse';
import { registerDocuments } from './documents/registerDocuments';
import { registerCommand } from './platform/commands';
import { Log } from './platform/log';

/** What integration tests may reach into; nobody else gets it. */
export interface TestHandles extends Pick<AccountsFeature, 'accounts' | 'verify'> {
  tree: ClientTree;
}

/** Builds the collaborators and registers the features. No I/O, no network: those begin with the first use. */
export function activate(context: vscode.ExtensionContext): TestHandles | undefined {
  const log = new Log();
  const { accounts, signIn, verify, disposable } = registerAccounts(context, log);
  const browse = registerBrowse(accounts, log);
  context.subscriptions.push(
    log,
    disposable,
    browse.disposable,
    registerDocuments({ storage: context.globalStorageUri, accounts, signIn, log }),
    registerCommand('ninjaClients.showLog', log, () => log.show()),
  );
  const testing = context.extensionMode === vscode.ExtensionMode.Test;
  return testing ? { accounts, verify, tree: browse.tree } : undefined;
}
