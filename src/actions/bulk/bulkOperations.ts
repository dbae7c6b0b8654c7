import type { BulkRequest } from '../../api/api';
import type { Client, Id } from '../../api/types';
import { clientState } from '../../records/names';

/** What an action is to make of each client, so that its result can be compared with the intent. */
export interface BulkWish {
  readonly action: BulkRequest['action'];
  request(ids: Id[]): BulkRequest;
  /** Whether the action has anything to do for a client; it is not sent for the others. */
  applies(client: Client): boolean;
  /** Whether a client is as wished. Undefined: an answer cannot show it. */
  done(client: Client): boolean | undefined;
}

export type Lifecycle = 'archive' | 'restore' | 'delete';

/** Archive only changes active clients: the server leaves deleted ones deleted. */
export function lifecycleWish(action: Lifecycle): BulkWish {
  const goal = { archive: 'archived', restore: 'active', delete: 'deleted' } as const;
  return {
    action,
    request: (ids) => ({ action, ids }),
    applies: (client) => {
      const state = clientState(client);
      return action === 'archive' ? state === 'active' : state !== goal[action];
    },
    done: (client) => clientState(client) === goal[action],
  };
}

/** Every client into one group. */
export function groupWish(groupId: Id): BulkWish {
  const inGroup = (client: Client) => client.group_settings_id === groupId;
  return {
    action: 'assign_group',
    request: (ids) => ({ action: 'assign_group', ids, groupId }),
    applies: (client) => !inGroup(client),
    done: inGroup,
  };
}

/** One value for one field of every client. The server trims it, and sends nothing as empty text or null. */
export function fieldWish(column: string, value: string): BulkWish {
  const text = (client: Client) => {
    const now = client[column];
    return typeof now === 'string' || typeof now === 'number' ? String(now).trim() : '';
  };
  const same = (client: Client) => text(client) === value.trim();
  return {
    action: 'bulk_update',
    request: (ids) => ({ action: 'bulk_update', ids, column, value }),
    applies: (client) => !same(client),
    done: same,
  };
}

/** A copy of every client. The answer lists the originals, so it proves nothing; see `countCopies`. */
export function cloneWish(): BulkWish {
  return {
    action: 'clone',
    request: (ids) => ({ action: 'clone', ids }),
    applies: () => true,
    done: () => undefined,
  };
}
