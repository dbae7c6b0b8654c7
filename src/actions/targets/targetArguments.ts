import * as vscode from 'vscode';
import { isId } from '../../api/ids';
import type { Id } from '../../api/types';
import { parseClientUri } from '../../platform/clientUri';
import { UserError } from '../../platform/sentences';

/** Clients of one account, by id. */
export interface ClientTargets {
  readonly accountId: string;
  readonly ids: readonly Id[];
}

/** More than anybody selects by hand: a limit against arguments from other extensions. */
const maxTargets = 100_000;

/**
 * The clients in a command's arguments, which are `node, selected nodes` from the tree and `uri` from an editor's title.
 * Undefined without arguments. Every argument is checked; throws a `UserError` where they contain no client, clients of
 * several accounts, or too many.
 */
export function targetsInArguments(args: readonly unknown[]): ClientTargets | undefined {
  const [first, selection] = args;
  if (first === undefined && selection === undefined) return undefined;
  // From the tree, the second argument is an array that includes the clicked node; from an editor's title, it is the editor's
  // group.
  const all = Array.isArray(selection) && selection.length > 0 ? (selection as unknown[]) : [first];
  if (all.length > maxTargets) throw new UserError(vscode.l10n.t('These are too many clients at once.'));
  const addresses = all.flatMap((item) => addressOf(item) ?? []);
  const [one] = addresses;
  if (one === undefined)
    throw new UserError(vscode.l10n.t('Choose clients in the Clients view, or open one, then try again.'));
  if (addresses.some(({ accountId }) => accountId !== one.accountId))
    throw new UserError(
      vscode.l10n.t('These clients belong to different accounts. Choose clients of one account at a time.'),
    );
  return { accountId: one.accountId, ids: [...new Set(addresses.map(({ clientId }) => clientId))] };
}

/** The client in the active editor. */
export function targetOfEditor(): ClientTargets | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const address = uri && parseClientUri(uri);
  return address && { accountId: address.accountId, ids: [address.clientId] };
}

/** Undefined for anything else, such as a contact or a note in the selection: those are ignored. */
function addressOf(item: unknown): { accountId: string; clientId: Id } | undefined {
  if (item instanceof vscode.Uri) return parseClientUri(item);
  if (typeof item !== 'object' || item === null) return undefined;
  const { kind, accountId, clientId } = item as Record<string, unknown>;
  if (kind !== undefined && kind !== 'client') return undefined;
  if (typeof accountId !== 'string' || !/^[a-z0-9]{1,64}$/.test(accountId) || !isId(clientId))
    return undefined;
  return { accountId, clientId };
}
