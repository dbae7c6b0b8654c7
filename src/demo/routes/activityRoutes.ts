import { authorize, mayView } from '../access/permissions';
import { phpJson } from '../answers/phpJson';
import { transformActivity } from '../answers/transformRecords';
import type { Backend } from '../backend';
import { ValidationErrors, serverError } from '../http/problem';
import type { ApiRequest } from '../http/request';
import { apiBody, json, type Answer } from '../http/respond';
import type { Route } from '../http/router';
import { logActivity } from '../operations/logActivity';
import { isEmpty, text, type Fields } from '../php';
import { ACTIVITY } from '../store/activityTypes';
import { displayName } from '../store/displayName';
import { decodeId, encodeId } from '../store/hashIds';
import type { ActivityRow, ClientRow } from '../store/rows';
import type { Store } from '../store/store';

const clientEntities = new Set(['client', 'clients']);
/** Known to the server, but without a history here. */
const otherEntities = new Set(
  'invoice quote credit payment recurring_invoice project task expense vendor'
    .split(' ')
    .flatMap((name) => [name, `${name}s`]),
);

/** `POST /activities/entity`: newest first. Users who are no administrators see only what they did. */
function entityActivities(backend: Backend, request: ApiRequest): Answer {
  const { client, limit } = requestedHistory(backend, request);
  if (!client) return json({ data: [] });
  authorize(mayView(request.user, client));
  const rows = [...backend.store.activitiesOf(client)]
    .filter((row) => request.user.is_admin || row.user_id === request.user.id)
    .sort((a, b) => b.id - a.id)
    .slice(0, limit);
  return json({ data: rows.map((row) => historyLine(backend.store, client, row)) });
}

/** `POST /activities/notes`: adds a comment. */
function addNote(backend: Backend, request: ApiRequest): Answer {
  const { client } = requestedHistory(backend, request, true);
  if (!client) throw serverError();
  authorize(mayView(request.user, client));
  const row = logActivity(backend, client, ACTIVITY.comment, request, text(request.input.notes));
  backend.store.onWrite();
  return apiBody(phpJson({ data: transformActivity(backend.store, row) }), backend.dialect);
}

/** An activity as `POST /activities/entity` shows it. */
function historyLine(store: Store, client: ClientRow, row: ActivityRow): Fields {
  const user = store.users.get(row.user_id ?? 0);
  const invoice = store.relatedOf('invoices', client).find((candidate) => candidate.id === row.invoice_id);
  return {
    ...(user
      ? { user: { label: `${user.first_name} ${user.last_name}`, hashed_id: encodeId(user.id) } }
      : {}),
    ...(invoice ? { invoice: { label: invoice.number, hashed_id: encodeId(invoice.id) } } : {}),
    client: { label: displayName(store, client), hashed_id: encodeId(client.id) },
    activity_type_id: row.activity_type_id,
    id: String(row.id),
    hashed_id: encodeId(row.id),
    notes: row.notes,
    created_at: row.created_at,
    ip: row.ip,
  };
}

/** Client and number of rows that a request names; no client for other kinds of records. Throws the 422. */
function requestedHistory(
  backend: Backend,
  request: ApiRequest,
  note = false,
): { client?: ClientRow; limit: number } {
  const { entity, entity_id: id, rows } = request.input;
  const errors = new ValidationErrors();
  if (isEmpty(entity)) errors.add('entity', 'The entity field is required.');
  if (isEmpty(id)) errors.add('entity_id', 'The entity id field is required.');
  if (note && isEmpty(request.input.notes)) errors.add('notes', 'The notes field is required.');
  errors.throwIfAny();
  const kind = text(entity);
  if (otherEntities.has(kind)) return { limit: 0 };
  if (!clientEntities.has(kind)) throw serverError();
  const client = backend.store.clients.get(decodeId(id));
  if (!client) errors.add('entity_id', 'The selected entity id is invalid.');
  errors.throwIfAny();
  const limit = Number(text(rows));
  return { ...(client ? { client } : {}), limit: limit > 0 ? limit : 75 };
}

/** Routes of the history and of comments (docs/invoice-ninja-api.md §9.6). */
export const activityRoutes: Route[] = [
  { methods: ['POST'], pattern: 'activities/entity', handler: entityActivities },
  { methods: ['POST'], pattern: 'activities/notes', handler: addNote },
];
