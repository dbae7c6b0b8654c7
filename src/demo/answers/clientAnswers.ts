import type { Backend } from '../backend';
import { checkListIncludes, includedFields, requestedIncludes } from './includes';
import { paginate } from '../listing/pagination';
import { isArray, text, type Fields } from '../php';
import { lineAt, phpJson } from './phpJson';
import type { ClientRow } from '../store/rows';
import type { ApiRequest } from '../http/request';
import { apiBody, type Answer } from '../http/respond';
import { statics } from '../lookups/statics';
import { transformClient } from './transformRecords';

const MAX_CACHED = 20_000;
/** How deep the rows of a list stand in an answer: `{"data": [row]}`. */
const listLevel = 2;

/** Clients as JSON bytes for one address of the server; emptied when it grows large or the address changes. */
interface Shown {
  origin: string;
  json: Map<ClientRow, Buffer>;
}
const shownByBackend = new WeakMap<object, Shown>();

/** JSON of a client without includes in a list, as an administrator sees it. */
function cachedJson(backend: Backend, client: ClientRow, origin: string): Buffer {
  let shown = shownByBackend.get(backend.store);
  if (shown?.origin !== origin || shown.json.size > MAX_CACHED) {
    const fresh: Shown = { origin, json: new Map() };
    if (!shown) {
      backend.store.onChange((changed) => {
        shownByBackend.get(backend.store)?.json.delete(changed);
      });
    }
    shownByBackend.set(backend.store, fresh);
    shown = fresh;
  }
  let json = shown.json.get(client);
  if (json === undefined) {
    json = Buffer.from(phpJson(transformClient(backend.store, backend.dialect, client, origin), listLevel));
    shown.json.set(client, json);
  }
  return json;
}

/** One client: `{data: …}`, or under the name in `index`. */
export function itemAnswer(backend: Backend, request: ApiRequest, client: ClientRow, echo?: Fields): Answer {
  const body = transformClient(backend.store, backend.dialect, client, request.origin, echo);
  const extra = includedFields(backend, client, requestedIncludes(request), false);
  return envelope(backend, request, { ...body, ...extra });
}

/** A page of clients. Users without rights on a client see no sums and no hash in lists (recorded: viewer/list). */
export function listAnswer(backend: Backend, request: ApiRequest, rows: readonly ClientRow[]): Answer {
  const page = paginate(rows, request);
  const includes = requestedIncludes(request);
  if (page.rows.length > 0) checkListIncludes(backend, includes);
  const brief = request.input.filter_details === 'true' && request.method === 'GET';
  const plain = includes.length === 0 && request.user.is_admin && !brief;
  if (plain && request.input.index !== 'none') {
    const items = page.rows.map((client) => cachedJson(backend, client, request.origin));
    return envelope(backend, request, new Prepared(items), page.meta);
  }
  const items = page.rows.map((client) => {
    const body = transformClient(backend.store, backend.dialect, client, request.origin);
    if (!request.user.is_admin) {
      Object.assign(body, { balance: 0, paid_to_date: 0, credit_balance: 0, client_hash: '' });
    }
    if (brief) hideDetails(body);
    return { ...body, ...includedFields(backend, client, includes, true) };
  });
  return envelope(backend, request, items, page.meta);
}

const [open, comma, close] = [`[${lineAt(listLevel)}`, `,${lineAt(listLevel)}`, `${lineAt(1)}]`].map((text) =>
  Buffer.from(text),
) as [Buffer, Buffer, Buffer];

/** The rows of a list, encoded already. */
class Prepared {
  constructor(private readonly items: readonly Buffer[]) {}

  /** The list as it stands in an answer, without encoding anything again. */
  json(): Buffer {
    if (this.items.length === 0) return Buffer.from('[]');
    const pieces = this.items.flatMap((item, index) => (index === 0 ? [item] : [comma, item]));
    return Buffer.concat([open, ...pieces, close]);
  }
}

/** `filter_details=true` selects id, name, number and id_number only; the rest is blank (recorded: list/filter-details). */
function hideDetails(body: Fields): void {
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

/** The envelope of a reply: `index` renames `data`, `none` leaves it out; `include_static` adds the lookup tables. */
export function envelope(
  backend: Backend,
  request: ApiRequest,
  data: Fields | readonly Fields[] | Prepared,
  meta?: Fields,
): Answer {
  const { index, include_static: withStatics } = request.input;
  const key = isArray(index) || text(index) === '' ? 'data' : text(index);
  const json = data instanceof Prepared ? data.json() : Buffer.from(phpJson(data, key === 'none' ? 0 : 1));
  if (key === 'none') return apiBody(json, backend.dialect);
  const parts: [string, Buffer][] = [[key, json]];
  const add = (name: string, value: unknown) => parts.push([name, Buffer.from(phpJson(value, 1))]);
  if (meta) add('meta', meta);
  if (withStatics === 'true') add('static', statics(backend.dialect));
  const pieces = parts.flatMap(([name, value], at) => [
    Buffer.from(`${at === 0 ? '{' : ','}${lineAt(1)}${phpJson(name)}: `),
    value,
  ]);
  return apiBody(Buffer.concat([...pieces, Buffer.from('\n}')]), backend.dialect);
}

/** A page of any other kind of rows. */
export function pageAnswer<Row>(
  backend: Backend,
  request: ApiRequest,
  rows: readonly Row[],
  show: (row: Row) => Fields,
): Answer {
  const page = paginate(rows, request);
  return envelope(backend, request, page.rows.map(show), page.meta);
}
