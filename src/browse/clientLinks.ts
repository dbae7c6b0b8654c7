import * as vscode from 'vscode';
import { isId } from '../api/ids';
import type { ClientAddress } from '../platform/clientUri';
import { errorText, say } from '../platform/messages';
import type { AccountSource } from './browseAccounts';

/**
 * Links like `vscode://<this extension>/client?account=<id>&id=<client id>`, with the account's id or the address of its
 * server. They open a client of an account that is signed in, after asking; they never change or add anything.
 *
 * Where the extension does not run yet, VS Code keeps the link for five minutes, starts it (`onUri`) and hands the link over as
 * soon as a handler is registered.
 */
export async function followLink(
  uri: vscode.Uri,
  accounts: AccountSource,
  open: (address: ClientAddress) => Thenable<unknown>,
): Promise<void> {
  try {
    const address = target(uri, accounts);
    const account = address && accounts.find(address.accountId);
    if (address === undefined || account === undefined) {
      say('warning', unknownLink());
      return;
    }
    const action = vscode.l10n.t('Open Client');
    const choice = await say(
      'info',
      vscode.l10n.t('A link wants to open a client of {0}.', account.label),
      [action],
      { modal: true, detail: vscode.l10n.t('Client {0}. Nothing is changed.', address.clientId) },
    );
    if (choice === action) await open(address);
  } catch (error) {
    say('error', errorText(error));
  }
}

function target(uri: vscode.Uri, accounts: AccountSource): ClientAddress | undefined {
  if (uri.path !== '/client') return undefined;
  const params = new URLSearchParams(uri.query);
  const [clientId, accountId, server] = [params.get('id'), params.get('account'), params.get('server')];
  if (!isId(clientId)) return undefined;
  if (accountId !== null) return { accountId, clientId };
  // An address alone is enough only where one account is signed in there.
  const matches = accounts.all().filter(({ address }) => address === server?.replace(/\/+$/, ''));
  const [only] = matches;
  return only !== undefined && matches.length === 1 ? { accountId: only.id, clientId } : undefined;
}

function unknownLink(): string {
  return vscode.l10n.t(
    'This link is not to a client of an account that is signed in here. Nothing was opened; sign in to its account, then follow the link again.',
  );
}
