import * as l10n from '@vscode/l10n';
import { ApiError, type Effect, type UnreachableReason } from '../errors';
import { tlsReason } from '../transport/tlsReason';
import type { WireFailure } from '../transport/wire';

/** What the error messages of a failed call depend on. */
export interface FailedCall {
  /** Host name (and port) of the server. */
  host: string;
  /** Whether the call can change something on the server. */
  writes: boolean;
  /** Whether the connection goes through a proxy. */
  proxied: boolean;
}

/** Adds to a sentence what an unknown effect means to the user. */
export function withEffect(sentence: string, effect: Effect): string {
  return effect === 'unknown' ? l10n.t('{0} The change may have been saved.', sentence) : sentence;
}

/** The error for a request without a complete answer. */
export function networkError(failure: WireFailure, call: FailedCall): ApiError {
  const effect = call.writes && failure.sent ? 'unknown' : 'none';
  switch (failure.kind) {
    case 'canceled':
      return new ApiError('canceled', withEffect(l10n.t('Canceled.'), effect), { effect });
    case 'tooLarge':
      return new ApiError(
        'tooLarge',
        withEffect(l10n.t('The answer of “{0}” is too large.', call.host), effect),
        { effect },
      );
    case 'stream':
      return new ApiError('refused', l10n.t('The file could not be read or written.'), { effect: 'none' });
    case 'timeout':
      return unreachable('timeout', l10n.t('“{0}” did not answer in time.', call.host), effect);
    case 'network':
      return connectionError(failure, call, effect);
  }
}

function connectionError(failure: WireFailure, call: FailedCall, effect: Effect): ApiError {
  const code = codeOf(failure.cause);
  const { host } = call;
  const tls = tlsReason(code);
  if (tls !== undefined) {
    return unreachable('tls', l10n.t('The connection to “{0}” is not secure: {1}.', host, tls), effect);
  }
  if (isNoHttp(failure.cause)) {
    return new ApiError(
      'notInvoiceNinja',
      withEffect(l10n.t('“{0}” does not answer like a web server.', host), effect),
      { effect },
    );
  }
  if (isProxyRefusal(failure.cause)) {
    return unreachable('proxy', l10n.t('The proxy refused the connection to “{0}”.', host), effect);
  }
  if (!failure.sent && call.proxied) {
    return unreachable('proxy', l10n.t('The proxy on the way to “{0}” cannot be reached.', host), effect);
  }
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || code === 'ENODATA') {
    return unreachable('dns', l10n.t('The server “{0}” was not found.', host), effect);
  }
  if (code === 'ECONNREFUSED') {
    return unreachable('refused', l10n.t('“{0}” refuses the connection.', host), effect);
  }
  if (/TIMEOUT|ETIMEDOUT/.test(code)) {
    return unreachable('timeout', l10n.t('“{0}” did not answer in time.', host), effect);
  }
  if (/^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_SOCKET|UND_ERR_RES_CONTENT_LENGTH_MISMATCH)$/.test(code)) {
    return unreachable('reset', l10n.t('The connection to “{0}” broke off.', host), effect);
  }
  return unreachable('other', l10n.t('“{0}” cannot be reached.', host), effect);
}

/** True for a failure that another try cannot change. */
export function isLasting(failure: WireFailure): boolean {
  const code = codeOf(failure.cause);
  return tlsReason(code) !== undefined || code === 'UND_ERR_INVALID_ARG' || isNoHttp(failure.cause);
}

function unreachable(reason: UnreachableReason, sentence: string, effect: Effect): ApiError {
  return new ApiError('unreachable', withEffect(sentence, effect), { effect, reason });
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
