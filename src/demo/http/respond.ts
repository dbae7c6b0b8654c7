import type { Dialect } from '../dialect';
import { jsonText } from '../php';
import type { Problem } from './problem';
import { type ProblemKind } from './problem';

/** A response before it is sent. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** Streamed instead of `body`. */
  file?: { path: string; size: number };
}

const HTML = 'text/html; charset=UTF-8';

/** Compact JSON. */
export function json(value: unknown, status = 200): Answer {
  return { status, headers: { 'content-type': 'application/json' }, body: jsonText(value) };
}

/** Answer with a list or a record, which carries one more version header. */
export function apiBody(body: string | Buffer, dialect: Dialect): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/json', 'x-api-version': dialect.minimumClientVersion },
    body,
  };
}

/** An HTML page. */
export function html(body: string, status = 200): Answer {
  return { status, headers: { 'content-type': HTML }, body };
}

/** The page of the web app, the answer to unknown GET paths. */
export function appPage(): Answer {
  return html(
    '<!DOCTYPE html>\n<html lang="en"><head><title>Invoice Ninja</title></head><body></body></html>',
  );
}

/** Headers of every API answer (docs/invoice-ninja-api.md §2.3). */
export function commonHeaders(dialect: Dialect): Record<string, string> {
  return {
    'x-app-version': dialect.version,
    'x-minimum-client-version': dialect.minimumClientVersion,
    'cache-control': 'no-cache, private',
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'GET, POST, PUT, DELETE, OPTIONS',
    'access-control-allow-headers':
      'X-React,X-API-PASSWORD-BASE64,X-API-COMPANY-KEY,X-API-SECRET,X-API-TOKEN,X-API-PASSWORD,DNT,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Content-Disposition,Range,X-CSRF-TOKEN,X-XSRF-TOKEN,X-LIVEWIRE,X-Socket-Id',
    'access-control-expose-headers': 'X-APP-VERSION,X-MINIMUM-CLIENT-VERSION,Content-Disposition',
  };
}

/** Answer to `OPTIONS`, which precedes all checks and has its own headers. */
export function preflight(): Answer {
  return {
    status: 200,
    headers: {
      'content-type': HTML,
      'access-control-allow-origin': '*',
      'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE',
      'access-control-allow-headers':
        'X-CLIENT-PLATFORM,X-React,X-API-PASSWORD-BASE64,X-API-COMPANY-KEY,X-CLIENT-VERSION,X-API-SECRET,X-API-TOKEN,X-API-PASSWORD,DNT,User-Agent,X-Requested-With,If-Modified-Since,Cache-Control,Content-Type,Content-Disposition,Range,X-CSRF-TOKEN,X-XSRF-TOKEN,X-LIVEWIRE,X-Socket-ID',
    },
    body: 'OK',
  };
}

const statusTexts: Record<number, string> = {
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Payload Too Large',
  500: 'Internal Server Error',
};

/** Status with and without the JSON headers; without the second number the answer is always JSON. */
const statuses: Record<ProblemKind, [number, number?]> = {
  'bad-request': [400],
  'missing-model': [400, 404],
  'bad-include': [400, 500],
  unauthorized: [401, 403],
  token: [403],
  password: [412],
  'wrong-verb': [404, 405],
  validation: [422, 302],
  throttled: [429],
  malformed: [400],
  'too-large': [413, 413],
  server: [500, 500],
};

/** The answer to a failed request: JSON, a page, or a redirect to the referring page (recorded: headers/*). */
export function problemAnswer(
  problem: Problem,
  expectsJson: boolean,
  origin: string,
  referer?: string,
): Answer {
  const [status, plain] = statuses[problem.kind];
  if (expectsJson || plain === undefined) {
    if (problem.kind === 'malformed') {
      return json({ message: problem.message, error: 'Invalid JSON data provided' }, status);
    }
    return json({ message: problem.message, ...(problem.errors ? { errors: problem.errors } : {}) }, status);
  }
  if (plain === 302) return redirectBack(referer ?? origin);
  const title = `An Error Occurred: ${statusTexts[plain] ?? 'Error'}`;
  return html(
    `<!DOCTYPE html>\n<html lang="en"><head><title>${title}</title></head><body><h1>Oops!</h1></body></html>`,
    plain,
  );
}

function redirectBack(target: string): Answer {
  const safe = target.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  const body = `<!DOCTYPE html>\n<html><head><title>Redirecting to ${safe}</title></head><body>Redirecting to <a href="${safe}">${safe}</a>.</body></html>`;
  return { status: 302, headers: { 'content-type': 'text/html; charset=utf-8', location: target }, body };
}
