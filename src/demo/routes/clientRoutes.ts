import { logActivity } from '../operations/logActivity';
import { ACTIVITY } from '../store/activityTypes';
import { authorize, hasPermission, mayEdit, mayView } from '../access/permissions';
import type { Backend } from '../backend';
import { bindClient } from './binding';
import { bulkClients } from './bulkRoute';
import { itemAnswer, listAnswer } from '../answers/clientAnswers';
import { pageAnswer } from '../answers/envelope';
import { prepareInput } from '../writing/clientInput';
import { validateClient } from '../writing/clientRules';
import { blankClient, createClient, updateClient } from '../writing/clientSave';
import { encodeId, decodeId } from '../store/hashIds';
import { deleteClient, purgeClient } from '../operations/lifecycle';
import { mergeClients } from '../operations/merge';
import { Problem, serverError } from '../http/problem';
import { tagIds } from '../writing/tags';
import type { ApiRequest } from '../http/request';
import { json, type Answer } from '../http/respond';
import type { PathValues, Route } from '../http/router';
import { transformDocument } from '../answers/transformRecords';
import { uploadDocuments } from './uploadRoute';

function list(backend: Backend, request: ApiRequest): Answer {
  const rows = backend.lists.rows(request.input);
  const visible = hasPermission(request.user, 'view_client')
    ? rows
    : rows.filter((client) => mayView(request.user, client));
  return listAnswer(backend, request, visible);
}

function create(backend: Backend, request: ApiRequest): Answer {
  authorize(hasPermission(request.user, 'create_client'));
  const input = prepareInput(backend, request.input, 'create');
  validateClient(backend, input);
  tagIds(backend, input);
  // A file in this request makes the real server fail before it stores anything (recorded: create/with-files).
  if (request.files.some((file) => file.name.startsWith('documents['))) throw serverError();
  const { client, echo } = createClient(backend, input, request.user.id);
  logActivity(backend, client, ACTIVITY.created, request);
  return itemAnswer(backend, request, client, echo);
}

function blankClientAnswer(backend: Backend, request: ApiRequest): Answer {
  authorize(hasPermission(request.user, 'create_client'));
  const blank = itemAnswer(backend, request, {
    ...blankClient(backend, request.user.id),
    created_at: 0,
    updated_at: 0,
  });
  return {
    ...blank,
    body: blank.body.toString().replace(`"id": ${JSON.stringify(encodeId(0))}`, '"id": ""'),
  };
}

function show(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  authorize(mayView(request.user, client));
  return itemAnswer(backend, request, client);
}

function edit(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  authorize(mayEdit(request.user, client));
  return itemAnswer(backend, request, client);
}

function update(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  authorize(mayEdit(request.user, client));
  const input = prepareInput(backend, request.input, 'update');
  validateClient(backend, input, client);
  tagIds(backend, input);
  if (client.is_deleted) {
    throw new Problem(
      'bad-request',
      'Record is deleted and cannot be edited. Restore the record to enable editing',
    );
  }
  updateClient(backend, client, input);
  logActivity(backend, client, ACTIVITY.updated, request);
  return itemAnswer(backend, request, client);
}

function destroy(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  authorize(mayEdit(request.user, client));
  deleteClient(backend, client, request);
  return itemAnswer(backend, request, client);
}

function purge(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  authorize(request.user.is_admin);
  purgeClient(backend, client);
  return json({ message: 'Success' });
}

function merge(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const survivor = bindClient(backend, path.client);
  authorize(request.user.is_admin);
  mergeClients(backend, survivor, backend.store.clients.get(decodeId(path.loser)));
  return itemAnswer(backend, request, survivor);
}

function updateTaxData(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  const remaining = backend.throttle.hit(`updateTaxData ${request.user.id}`, 3);
  if (remaining === undefined) throw new Problem('throttled', 'Too many requests');
  authorize(request.user.is_admin);
  const answer = itemAnswer(backend, request, client);
  return {
    ...answer,
    headers: { ...answer.headers, 'x-ratelimit-limit': '3', 'x-ratelimit-remaining': String(remaining) },
  };
}

function documents(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const client = bindClient(backend, path.client);
  authorize(mayView(request.user, client));
  const rows = [...backend.store.documentsOf.of(client.id)]
    .filter((row) => request.user.is_admin || row.user_id === request.user.id)
    .sort((a, b) => a.id - b.id);
  return pageAnswer(backend, request, rows, (row) => transformDocument(row, request.origin));
}

/** Routes of clients (docs/invoice-ninja-api.md §3.1). */
export const clientRoutes: Route[] = [
  { methods: ['GET'], pattern: 'clients', handler: list },
  { methods: ['POST'], pattern: 'clients', handler: create },
  { methods: ['GET'], pattern: 'clients/create', handler: blankClientAnswer },
  { methods: ['POST'], pattern: 'clients/bulk', handler: bulkClients },
  { methods: ['GET'], pattern: 'clients/{client}', handler: show },
  { methods: ['PUT', 'PATCH'], pattern: 'clients/{client}', handler: update },
  { methods: ['DELETE'], pattern: 'clients/{client}', handler: destroy },
  { methods: ['GET'], pattern: 'clients/{client}/edit', handler: edit },
  { methods: ['PUT'], pattern: 'clients/{client}/upload', handler: uploadDocuments },
  { methods: ['POST'], pattern: 'clients/{client}/documents', handler: documents },
  { methods: ['POST'], pattern: 'clients/{client}/updateTaxData', handler: updateTaxData },
  { methods: ['POST'], pattern: 'clients/{client}/purge', handler: purge, password: true },
  { methods: ['POST'], pattern: 'clients/{client}/{loser}/merge', handler: merge, password: true },
];
