import type { Backend } from '../backend';
import type { ApiRequest } from '../http/request';
import { ACTIVITY } from '../store/activityTypes';
import type { ActivityRow, ClientRow } from '../store/rows';

/** Adds an activity to a client's history; without a request, as another program's work. */
export function logActivity(
  backend: Backend,
  client: ClientRow,
  type: number,
  request?: ApiRequest,
  notes = '',
): ActivityRow {
  const now = backend.clock.now();
  return backend.store.addActivity(client, {
    // Archiving has no user (recorded: include/activities-after-changes).
    user_id: type === ACTIVITY.archived ? null : (request?.user.id ?? client.user_id),
    activity_type_id: type,
    invoice_id: null,
    token_id: type === ACTIVITY.comment ? null : (request?.user.id ?? 1),
    notes,
    ip: '127.0.0.1',
    created_at: now,
    updated_at: now,
  });
}
