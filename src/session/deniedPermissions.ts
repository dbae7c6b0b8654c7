import { isId } from '../api/ids';
import type { Id } from '../api/types';

/** What the server denied to the user of one account. Only ids, nothing else of a record. */
export interface DeniedPermissions {
  /** A purge or merge was denied. */
  readonly purgeAndMergeDenied: boolean;
  /** Clients whose change was denied. */
  readonly clients: readonly Id[];
  /** Time of the first denial, in milliseconds. */
  readonly since: number;
}

/** Stores the denied permissions of one account beyond the window. `read` may return anything: old or damaged data. */
export interface DeniedPermissionStorage {
  read(): unknown;
  write(denied: DeniedPermissions | undefined): void;
}

/** Milliseconds. */
const lifetime = 24 * 60 * 60 * 1000;
/** No more are stored: each is learned again by one denied change. */
export const maxDeniedClients = 500;

/** The stored permissions, undefined if they are damaged or older than a day. */
export function readDeniedPermissions(stored: unknown, now: number): DeniedPermissions | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { purgeAndMergeDenied, clients, since } = stored as Record<string, unknown>;
  if (typeof purgeAndMergeDenied !== 'boolean' || !Array.isArray(clients) || typeof since !== 'number')
    return undefined;
  if (!(since <= now && now - since < lifetime)) return undefined;
  return { purgeAndMergeDenied, clients: clients.slice(0, maxDeniedClients).filter(isId), since };
}
