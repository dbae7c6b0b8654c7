import * as vscode from 'vscode';
import { clientScheme, parseClientUri } from '../platform/clientUri';
import { setContextKey } from '../platform/commands/contextKeys';
import { Disposables } from '../platform/disposables';
import type { ActionAccounts } from './context';

/**
 * Keeps the context keys up to date by which menus hide commands that the user may not run. They cover the client
 * in the active editor and the palette; the tree's menus go by the context value of each node. While a permission
 * is not known, the command stays visible.
 */
export function updateActionContextKeys(accounts: ActionAccounts): vscode.Disposable {
  const all = new Disposables();
  const update = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const address = uri?.scheme === clientScheme ? parseClientUri(uri) : undefined;
    const session = address && accounts.session(address.accountId);
    const denied = address !== undefined && session?.permissions.mayChange(address.clientId) === false;
    setContextKey('activeClientReadOnly', session?.account.readOnly === true || denied);
    setContextKey('activeClientNotAdmin', session?.permissions.mayPurgeAndMerge === false);
    const known = accounts.all();
    setContextKey(
      'notAdministrator',
      known.length > 0 && known.every(({ id }) => mayNotPurgeOrMerge(accounts, id)),
    );
  };
  all.add(vscode.window.onDidChangeActiveTextEditor(update));
  all.add(accounts.onDidChange(update));
  all.add(
    accounts.onDidOpenSession((session) => {
      // The session has the listener: nothing here may keep a session that was replaced.
      session.permissions.onDidChange(update);
    }),
  );
  update();
  return all;
}

function mayNotPurgeOrMerge(accounts: ActionAccounts, id: string): boolean {
  const session = accounts.session(id);
  return session?.permissions.mayPurgeAndMerge === false || session?.account.readOnly === true;
}
