import type * as vscode from 'vscode';
import { registerAccounts } from './accounts/registerAccounts';
import { registerBrowse } from './browse/registerBrowse';
import { registerDocuments } from './documents/registerDocuments';
import { registerCommand } from './platform/commands';
import { Log } from './platform/log';

/** Builds the collaborators and registers the features. No I/O, no network: those begin with the first use. */
export function activate(context: vscode.ExtensionContext): void {
  const log = new Log();
  const { accounts, signIn, disposable } = registerAccounts(context, log);
  context.subscriptions.push(
    log,
    disposable,
    registerBrowse(accounts, log),
    registerDocuments(context, accounts, signIn, log),
    registerCommand('ninjaClients.showLog', log, () => log.show()),
  );
}
