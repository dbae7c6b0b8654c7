import * as vscode from 'vscode';
import { isId } from '../api/ids';
import { cleanFileName } from '../records/fileName';

/** The URI scheme of clients as documents. */
export const clientScheme = 'ninja-client';
/** The language id of clients as documents. */
export const clientLanguage = 'ninja-client';

/** True for what can be an account's id: the authority of its documents' URIs, so letters are lower case. */
export function isAccountId(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z0-9]{1,64}$/.test(value);
}

/** One client of one account. */
export interface ClientAddress {
  accountId: string;
  clientId: string;
}

/**
 * `ninja-client://<account>/clients/<id>/<cleaned name>.client.json`. Only account and id are ever looked up; the last
 * segment is a title.
 */
export function clientUri({ accountId, clientId }: ClientAddress, name: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: clientScheme,
    authority: accountId,
    path: `/clients/${clientId}/${cleanFileName(name)}.client.json`,
  });
}

/** Account and client of a document's URI; undefined for any other URI. URIs may be made by anybody. */
export function parseClientUri(uri: vscode.Uri): ClientAddress | undefined {
  if (uri.scheme !== clientScheme || uri.query !== '' || uri.fragment !== '') return undefined;
  const [empty, folder, clientId, title, ...rest] = uri.path.split('/');
  if (empty !== '' || folder !== 'clients' || rest.length > 0) return undefined;
  if (clientId === undefined || !isId(clientId) || !title?.endsWith('.client.json')) return undefined;
  if (!isAccountId(uri.authority)) return undefined;
  return { accountId: uri.authority, clientId };
}

/** The URI of a client that does not exist yet. `new-` cannot be part of an id, so it is never taken for a client. */
export function newClientUri(accountId: string, nonce: string): vscode.Uri {
  return vscode.Uri.from({
    scheme: clientScheme,
    authority: accountId,
    path: `/clients/new-${nonce}/New Client.client.json`,
  });
}

/** The account of a client that does not exist yet; undefined for any other URI. */
export function parseNewClientUri(uri: vscode.Uri): { accountId: string } | undefined {
  if (uri.scheme !== clientScheme || uri.query !== '' || uri.fragment !== '') return undefined;
  if (!/^\/clients\/new-[a-z0-9]{1,32}\/[^/]+\.client\.json$/.test(uri.path)) return undefined;
  return isAccountId(uri.authority) ? { accountId: uri.authority } : undefined;
}

/** The account's id of a client document's URI, of an existing client or a new one. */
export function accountOfUri(uri: vscode.Uri): string | undefined {
  return (parseClientUri(uri) ?? parseNewClientUri(uri))?.accountId;
}

/** One key per client, whatever its URI's last segment says. */
export function clientKey({ accountId, clientId }: ClientAddress): string {
  return `${accountId}/${clientId}`;
}
