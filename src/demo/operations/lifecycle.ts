import { logActivity } from './logActivity';
import { ACTIVITY } from '../store/activityTypes';
import type { Backend } from '../backend';
import type { ClientRow } from '../store/rows';
import type { ApiRequest } from '../http/request';

/** Archives an active client; archived and deleted ones stay as they are (docs/invoice-ninja-api.md §8.1). */
export function archiveClient(backend: Backend, client: ClientRow, request?: ApiRequest): void {
  if (client.deleted_at > 0) return;
  const now = backend.clock.now();
  backend.store.changeClient(client, { deleted_at: now, updated_at: now });
  logActivity(backend, client, ACTIVITY.archived, request);
}

/** Marks a client as deleted, from any state. */
export function deleteClient(backend: Backend, client: ClientRow, request?: ApiRequest): void {
  if (client.is_deleted) return;
  const now = backend.clock.now();
  backend.store.changeClient(client, { is_deleted: true, deleted_at: now, updated_at: now });
  logActivity(backend, client, ACTIVITY.deleted, request);
}

/** Makes an archived or deleted client active. */
export function restoreClient(backend: Backend, client: ClientRow, request?: ApiRequest): void {
  if (client.deleted_at === 0) return;
  backend.store.changeClient(client, { is_deleted: false, deleted_at: 0, updated_at: backend.clock.now() });
  logActivity(backend, client, ACTIVITY.restored, request);
}

/** Removes a client with its records and files. */
export function purgeClient(backend: Backend, client: ClientRow): void {
  for (const document of backend.store.documentsOf.of(client.id)) backend.files.remove(document.hash);
  backend.store.removeClient(client);
}
