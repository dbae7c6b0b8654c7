import * as vscode from 'vscode';
import type { Id } from '../../api/types';
import { parseClientUri, type ClientAddress } from '../../platform/clientUri';
import { readClientAddress, readField, readItems } from '../../platform/commands/commandArguments';
import { UserError } from '../../platform/sentences';

/** Clients of one account, by id. */
export interface ClientTargets {
  readonly accountId: string;
  readonly ids: readonly Id[];
}

/** More than anybody selects by hand: a limit against arguments from other extensions. */
const maxTargets = 100_000;

/**
 * The clients in a command's arguments, which come from the tree or an editor's title. Undefined without arguments.
 * Every argument is checked; throws a `UserError` where they contain no client, clients of several accounts, or too
 * many.
 */
export function targetsInArguments(args: readonly unknown[]): ClientTargets | undefined {
  const items = readItems(args);
  if (items.length === 0) return undefined;
  if (items.length > maxTargets) throw new UserError(vscode.l10n.t('These are too many clients at once.'));
  const addresses = items.filter(isClient).map(requireAddress);
  const [first] = addresses;
  if (first === undefined)
    throw new UserError(vscode.l10n.t('Choose clients in the Clients view, or open one, then try again.'));
  if (addresses.some(({ accountId }) => accountId !== first.accountId))
    throw new UserError(
      vscode.l10n.t('These clients belong to different accounts. Choose clients of one account at a time.'),
    );
  return { accountId: first.accountId, ids: [...new Set(addresses.map(({ clientId }) => clientId))] };
}

/** The client in the active editor. */
export function targetOfEditor(): ClientTargets | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  const address = uri && parseClientUri(uri);
  return address && { accountId: address.accountId, ids: [address.clientId] };
}

/** False for a contact or a note in the selection: those are ignored. */
function isClient(item: unknown): boolean {
  const kind = readField(item, 'kind');
  return kind === undefined || kind === 'client';
}

/** Passing over a client that cannot be read would turn a merge of two, or an action on three, into something else. */
function requireAddress(item: unknown): ClientAddress {
  const address = readClientAddress(item);
  if (address === undefined)
    throw new UserError(vscode.l10n.t('Choose clients in the Clients view, or open one, then try again.'));
  return address;
}
