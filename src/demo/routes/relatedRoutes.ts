import { hasPermission } from '../access/permissions';
import type { Backend } from '../backend';
import { pageAnswer } from '../answers/envelope';
import { decodeId } from '../store/hashIds';
import { isEmpty, text } from '../php';
import { RELATED_KINDS, type RelatedKind, type RelatedRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import type { Answer } from '../http/respond';
import type { Route } from '../http/router';
import { transformRelated } from '../answers/transformRecords';

/** A list of one kind of records, with `client_id` as its only filter. */
function list(backend: Backend, request: ApiRequest, kind: RelatedKind): Answer {
  const { store } = backend;
  const wanted = request.input.client_id;
  const one = isEmpty(wanted) ? undefined : store.clients.get(decodeId(wanted));
  const clients = isEmpty(wanted) ? store.clients.all() : one ? [one] : [];
  const visible = hasPermission(request.user, `view_${kind.replace(/s$/, '')}`);
  const rows = visible ? clients.flatMap((client) => [...store.relatedOf(kind, client)]) : [];
  const ascending = !text(request.input.sort).endsWith('|desc');
  rows.sort((a: RelatedRow, b: RelatedRow) => (ascending ? a.id - b.id : b.id - a.id));
  return pageAnswer(backend, request, rows, transformRelated);
}

/** Routes that list invoices, quotes and other records of clients. */
export const relatedRoutes: Route[] = RELATED_KINDS.map((kind) => ({
  methods: ['GET'],
  pattern: kind,
  handler: (backend, request) => list(backend, request, kind),
}));
