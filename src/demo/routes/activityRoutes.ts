import { ACTIVITY } from '../store/activityTypes';
import type { Backend } from '../backend';
import { demand, mayView } from '../access/permissions';
import { decodeId, encodeId, encodeReference } from '../store/hashIds';
import { isEmpty, text, type Fields } from '../php';
import { phpJson } from '../answers/phpJson';
import { Errors, serverError } from '../http/problem';
import type { ActivityRow, ClientRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import { apiBody, json, type Answer } from '../http/respond';
import type { Store } from '../store/store';
import { displayName } from '../answers/transformRecords';

const entities: Record<string, 'client' | undefined> = { client: 'client', clients: 'client' };
const otherEntities = new Set(
  [
    'invoice',
    'quote',
    'credit',
    'payment',
    'recurring_invoice',
    'project',
    'task',
    'expense',
    'vendor',
  ].flatMap((name) => [name, `${name}s`]),
);

/** Writes a line of a client's history. */
export function logActivity(
  backend: Backend,
  client: ClientRow,
  type: number,
  request?: ApiRequest,
  notes = '',
): ActivityRow {
  const now = backend.clock.now();
  return backend.store.addActivity(client, {
    // The line about archiving names nobody (recorded: include/activities-after-changes).
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

/** An activity as `include=activities` shows it. */
export function activityInclude(store: Store, row: ActivityRow): Fields {
  return {
    id: encodeId(row.id),
    activity_type_id: String(row.activity_type_id),
    client_id: encodeId(row.client_id),
    recurring_invoice_id: '',
    recurring_expense_id: '',
    purchase_order_id: '',
    vendor_id: '',
    vendor_contact_id: '',
    company_id: encodeId(store.company.id),
    user_id: encodeReference(row.user_id),
    invoice_id: encodeReference(row.invoice_id),
    quote_id: '',
    payment_id: '',
    credit_id: '',
    updated_at: row.updated_at,
    created_at: row.created_at,
    expense_id: '',
    is_system: false,
    contact_id: '',
    task_id: '',
    token_id: encodeReference(row.token_id),
    notes: row.notes,
    ip: row.ip,
  };
}

/** `POST /activities/entity`: newest first; users without rights see their own lines only. */
export function entityActivities(backend: Backend, request: ApiRequest): Answer {
  const { client, rows: wanted } = target(backend, request);
  if (!client) return json({ data: [] });
  demand(mayView(request.user, client));
  const rows = [...backend.store.activitiesOf(client)]
    .filter((row) => request.user.is_admin || row.user_id === request.user.id)
    .sort((a, b) => b.id - a.id)
    .slice(0, wanted);
  return json({ data: rows.map((row) => historyLine(backend.store, client, row)) });
}

/** `POST /activities/notes`: a comment. */
export function addNote(backend: Backend, request: ApiRequest): Answer {
  const { client } = target(backend, request, true);
  if (!client) throw serverError();
  demand(mayView(request.user, client));
  const row = logActivity(backend, client, ACTIVITY.comment, request, text(request.input.notes));
  backend.store.onWrite();
  return apiBody(phpJson({ data: activityInclude(backend.store, row) }), backend.dialect);
}

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

function target(backend: Backend, request: ApiRequest, note = false): { client?: ClientRow; rows: number } {
  const { entity, entity_id: id, rows } = request.input;
  const errors = new Errors();
  if (isEmpty(entity)) errors.add('entity', 'The entity field is required.');
  if (isEmpty(id)) errors.add('entity_id', 'The entity id field is required.');
  if (note && isEmpty(request.input.notes)) errors.add('notes', 'The notes field is required.');
  errors.throwIfAny();
  const kind = text(entity);
  if (otherEntities.has(kind)) return { rows: 0 };
  if (entities[kind] === undefined) throw serverError();
  const client = backend.store.clients.get(decodeId(id));
  if (!client) errors.add('entity_id', 'The selected entity id is invalid.');
  errors.throwIfAny();
  const limit = Number(text(rows));
  return { ...(client ? { client } : {}), rows: limit > 0 ? limit : 75 };
}
