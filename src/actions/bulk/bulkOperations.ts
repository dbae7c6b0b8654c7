import type { BulkRequest } from '../../api/api';
import type { Client, Id } from '../../api/types';
import { asText } from '../../records/json';
import { clientState } from '../../records/names';

/** One change for each of many clients: how to request it, and how to tell from a client whether it has happened. */
export interface BulkOperation {
  readonly action: BulkRequest['action'];
  request(ids: Id[]): BulkRequest;
  /** Whether there is anything to do for this client; it is not sent otherwise. */
  applies(client: Client): boolean;
  /** Whether the change has happened. Undefined where the client itself cannot show it. */
  done(client: Client): boolean | undefined;
}

/** The actions that change only a client's state; each can be undone by others. */
export type Lifecycle = 'archive' | 'restore' | 'delete';

/** Archives, restores or deletes every client. */
export function lifecycleOperation(action: Lifecycle): BulkOperation {
  const goal = { archive: 'archived', restore: 'active', delete: 'deleted' } as const;
  return {
    action,
    request: (ids) => ({ action, ids }),
    applies: (client) => {
      const state = clientState(client);
      // Archiving a deleted client leaves it deleted, so only active ones are sent.
      return action === 'archive' ? state === 'active' : state !== goal[action];
    },
    done: (client) => clientState(client) === goal[action],
  };
}

/** Assigns every client to one group. */
export function groupOperation(groupId: Id): BulkOperation {
  const inGroup = (client: Client) => client.group_settings_id === groupId;
  return {
    action: 'assign_group',
    request: (ids) => ({ action: 'assign_group', ids, groupId }),
    applies: (client) => !inGroup(client),
    done: inGroup,
  };
}

/** Sets one field of every client. The server trims the value, and returns an empty one as empty text or null. */
export function fieldOperation(column: string, value: string): BulkOperation {
  const currentText = (client: Client) => {
    const current = client[column];
    return typeof current === 'boolean' ? '' : asText(current).trim();
  };
  const hasValue = (client: Client) => currentText(client) === value.trim();
  return {
    action: 'bulk_update',
    request: (ids) => ({ action: 'bulk_update', ids, column, value }),
    applies: (client) => !hasValue(client),
    done: hasValue,
  };
}

/**
 * Copies every client. The originals stay as they were, so they cannot show it: `cloneVerifier` looks for the
 * copies.
 */
export function cloneOperation(): BulkOperation {
  return {
    action: 'clone',
    request: (ids) => ({ action: 'clone', ids }),
    applies: () => true,
    done: () => undefined,
  };
}
