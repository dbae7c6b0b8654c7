import { ApiError, type ApiErrorInit, type UnreachableReason } from '../errors';
import { tlsReason } from '../transport/tlsReason';
import type { WireFailure } from '../transport/wire';

/** What the sentences about a failed call have to know. */
export interface FailedCall {
  /** Host name (and port) of the server, for people. */
  host: string;
  /** Whether the call changes something on the server. */
  writes: boolean;
  /** Whether the connection goes through a proxy. */
  proxied: boolean;
}

const maySaved = ' The change may have been saved.';

/** Turns a request without a complete answer into the error that callers see. */
export function networkError(failure: WireFailure, call: FailedCall): ApiError {
  const effect = call.writes && failure.sent ? 'unknown' : 'none';
  const hint = effect === 'unknown' ? maySaved : '';
  switch (failure.kind) {
    case 'canceled':
      return new ApiError('canceled', `Canceled.${hint}`, { effect });
    case 'tooLarge':
      return new ApiError('tooLarge', `The answer of “${call.host}” is too large.${hint}`, { effect });
    case 'stream':
      return new ApiError('refused', 'The file could not be read or written.', { effect: 'none' });
    case 'timeout':
      return unreachable('timeout', `“${call.host}” did not answer in time.${hint}`, { effect });
    case 'network':
      return connectionError(failure, call, effect);
  }
}

function connectionError(failure: WireFailure, call: FailedCall, effect: 'none' | 'unknown'): ApiError {
  const code = codeOf(failure.cause);
  const { host } = call;
  const hint = effect === 'unknown' ? maySaved : '';
  const tls = tlsReason(code);
  if (tls !== undefined) {
    return unreachable('tls', `The connection to “${host}” is not secure: ${tls}.`, { effect: 'none' });
  }
  if (isNoHttp(failure.cause)) {
    return new ApiError('notInvoiceNinja', `“${host}” does not answer like a web server.${hint}`, { effect });
  }
  if (isProxyRefusal(failure.cause)) {
    return unreachable('proxy', `The proxy refused the connection to “${host}”.`, { effect });
  }
  if (!failure.sent && call.proxied) {
    return unreachable('proxy', `The proxy on the way to “${host}” cannot be reached.`, { effect });
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') {
    return unreachable('dns', `The server “${host}” was not found.`, { effect });
  }
  if (code === 'ECONNREFUSED') {
    return unreachable('refused', `“${host}” refuses the connection.`, { effect });
  }
  if (/TIMEOUT|ETIMEDOUT/.test(code)) {
    return unreachable('timeout', `“${host}” did not answer in time.${hint}`, { effect });
  }
  if (/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/.test(code)) {
    return unreachable('reset', `The connection to “${host}” broke off.${hint}`, { effect });
  }
  return unreachable('other', `“${host}” cannot be reached.${hint}`, { effect });
}

/** True for a failed connection that will fail again in the same way. */
export function isLasting(failure: WireFailure): boolean {
  const code = codeOf(failure.cause);
  return tlsReason(code) !== undefined || code === 'UND_ERR_INVALID_ARG' || isNoHttp(failure.cause);
}

function unreachable(reason: UnreachableReason, message: string, init: ApiErrorInit): ApiError {
  return new ApiError('unreachable', message, { ...init, reason });
}

function isNoHttp(cause: unknown): boolean {
  return cause instanceof Error && cause.name === 'HTTPParserError';
}

function isProxyRefusal(cause: unknown): boolean {
  return cause instanceof Error && /^Proxy (response|Authentication)/.test(cause.message);
}

/** The code of an error or, when several addresses were tried, of the first of them. */
function codeOf(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null) return '';
  const { code, errors, cause: inner } = cause as { code?: unknown; errors?: unknown; cause?: unknown };
  if (typeof code === 'string' && code !== 'UND_ERR_PRX_TLS') return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return codeOf(inner);
}
