import * as l10n from '@vscode/l10n';
import { ApiError, type ApiErrorInit, type ApiErrorKind, type FieldError } from '../errors';
import { withEffect, type FailedCall } from './networkErrors';
import { isRecord, parseJson } from '../json';
import type { WireAnswer } from '../transport/wire';

/** What the error message of an answer depends on. */
export interface AnsweredCall extends FailedCall {
  /** Origin of the server: tells whether a redirect leaves it. */
  origin: string;
  /** Whether a password was sent. */
  withPassword: boolean;
  /** Whether the path contains the id of a record. */
  ofRecord: boolean;
  /** Milliseconds that the server asked to wait. */
  retryAfter?: number;
}

/**
 * The error for an answer without success. Goes by the text too, as the status numbers mislead: a missing record is 400, a
 * forbidden one 401, a bad token 403, a password 412 (docs/invoice-ninja-api.md §2.4).
 */
export function httpError(answer: WireAnswer, call: AnsweredCall): ApiError {
  const { status } = answer;
  if (status >= 300 && status < 400) return fromRedirect(answer, call);
  const body = jsonBody(answer);
  const init: ApiErrorInit = { status, effect: 'none' };
  if (call.retryAfter !== undefined) init.retryAfter = call.retryAfter;
  const text = typeof body?.message === 'string' ? body.message : '';
  const error = (kind: ApiErrorKind, message: string, more: ApiErrorInit = {}) =>
    new ApiError(kind, message, { ...init, ...more });

  if (status >= 500) return serverFault(call, init);
  switch (status) {
    case 400:
      return badRequest(text, error);
    case 401:
      return /unauthenticated/i.test(text)
        ? error('wrongToken', l10n.t('The server does not accept the API token.'))
        : error('noPermission', l10n.t('The user of this API token may not do this.'));
    case 403:
      return forbidden(body, text, error, call);
    case 404:
    case 405:
    case 410:
      return missing(answer, body, text, error, call);
    case 407:
      return error('unreachable', l10n.t('The proxy on the way to “{0}” asks for a password.', call.host), {
        reason: 'proxy',
      });
    // nginx uses 499 for a client that went away; proxies pass it on.
    case 408:
    case 499: {
      const effect = call.writes ? 'unknown' : 'none';
      const sentence = l10n.t('“{0}” did not answer in time.', call.host);
      return error('unreachable', withEffect(sentence, effect), { reason: 'timeout', effect });
    }
    case 412:
      return call.withPassword
        ? error('passwordWrong', l10n.t('The password is wrong.'))
        : error('passwordNeeded', l10n.t('This needs the password of the user of the API token.'));
    case 413:
      return error('tooLarge', l10n.t('“{0}” does not accept so much data at once.', call.host));
    case 422:
      return error('validation', l10n.t('The server does not accept these values.'), {
        fields: fieldErrors(body, text),
      });
    case 429:
      return error('rateLimited', l10n.t('“{0}” asks to slow down; try again in a while.', call.host));
    default:
      return error('refused', l10n.t('“{0}” refused the request.', call.host), { fields: detail(text) });
  }
}

/** The error for a successful answer that an Invoice Ninja does not send. */
export function unexpectedAnswer(answer: WireAnswer, call: FailedCall): ApiError {
  const effect = call.writes ? 'unknown' : 'none';
  const { status } = answer;
  if (looksLikeJson(answer)) {
    const sentence = l10n.t('“{0}” sent an answer that cannot be understood.', call.host);
    return new ApiError('serverFault', withEffect(sentence, effect), { effect, status });
  }
  const sentence = l10n.t('“{0}” answers with a web page, not as an Invoice Ninja.', call.host);
  return new ApiError('notInvoiceNinja', withEffect(sentence, effect), { effect, status });
}

type Fail = (kind: ApiErrorKind, message: string, more?: ApiErrorInit) => ApiError;

function serverFault(call: AnsweredCall, init: ApiErrorInit): ApiError {
  const effect = call.writes ? 'unknown' : 'none';
  const sentence = l10n.t('“{0}” reports a fault of its own.', call.host);
  return new ApiError('serverFault', withEffect(sentence, effect), { ...init, effect });
}

