import { authorize, mayUseDocument } from '../access/permissions';
import type { Backend } from '../backend';
import { bindDocument } from './binding';
import { envelope, pageAnswer } from '../answers/envelope';
import { columnValue } from '../writing/columns';
import { decodeId } from '../store/hashIds';
import { isArrayOrObject, isEmpty, text } from '../php';
import { ValidationErrors, missingModel } from '../http/problem';
import type { DocumentRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import { json, type Answer } from '../http/respond';
import type { PathValues, Route } from '../http/router';
import { transformDocument } from '../answers/transformRecords';
import { publicFlag } from './uploadRoute';

function list(backend: Backend, request: ApiRequest): Answer {
  const rows = backend.store.documents.all().filter((row) => mayUseDocument(request.user, row));
  return pageAnswer(backend, request, rows, (row) => transformDocument(row, request.origin));
}

function boundDocument(backend: Backend, request: ApiRequest, path: PathValues): DocumentRow {
  const document = bindDocument(backend, path.document);
  authorize(mayUseDocument(request.user, document));
  return document;
}

function documentAnswer(backend: Backend, request: ApiRequest, document: DocumentRow): Answer {
  return envelope(backend, request, transformDocument(document, request.origin));
}

/** Downloads are `text/html` attachments named by their hash (recorded: documents/download). */
function download(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const document = boundDocument(backend, request, path);
  const file = backend.files.open(document.hash);
  if (!file) throw missingModel('Document');
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=UTF-8',
      'content-disposition': `attachment; filename=${document.hash}`,
    },
    body: '',
    file,
  };
}

function update(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  const document = boundDocument(backend, request, path);
  const isPublic = publicFlag(request);
  const errors = new ValidationErrors();
  if (isPublic === null) errors.add('is_public', 'The is public field must be true or false.');
  errors.throwIfAny();
  const change: Partial<DocumentRow> = {};
  if (Object.hasOwn(request.input, 'name')) {
    const column = { kind: 'text', characters: 191 } as const;
    const name = columnValue(column, request.input.name, 'update', backend.dialect.overLong);
    change.name = name === null ? null : String(name);
  }
  if (typeof isPublic === 'boolean') change.is_public = isPublic;
  if (Object.entries(change).some(([key, value]) => document[key as keyof DocumentRow] !== value)) {
    Object.assign(document, change, { updated_at: backend.clock.now() });
    touchClient(backend, document);
  }
  return documentAnswer(backend, request, document);
}

function remove(backend: Backend, document: DocumentRow): void {
  backend.files.remove(document.hash);
  backend.store.documents.remove(document.id);
  backend.store.documentsOf.remove(document.client_id, document);
  touchClient(backend, document);
}

function touchClient(backend: Backend, document: DocumentRow): void {
  const client = backend.store.clients.get(document.client_id);
  if (client) backend.store.changeClient(client, { updated_at: backend.clock.now() });
}

function destroy(backend: Backend, request: ApiRequest, path: PathValues): Answer {
  remove(backend, boundDocument(backend, request, path));
  return json({ message: 'Success' });
}

function bulk(backend: Backend, request: ApiRequest): Answer {
  const { action, ids } = request.input;
  const errors = new ValidationErrors();
  if (isEmpty(action)) errors.add('action', 'The action field is required.');
  if (isEmpty(ids)) errors.add('ids', 'The ids field is required.');
  errors.throwIfAny();
  const rows = (isArrayOrObject(ids) ? Object.values(ids) : []).flatMap(
    (id) => backend.store.documents.get(decodeId(id)) ?? [],
  );
  if (text(action) === 'download') return json({ message: 'Successfully sent message' });
  const usable = rows.filter((row) => mayUseDocument(request.user, row));
  if (text(action) === 'delete') for (const row of usable) remove(backend, row);
  return pageAnswer(backend, request, usable, (row) => transformDocument(row, request.origin));
}

/** Routes of documents (docs/invoice-ninja-api.md §9). */
export const documentRoutes: Route[] = [
  { methods: ['GET'], pattern: 'documents', handler: list },
  { methods: ['POST'], pattern: 'documents/bulk', handler: bulk, password: true },
  {
    methods: ['GET'],
    pattern: 'documents/{document}',
    handler: (backend, request, path) =>
      documentAnswer(backend, request, boundDocument(backend, request, path)),
  },
  { methods: ['PUT', 'PATCH'], pattern: 'documents/{document}', handler: update },
  { methods: ['DELETE'], pattern: 'documents/{document}', handler: destroy, password: true },
  { methods: ['GET'], pattern: 'documents/{document}/download', handler: download },
];
