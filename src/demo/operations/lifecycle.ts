import { logActivity } from './logActivity';
import { ACTIVITY } from '../store/activityTypes';
import type { Backend } from '../backend';
import type { ClientRow } from '../store/rows';
import type { ApiRequest } from '../http/request';

/** Archives an active client; anything else stays as it is (docs/invoice-ninja-api.md §8.1). */
export function archiveClient(backend: Backend, client: ClientRow, request?: ApiRequest): void {
  if (client.deleted_at > 0) return;
  const now = backend.clock.now();
  backend.store.changeClient(client, { deleted_at: now, updated_at: now });
  logActivity(backend, client, ACTIVITY.archived, request);
}

/** Deletes softly, also an archived client; a second time changes nothing. */
export function deleteClient(backend: Backend, client: ClientRow, request?: ApiRequest): void {
  if (client.is_deleted) return;
  const now = backend.clock.now();
  backend.store.changeClient(client, { is_deleted: true, deleted_at: now, updated_at: now });
  logActivity(backend, client, ACTIVITY.deleted, request);
}

/** Brings archived and deleted clients back. */
export function restoreClient(backend: Backend, client: ClientRow, request?: ApiRequest): void {
  if (client.deleted_at === 0) return;
  backend.store.changeClient(client, { is_deleted: false, deleted_at: 0, updated_at: backend.clock.now() });
  logActivity(backend, client, ACTIVITY.restored, request);
}

/** Removes a client for good, with its files. */
export function purgeClient(backend: Backend, client: ClientRow): void {
  for (const document of backend.store.documentsOf.of(client.id)) backend.files.remove(document.hash);
  backend.store.removeClient(client);
}
