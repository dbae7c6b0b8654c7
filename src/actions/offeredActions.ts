import * as vscode from 'vscode';
import { Disposables } from '../platform/disposables';
import { clientScheme, parseClientUri } from '../platform/clientUri';
import type { ActionAccounts } from './context';

/**
 * Keeps the context keys by which menus leave out what a user may not do, once that is known. The tree's menus go by each
 * client's own context value; these keys are for the client in the active editor, and for the palette.
 */
export function offerWhatMayBeDone(accounts: ActionAccounts): vscode.Disposable {
  const all = new Disposables();
  const shown = new Map<string, boolean>();
  const set = (key: string, value: boolean) => {
    if ((shown.get(key) ?? false) === value) return;
    shown.set(key, value);
    void vscode.commands.executeCommand('setContext', `ninjaClients.${key}`, value);
  };
  const look = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const address = uri?.scheme === clientScheme ? parseClientUri(uri) : undefined;
    const session = address && accounts.session(address.accountId);
    const refused = address !== undefined && session?.rights.mayChange(address.clientId) === false;
    set('activeClientReadOnly', session?.account.readOnly === true || refused);
    set('activeClientNotAdmin', session?.rights.mayFinal === false);
    const known = accounts.all();
    set('notAdministrator', known.length > 0 && known.every(({ id }) => mayNotFinal(accounts, id)));
  };
  all.add(vscode.window.onDidChangeActiveTextEditor(look));
  all.add(accounts.onDidChange(look));
  all.add(
    accounts.onDidOpenSession((session) => {
      all.add(session.rights.onDidChange(look));
    }),
  );
  return all;
}

function mayNotFinal(accounts: ActionAccounts, id: string): boolean {
  const session = accounts.session(id);
  return session?.rights.mayFinal === false || session?.account.readOnly === true;
}
