import * as vscode from 'vscode';
import { isId } from '../../api/ids';
import type { Id } from '../../api/types';
import { parseClientUri } from '../../platform/clientUri';
import { UserError } from '../../platform/sentences';

/** Clients of one account that a command was called with. */
export interface Addressed {
  readonly accountId: string;
  readonly ids: readonly Id[];
}

/** VS Code hands over at most what is selected; more than this was not made by a hand. */
const mostTargets = 100_000;

/**
 * The clients in a command's arguments: `(node, selected nodes)` from the tree, a document's URI from an editor.
 * Undefined without an argument. Whatever is passed is checked; anything that is no client is an error.
 */
export function addressedBy(args: readonly unknown[]): Addressed | undefined {
  const [first, selection] = args;
  if (first === undefined && selection === undefined) return undefined;
  // An editor's title passes its group as a second argument; the tree an array that holds the clicked node.
  const all = Array.isArray(selection) && selection.length > 0 ? (selection as unknown[]) : [first];
  if (all.length > mostTargets) throw new UserError(vscode.l10n.t('These are too many clients at once.'));
  const found = all.flatMap((item) => addressOf(item) ?? []);
  const [one] = found;
  if (one === undefined)
    throw new UserError(vscode.l10n.t('Choose clients in the Clients view, or open one, then try again.'));
  if (found.some(({ accountId }) => accountId !== one.accountId))
    throw new UserError(
      vscode.l10n.t('These clients belong to different accounts. Choose clients of one account at a time.'),
    );
  return { accountId: one.accountId, ids: [...new Set(found.map(({ clientId }) => clientId))] };
}

/** The client in the active editor. */
export function addressedByEditor(): Addressed | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const address = uri && parseClientUri(uri);
  return address && { accountId: address.accountId, ids: [address.clientId] };
}

/** Contacts, notes and the like in a selection are passed over: only what is a client itself counts. */
function addressOf(item: unknown): { accountId: string; clientId: Id } | undefined {
  if (item instanceof vscode.Uri) return parseClientUri(item);
  if (typeof item !== 'object' || item === null) return undefined;
  const { kind, accountId, clientId } = item as Record<string, unknown>;
  if (kind !== undefined && kind !== 'client') return undefined;
  if (typeof accountId !== 'string' || !/^[a-z0-9]{1,64}$/.test(accountId) || !isId(clientId))
    return undefined;
  return { accountId, clientId };
}
