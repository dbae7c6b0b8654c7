import * as vscode from 'vscode';
import { parseClientUri } from '../../platform/clientUri';
import { recordToText } from '../../records/text/recordText';
import { parseClients } from './clientDrag';
import { clientMime } from './mimeTypes';
import type { AccountSource } from '../browseAccounts';

/** Dropping clients into an editor inserts their ids or, at choice, their JSON without what logs in to the portal. */
export async function clientDropEdits(
  document: vscode.TextDocument,
  data: vscode.DataTransfer,
  accounts: AccountSource,
): Promise<vscode.DocumentDropEdit[] | undefined> {
  const addresses = parseClients(await data.get(clientMime)?.asString());
  // Nothing is offered inside the text of a client.
  if (addresses === undefined || addresses.length === 0 || parseClientUri(document.uri) !== undefined)
    return undefined;
  const ids = addresses.map(({ clientId }) => clientId).join('\n');
  const edits = [new vscode.DocumentDropEdit(ids, vscode.l10n.t('Insert Client Id'))];
  const known = addresses
    .map(({ accountId, clientId }) => accounts.session(accountId)?.clients.get(clientId))
    .filter((client) => client !== undefined);
  if (known.length < addresses.length) return edits;
  const texts = known.map((client) => recordToText(client).trim());
  const json = texts.length === 1 ? `${texts[0]}\n` : `[\n${texts.join(',\n')}\n]\n`;
  return [...edits, new vscode.DocumentDropEdit(json, vscode.l10n.t('Insert Client as JSON'))];
}
