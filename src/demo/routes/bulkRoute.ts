import { mayEdit } from '../access/permissions';
import type { Backend } from '../backend';
import { listAnswer } from '../answers/clientAnswers';
import { BULK_COLUMNS } from '../lookups/bulkColumns';
import { CLIENT_COLUMNS, columnValue } from '../writing/columns';
import { decodeId } from '../store/hashIds';
import { cloneClient } from '../operations/cloneClient';
import { archiveClient, deleteClient, restoreClient } from '../operations/lifecycle';
import { isArrayOrObject, isEmpty, text } from '../php';
import { ValidationErrors, serverError } from '../http/problem';
import type { ClientRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import { json, type Answer } from '../http/respond';

/** `POST /clients/bulk`: all ids have to exist; clients that the user may not edit are skipped silently. */
export function bulkClients(backend: Backend, request: ApiRequest): Answer {
  const { input, user } = request;
  const clients = validate(backend, request);
  const action = text(input.action);
  const first = clients[0];
  if (action === 'template') return json({ message: crypto.randomUUID() });
  const mayEditFirst = first !== undefined && mayEdit(user, first);
  if (action === 'assign_group') {
    if (mayEditFirst) updateAll(backend, clients, { group_settings_id: decodeId(input.group_settings_id) });
  } else if (action === 'bulk_update') {
    if (mayEditFirst) updateColumn(backend, clients, request);
  } else {
    for (const client of clients) if (mayEdit(user, client)) applyAction(backend, client, action, request);
  }
  return listAnswer(backend, request, clients);
}

/** The clients by ascending id. Throws the 422 with all messages. */
function validate(backend: Backend, request: ApiRequest): ClientRow[] {
  const { input } = request;
  const errors = new ValidationErrors();
  const action = text(input.action);
  const actions = ['archive', 'restore', 'delete', 'template', 'assign_group', 'bulk_update'];
  if (backend.dialect.clone) actions.push('clone');
  if (isEmpty(input.action)) errors.add('action', 'The action field is required.');
  else if (!actions.includes(action)) errors.add('action', 'The selected action is invalid.');
  const clients = knownClients(backend, input.ids, errors);
  if (action === 'assign_group') {
    if (isEmpty(input.group_settings_id)) {
      errors.add('group_settings_id', 'The group settings id field is required when action is assign_group.');
    } else if (!backend.store.groups.get(decodeId(input.group_settings_id))) {
      errors.add('group_settings_id', 'The selected group settings id is invalid.');
    }
  }
  if (action === 'bulk_update') {
    if (isEmpty(input.column))
      errors.add('column', 'The column field is required when action is bulk_update.');
    else if (!BULK_COLUMNS.some((column) => column === input.column)) {
      errors.add('column', 'The selected column is invalid.');
    }
  }
  if (action === 'template' && isEmpty(input.template_id)) {
    errors.add('template_id', 'The template id field is required when action is template.');
  }
  errors.throwIfAny();
  return clients.sort((a, b) => a.id - b.id);
}

function knownClients(backend: Backend, ids: unknown, errors: ValidationErrors): ClientRow[] {
  if (ids === undefined || ids === null || (isArrayOrObject(ids) && isEmpty(ids))) {
    errors.add('ids', 'The ids field is required.');
    return [];
  }
  if (!isArrayOrObject(ids)) {
    errors.add('ids', 'The ids must be an array.');
    return [];
  }
  const found = Object.values(ids).map((id) => backend.store.clients.get(decodeId(id)));
  const clients = found.filter((client) => client !== undefined);
  if (clients.length < found.length) errors.add('ids', 'The selected ids is invalid.');
  return [...new Set(clients)];
}

function applyAction(backend: Backend, client: ClientRow, action: string, request: ApiRequest): void {
  if (action === 'archive') archiveClient(backend, client, request);
  else if (action === 'restore') restoreClient(backend, client, request);
  else if (action === 'delete') deleteClient(backend, client, request);
  else if (action === 'clone') cloneClient(backend, client, request);
}

/** Sets one column without activities; only the column's name was validated (recorded: bulk/bulk-update-wrong). */
function updateColumn(backend: Backend, clients: ClientRow[], request: ApiRequest): void {
  const column = BULK_COLUMNS.find((name) => name === request.input.column);
  if (!column) throw serverError();
  const value = request.input.new_value ?? null;
  updateAll(backend, clients, {
    [column]: columnValue(CLIENT_COLUMNS[column], value, 'update', backend.dialect.overLong),
  });
}

function updateAll(backend: Backend, clients: ClientRow[], values: Partial<ClientRow>): void {
  const updated_at = backend.clock.now();
  for (const client of clients) backend.store.changeClient(client, { ...values, updated_at });
}
