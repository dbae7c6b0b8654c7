import type { Backend } from '../backend';
import type { ApiRequest } from '../http/request';
import { apiBody, type Answer } from '../http/respond';
import { paginate } from '../listing/pagination';
import { statics } from '../lookups/statics';
import { isArrayOrObject, text, type Fields } from '../php';
import { lineAt, phpJson } from './phpJson';

/** Nesting level of a list's rows in an answer, `{"data": [row]}`, for their indentation. */
export const listLevel = 2;

const [open, comma, close] = [`[${lineAt(listLevel)}`, `,${lineAt(listLevel)}`, `${lineAt(1)}]`].map((text) =>
  Buffer.from(text),
) as [Buffer, Buffer, Buffer];

/** Rows of a list that are JSON already. */
export class EncodedRows {
  constructor(private readonly items: readonly Buffer[]) {}

  /** The whole list, indented for its place in the answer. */
  json(): Buffer {
    if (this.items.length === 0) return Buffer.from('[]');
    const pieces = this.items.flatMap((item, index) => (index === 0 ? [item] : [comma, item]));
    return Buffer.concat([open, ...pieces, close]);
  }
}

/**
 * Wraps `data`, and `meta` for a page. The request's `index` renames `data`, or removes the envelope with `none`;
 * `include_static` adds the lookup tables.
 */
export function envelope(
  backend: Backend,
  request: ApiRequest,
  data: Fields | readonly Fields[] | EncodedRows,
  meta?: Fields,
): Answer {
  const { index, include_static: includeStatics } = request.input;
  const key = isArrayOrObject(index) || text(index) === '' ? 'data' : text(index);
  const json = data instanceof EncodedRows ? data.json() : Buffer.from(phpJson(data, key === 'none' ? 0 : 1));
  if (key === 'none') return apiBody(json, backend.dialect);
  const parts: [string, Buffer][] = [[key, json]];
  const add = (name: string, value: unknown) => parts.push([name, Buffer.from(phpJson(value, 1))]);
  if (meta) add('meta', meta);
  if (includeStatics === 'true') add('static', statics(backend.dialect));
  const pieces = parts.flatMap(([name, value], at) => [
    Buffer.from(`${at === 0 ? '{' : ','}${lineAt(1)}${phpJson(name)}: `),
    value,
  ]);
  return apiBody(Buffer.concat([...pieces, Buffer.from('\n}')]), backend.dialect);
}

/** One page of rows that are no clients; `show` turns a row into what the API shows. */
export function pageAnswer<Row>(
  backend: Backend,
  request: ApiRequest,
  rows: readonly Row[],
  show: (row: Row) => Fields,
): Answer {
  const page = paginate(rows, request);
  return envelope(backend, request, page.rows.map(show), page.meta);
}
