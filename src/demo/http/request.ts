import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { parseForm, setFormField } from './formFields';
import { discardFiles, readMultipart, type Part } from './multipart';
import { isArrayOrObject, jsonDecode, normalize, text, type Fields } from '../php';
import { Problem } from './problem';
import type { UserRow } from '../store/rows';

const MAX_BODY = 64 * 1024 * 1024;

/** A request as Laravel's routes see it. */
export interface ApiRequest {
  /** After `_method` and `X-HTTP-Method-Override`. */
  method: string;
  /** Without trailing slashes. */
  path: string;
  /** Address of this server as the client wrote it, e.g. `http://127.0.0.1:8080`. */
  origin: string;
  /** Body and query together, trimmed, `""` as null; the body wins. */
  input: Fields;
  /** Uploaded files by their field names. */
  files: Part[];
  headers: IncomingHttpHeaders;
  /** Whether errors are JSON; otherwise they are pages or redirects, with other status codes. */
  expectsJson: boolean;
  /** Set after the token was checked. */
  user: UserRow;
}

/** A body that was read; `parts` only for multipart. */
export interface Body {
  fields: Fields;
  parts: Part[];
  /** Size of the whole body. */
  bytes: number;
  /** Parsed JSON up to 1 MB, for the request log. */
  json?: unknown;
  /** Declared as JSON but unreadable. */
  malformed: boolean;
}

/** Reads the body as PHP does: JSON and forms always, multipart only for POST. Throws a Problem if it is too large. */
export async function readBody(message: IncomingMessage, folder: string): Promise<Body> {
  const type = message.headers['content-type'] ?? '';
  const boundary = /multipart\/form-data.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (boundary && message.method === 'POST') {
    const received = { bytes: 0 };
    message.on('data', (chunk: Buffer) => (received.bytes += chunk.length));
    const parts = await readMultipart(message, boundary, folder);
    const fields: Fields = {};
    for (const part of parts) if (part.text !== undefined) setFormField(fields, part.name, part.text);
    return { fields, parts, bytes: received.bytes, malformed: false };
  }
  const raw = await readAll(message);
  const body: Body = { fields: {}, parts: [], bytes: raw.length, malformed: false };
  if (/[/+]json/i.test(type)) readJson(raw, body);
  else if (/^application\/x-www-form-urlencoded/i.test(type)) body.fields = parseForm(raw.toString('utf8'));
  return body;
}

function readJson(raw: Buffer, body: Body): void {
  if (raw.length === 0) return;
  try {
    const value: unknown = jsonDecode(new TextDecoder('utf-8', { fatal: true }).decode(raw));
    if (raw.length <= 1024 * 1024) body.json = value;
    // `(array) json_decode(…)`: a list keeps its indexes, a scalar becomes element 0.
    if (isArrayOrObject(value)) body.fields = { ...(value as Fields) };
    else if (value !== null) body.fields = { 0: value };
  } catch {
    body.malformed = true;
  }
}

async function readAll(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    size += (chunk as Buffer).length;
    if (size <= MAX_BODY) chunks.push(chunk as Buffer);
  }
  if (size > MAX_BODY) throw new Problem('too-large', 'Payload too large.');
  return Buffer.concat(chunks);
}

/** Path and raw query string of a request. */
export function splitUrl(message: IncomingMessage): { path: string; query: string } {
  const url = message.url ?? '/';
  const at = url.indexOf('?');
  return at < 0 ? { path: url, query: '' } : { path: url.slice(0, at), query: url.slice(at + 1) };
}

/** Address of this server as the client wrote it. */
export function originOf(message: IncomingMessage): string {
  return `http://${message.headers.host ?? '127.0.0.1'}`;
}

/** Combines method, path, query and body. The caller sets `user` after checking the token. */
export function makeRequest(message: IncomingMessage, body: Body): ApiRequest {
  const url = splitUrl(message);
  const query = parseForm(url.query);
  return {
    method: effectiveMethod(message, body.fields, query),
    path: url.path.replace(/\/+$/, '') || '/',
    origin: originOf(message),
    input: normalize({ ...body.fields, ...queryOnly(query, body.fields) }) as Fields,
    files: body.parts.filter((part) => part.file !== undefined),
    headers: message.headers,
    expectsJson: expectsJson(message.headers),
    user: anonymous,
  };
}

/** Deletes the temporary files of a request that no route has kept. */
export async function discardUploads(body: Body | undefined): Promise<void> {
  if (body) await discardFiles(body.parts);
}

const anonymous: UserRow = {
  id: 0,
  token: '',
  password: '',
  first_name: '',
  last_name: '',
  email: '',
  is_admin: false,
  is_owner: false,
  permissions: '',
};

function queryOnly(query: Fields, body: Fields): Fields {
  return Object.fromEntries(Object.entries(query).filter(([name]) => !Object.hasOwn(body, name)));
}

/** Symfony: a POST may name another method in a header, in the body or in the query, in this order. */
function effectiveMethod(message: IncomingMessage, body: Fields, query: Fields): string {
  const method = (message.method ?? 'GET').toUpperCase();
  if (method !== 'POST') return method === 'HEAD' ? 'GET' : method;
  const header = message.headers['x-http-method-override'];
  const named = text(header ?? body._method ?? query._method ?? 'POST').toUpperCase();
  return named === 'HEAD' ? 'GET' : named || 'POST';
}

/** Laravel's `expectsJson()`: an AJAX request that accepts anything, or JSON as first choice. */
function expectsJson(headers: IncomingHttpHeaders): boolean {
  const accepted = (headers.accept ?? '')
    .split(',')
    .map((item) => ({
      type: (item.split(';')[0] ?? '').trim(),
      quality: Number(/;\s*q=([\d.]+)/.exec(item)?.[1] ?? 1),
    }))
    .filter((item) => item.type !== '')
    .sort((a, b) => b.quality - a.quality);
  const first = accepted[0]?.type;
  const anything = first === undefined || first === '*/*' || first === '*';
  const ajax = headers['x-requested-with'] === 'XMLHttpRequest';
  return (ajax && anything) || (first !== undefined && /[/+]json/.test(first));
}
