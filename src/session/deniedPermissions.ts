import { isId } from '../api/ids';
import type { Id } from '../api/types';

/** What the server has refused to the user of one account. Ids only, nothing of a record. */
export interface DeniedPermissions {
  /** Purge and merge were refused. */
  readonly purgeAndMergeDenied: boolean;
  /** Clients whose change was refused. */
  readonly clients: readonly Id[];
  /** When the first of it was learned, in milliseconds. */
  readonly since: number;
}

/** Keeps one account's refusals beyond the window. What it reads may be old or damaged. */
export interface DeniedPermissionStore {
  read(): unknown;
  write(refusals: DeniedPermissions | undefined): void;
}

const lifetime = 24 * 60 * 60 * 1000;
/** More are not kept: each is learned again by one refusal. */
export const maxDeniedClients = 500;

/** What was kept, as far as it is sound and not older than a day. */
export function readDeniedPermissions(stored: unknown, now: number): DeniedPermissions | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { purgeAndMergeDenied, clients, since } = stored as Record<string, unknown>;
  if (typeof purgeAndMergeDenied !== 'boolean' || !Array.isArray(clients) || typeof since !== 'number')
    return undefined;
  if (!(since <= now && now - since < lifetime)) return undefined;
  return { purgeAndMergeDenied, clients: clients.slice(0, maxDeniedClients).filter(isId), since };
}
