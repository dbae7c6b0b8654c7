import * as vscode from 'vscode';
import { Disposables } from '../platform/disposables';
import { clientScheme, parseClientUri } from '../platform/clientUri';
import { setContextKey } from '../platform/contextKeys';
import type { ActionAccounts } from './context';

/**
 * Keeps the context keys by which menus leave out what a user may not do, once that is known. The tree's menus go by each
 * client's own context value; these keys are for the client in the active editor, and for the palette.
 */
export function offerWhatMayBeDone(accounts: ActionAccounts): vscode.Disposable {
  const all = new Disposables();
  const look = () => {
    const uri = vscode.window.activeTextEditor?.document.uri;
    const address = uri?.scheme === clientScheme ? parseClientUri(uri) : undefined;
    const session = address && accounts.session(address.accountId);
    const refused = address !== undefined && session?.rights.mayChange(address.clientId) === false;
    setContextKey('activeClientReadOnly', session?.account.readOnly === true || refused);
    setContextKey('activeClientNotAdmin', session?.rights.mayFinal === false);
    const known = accounts.all();
    setContextKey('notAdministrator', known.length > 0 && known.every(({ id }) => mayNotFinal(accounts, id)));
  };
  all.add(vscode.window.onDidChangeActiveTextEditor(look));
  all.add(accounts.onDidChange(look));
  all.add(
    accounts.onDidOpenSession((session) => {
      all.add(session.rights.onDidChange(look));
    }),
  );
  look();
  return all;
}

function mayNotFinal(accounts: ActionAccounts, id: string): boolean {
  const session = accounts.session(id);
  return session?.rights.mayFinal === false || session?.account.readOnly === true;
}
