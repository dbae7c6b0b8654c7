import * as vscode from 'vscode';
import type { Client, Id } from '../../api/types';
import { localCount } from '../../platform/localText';
import { plainText } from '../../platform/plainText';
import { clientName } from '../../records/names';
import type { Session } from '../../session/session';

/** Questions name at most this many clients. */
const maxNamedClients = 10;

/** A client's name as far as it is known without a request; else its id. `clients` are looked at first. */
export function knownName(session: Session, id: Id, clients?: ReadonlyMap<Id, Client>): string {
  const client = clients?.get(id) ?? session.clients.get(id);
  return client === undefined ? vscode.l10n.t('client {0}', id) : clientName(client);
}

/** Reads the clients that a question is going to name, as far as they are not known. Does not throw. */
export async function prefetchNames(session: Session, ids: readonly Id[]): Promise<void> {
  const unknown = ids.slice(0, maxNamedClients).filter((id) => session.clients.get(id) === undefined);
  await Promise.allSettled(unknown.map((id) => session.get(id)));
}

/** `1 client`, `12 clients`. */
export function clientCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 client') : vscode.l10n.t('{0} clients', localCount(count));
}

/** The quoted name of a single client, else a count. `shorten` is applied to the name. */
export function nameOrCount(session: Session, ids: readonly Id[], shorten = (name: string) => name): string {
  const [only] = ids;
  return ids.length === 1 && only !== undefined
    ? `“${shorten(knownName(session, only))}”`
    : clientCount(ids.length);
}

/** The first names, and how many more there are; one a line. */
export function nameList(session: Session, ids: readonly Id[]): string[] {
  const names = ids.slice(0, maxNamedClients).map((id) => plainText(knownName(session, id), 80));
  const more = ids.length - names.length;
  return [...names, ...(more > 0 ? [vscode.l10n.t('and {0} more', localCount(more))] : [])];
}