function badRequest(text: string, error: Fail): ApiError {
  if (/record is deleted and cannot be edited/i.test(text)) {
    return error('deletedLocked', l10n.t('The client is deleted; restore it to edit it.'));
  }
  if (/no query results for model|record with value .* not found|client not found/i.test(text)) {
    return error('notFound', l10n.t('There is no such record on the server.'));
  }
  if (/not a valid include/i.test(text)) {
    return error(
      'unsupported',
      l10n.t('This version of Invoice Ninja cannot include some of the wanted details.'),
    );
  }
  if (/merge the same client/i.test(text)) {
    return error('validation', l10n.t('A client cannot be merged with itself.'));
  }
  return error('refused', l10n.t('The server refused the request.'), { fields: detail(text) });
}

function forbidden(
  body: Record<string, unknown> | undefined,
  text: string,
  error: Fail,
  call: AnsweredCall,
): ApiError {
  if (/invalid token/i.test(text))
    return error('wrongToken', l10n.t('The server does not accept the API token.'));
  if (/user (inactive|access locked)/i.test(text)) {
    return error('wrongToken', l10n.t('The user of this API token is inactive or locked.'));
  }
  if (/free \/ unpaid account|upgrade to a paid plan/i.test(text)) {
    return error('noPermission', l10n.t('The plan of this Invoice Ninja account does not include this.'));
  }
  if (body)
    return error('noPermission', l10n.t('The user of this API token may not do this.'), {
      fields: detail(text),
    });
  return error('refused', l10n.t('“{0}”, or something in front of it, refused the request.', call.host));
}

function missing(
  answer: WireAnswer,
  body: Record<string, unknown> | undefined,
  text: string,
  error: Fail,
  call: AnsweredCall,
): ApiError {
  if (call.ofRecord && /no query results|record .*not found/i.test(text)) {
    return error('notFound', l10n.t('There is no such record on the server.'));
  }
  // Only answers of the API have this header (docs/invoice-ninja-api.md §2.3).
  if (body && answer.headers['x-app-version'] !== undefined) {
    return error('unsupported', l10n.t('This version of Invoice Ninja cannot do this.'));
  }
  return error('notInvoiceNinja', l10n.t('There is no Invoice Ninja at this address of “{0}”.', call.host));
}

function fromRedirect(answer: WireAnswer, call: AnsweredCall): ApiError {
  const location = String(answer.headers.location ?? '');
  const target = URL.canParse(location, call.origin) ? new URL(location, call.origin) : undefined;
  const isElsewhere = target !== undefined && target.origin !== call.origin;
  // 302 and 303 may be the answer to a change that was made. A redirect to another host is not.
  const effect =
    call.writes && !isElsewhere && (answer.status === 302 || answer.status === 303) ? 'unknown' : 'none';
  const sentence = isElsewhere
    ? l10n.t(
        '“{0}” redirects to {1} instead of answering; check the address.',
        call.host,
        `${target.protocol}//${target.host}`,
      )
    : l10n.t('“{0}” redirects to another page instead of answering; check the address.', call.host);
  return new ApiError('notInvoiceNinja', withEffect(sentence, effect), { status: answer.status, effect });
}

/** Messages of a 422 with their path: `contacts.0.email` becomes `["contacts", 0, "email"]`. */
function fieldErrors(body: Record<string, unknown> | undefined, text: string): FieldError[] {
  if (!isRecord(body?.errors)) return detail(text);
  const fields: FieldError[] = [];
  for (const [key, value] of Object.entries(body.errors)) {
    const path = key.split('.').map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part));
    for (const message of Array.isArray(value) ? value : [value]) {
      if (typeof message === 'string' && message !== '') fields.push({ path, message: shorten(message) });
    }
  }
  return fields.length > 0 ? fields : detail(text);
}

/** The server's own message. */
function detail(text: string): FieldError[] {
  return text === '' ? [] : [{ path: [], message: shorten(text) }];
}

function shorten(text: string): string {
  return text.length > 500 ? `${text.slice(0, 499)}…` : text;
}

function jsonBody(answer: WireAnswer): Record<string, unknown> | undefined {
  if (!looksLikeJson(answer)) return undefined;
  try {
    const body = parseJson(answer.body);
    return isRecord(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function looksLikeJson(answer: WireAnswer): boolean {
  return /^\s*[[{]/.test(answer.body.toString('utf8', 0, 64).replace(/^\ufeff/, ''));
}
