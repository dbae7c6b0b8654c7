import * as l10n from '@vscode/l10n';
import type { CallName } from '../callEffects';
import { ApiError } from '../errors';
import type { BodyStream, WireRequest } from './wire';

/** One call of the API, before it becomes one or more requests. */
export interface Call {
  name: CallName;
  method: WireRequest['method'];
  /** Path below `/api/v1` with ids replaced by `{id}`, for the log. */
  route: string;
  /** Path below `/api/v1`. */
  path: string;
  /** `?…` or empty. */
  query?: string;
  json?: unknown;
  /** A body of another type; `open` is called for every try. */
  upload?: { contentType: string; size: number; open(): AsyncIterable<Uint8Array> };
  password?: string;
  /** Takes the body of the answer. */
  stream?: BodyStream;
}

/**
 * Creates the request of a call. Never with `X-React`, which changes what servers store (docs/invoice-ninja-api.md §2.2).
 * Throws `wrongToken` for a token that cannot be sent in a header.
 */
export function toRequest(call: Call, basePath: string, token: string, userAgent: string): WireRequest {
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new ApiError('wrongToken', l10n.t('The API token holds characters that no token has.'));
  }
  const headers: Record<string, string> = {
    'X-API-TOKEN': token,
    'X-Requested-With': 'XMLHttpRequest',
    Accept: 'application/json',
    'User-Agent': userAgent,
  };
  if (call.password !== undefined) {
    headers['X-API-PASSWORD-BASE64'] = Buffer.from(call.password, 'utf8').toString('base64');
  }
  const request: WireRequest = {
    method: call.method,
    path: basePath + call.path + (call.query ?? ''),
    headers,
  };
  if (call.json !== undefined) {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(call.json);
  } else if (call.upload) {
    headers['Content-Type'] = call.upload.contentType;
    headers['Content-Length'] = String(call.upload.size);
    request.body = call.upload.open();
  } else if (call.method === 'POST') {
    headers['Content-Length'] = '0';
  }
  return request;
}
