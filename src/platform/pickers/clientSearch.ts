import type * as vscode from 'vscode';
import type { ClientQuery } from '../../api/query/clientQuery';
import type { Client, Page } from '../../api/types';
import { clientName, clientState } from '../../records/names';
import type { Session } from '../../session/session';
import { pickerText } from '../plainText';
import { stateName } from '../stateName';

/** How many clients a search shows at most. */
const maxFound = 50;

/** Clients that fit a search, by name; one page, whose `pagination.total` says how many there are on the server. */
export function findClients(
  session: Session,
  query: Pick<ClientQuery, 'filter' | 'vatNumber' | 'status'>,
  signal: AbortSignal,
): Promise<Page<Client>> {
  const sort = { column: 'name', direction: 'asc' } as const;
  return session.list({ ...query, sort, perPage: maxFound }, { signal });
}

/** A found client as the item of a picker: name, number and state. VS Code's own filter never hides it. */
export function foundItem(client: Client): vscode.QuickPickItem {
  const state = clientState(client);
  return {
    label: pickerText(clientName(client)),
    description: pickerText(
      [client.number, state === 'active' ? '' : stateName(state)].filter(Boolean).join(' · '),
    ),
    alwaysShow: true,
  };
}
