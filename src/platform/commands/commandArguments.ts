import * as vscode from 'vscode';
import { isId } from '../../api/ids';
import type { Id } from '../../api/types';
import { accountOfUri, isAccountId, parseClientUri, type ClientAddress } from '../clientUri';

// Arguments of commands come from the tree, editors, key bindings and other extensions: nothing is used unchecked. Ids
// are checked by their form; whether an account or a client with that id exists is for the caller to find out.

/** A property of an argument, unchecked; undefined where the argument is not an object. */
export function readField(argument: unknown, key: string): unknown {
  return typeof argument === 'object' && argument !== null
    ? (argument as Record<string, unknown>)[key]
    : undefined;
}

/** The account's id of a tree node or of a client document's URI. */
export function readAccountId(argument: unknown): string | undefined {
  if (argument instanceof vscode.Uri) return accountOfUri(argument);
  const accountId = readField(argument, 'accountId');
  return isAccountId(accountId) ? accountId : undefined;
}

/**
 * The client of a tree node, of `{ accountId, clientId }` or of a document's URI. Nodes below a client (contacts,
 * sections, documents) give the client they belong to.
 */
export function readClientAddress(argument: unknown): ClientAddress | undefined {
  if (argument instanceof vscode.Uri) return parseClientUri(argument);
  const accountId = readAccountId(argument);
  const clientId = readField(argument, 'clientId');
  return accountId !== undefined && isId(clientId) ? { accountId, clientId } : undefined;
}

/** A record's id under the given key, such as `contactId` or `documentId`. */
export function readId(argument: unknown, key: string): Id | undefined {
  const id = readField(argument, key);
  return isId(id) ? id : undefined;
}

/**
 * The items a command was called with. The tree passes the clicked node and then all selected nodes, which include it;
 * the title bar of an editor passes its URI and then its group, which is not an array. Empty without arguments.
 */
export function readItems([first, selection]: readonly unknown[]): readonly unknown[] {
  if (Array.isArray(selection) && selection.length > 0) return selection as unknown[];
  return first === undefined && selection === undefined ? [] : [first];
}
