import type { Backend } from '../backend';
import { checkListIncludes, includedFields, requestedIncludes } from './includes';
import { paginate } from '../listing/pagination';
import type { Fields } from '../php';
import { envelope, listLevel, EncodedRows } from './envelope';
import { phpJson } from './phpJson';
import type { ClientRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import type { Answer } from '../http/respond';
import { transformClient } from './transformClient';

const MAX_CACHED = 20_000;
/** JSON of clients for one origin, since links contain it. Replaced when it grows too large or the origin changes. */
interface JsonCache {
  origin: string;
  json: Map<ClientRow, Buffer>;
}
const jsonCaches = new WeakMap<object, JsonCache>();

/** JSON of a client without includes in a list, as an administrator sees it. */
function cachedJson(backend: Backend, client: ClientRow, origin: string): Buffer {
  let cache = jsonCaches.get(backend.store);
  if (cache?.origin !== origin || cache.json.size > MAX_CACHED) {
    const empty: JsonCache = { origin, json: new Map() };
    if (!cache) {
      backend.store.onChange((changed) => {
        jsonCaches.get(backend.store)?.json.delete(changed);
      });
    }
    jsonCaches.set(backend.store, empty);
    cache = empty;
  }
  let json = cache.json.get(client);
  if (json === undefined) {
    json = Buffer.from(phpJson(transformClient(backend.store, backend.dialect, client, origin), listLevel));
    cache.json.set(client, json);
  }
  return json;
}

/** One client: `{data: …}`, or under the name in `index`. */
export function itemAnswer(backend: Backend, request: ApiRequest, client: ClientRow, echo?: Fields): Answer {
  const body = transformClient(backend.store, backend.dialect, client, request.origin, echo);
  const extra = includedFields(backend, client, requestedIncludes(request), false);
  return envelope(backend, request, { ...body, ...extra });
}

/** A page of clients. Users who are not administrators see no balances and no hash there (recorded: viewer/list). */
export function listAnswer(backend: Backend, request: ApiRequest, rows: readonly ClientRow[]): Answer {
  const page = paginate(rows, request);
  const includes = requestedIncludes(request);
  if (page.rows.length > 0) checkListIncludes(backend, includes);
  const namesOnly = request.input.filter_details === 'true' && request.method === 'GET';
  const plain = includes.length === 0 && request.user.is_admin && !namesOnly;
  if (plain && request.input.index !== 'none') {
    const items = page.rows.map((client) => cachedJson(backend, client, request.origin));
    return envelope(backend, request, new EncodedRows(items), page.meta);
  }
  const items = page.rows.map((client) => {
    const body = transformClient(backend.store, backend.dialect, client, request.origin);
    if (!request.user.is_admin) {
      Object.assign(body, { balance: 0, paid_to_date: 0, credit_balance: 0, client_hash: '' });
    }
    if (namesOnly) blankDetails(body);
    return { ...body, ...includedFields(backend, client, includes, true) };
  });
  return envelope(backend, request, items, page.meta);
}

/**
 * `filter_details=true` selects id, name, number and id_number only; the rest is blank (recorded:
 * list/filter-details).
 */
function blankDetails(body: Fields): void {
  const kept = new Set([
    'id',
    'name',
    'number',
    'id_number',
    'display_name',
    'contacts',
    'documents',
    'gateway_tokens',
    'locations',
  ]);
  for (const [key, value] of Object.entries(body)) {
    if (kept.has(key)) continue;
    if (typeof value === 'string') body[key] = '';
    else if (typeof value === 'number') body[key] = 0;
    else if (typeof value === 'boolean') body[key] = false;
    else body[key] = {};
  }
}
