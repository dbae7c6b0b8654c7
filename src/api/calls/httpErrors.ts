import { ApiError, type ApiErrorInit, type ApiErrorKind, type FieldError } from '../errors';
import type { FailedCall } from './networkErrors';
import { isRecord, parseJson } from '../json';
import type { WireAnswer } from '../transport/wire';

export interface AnsweredCall extends FailedCall {
  /** Origin of the server, to tell where a redirect leads. */
  origin: string;
  /** Whether a password went along. */
  withPassword: boolean;
  /** Whether the path names a record. */
  ofRecord: boolean;
  /** Milliseconds that the server asked to wait. */
  retryAfter?: number;
}

/**
 * Turns an answer that is not a success into the error that callers see. Goes by meaning: a missing record is 400,
 * a forbidden one 401, a bad token 403, a password 412 (reference §2.4).
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
        ? error('wrongToken', 'The server does not accept the API token.')
        : error('noPermission', 'The user of this API token may not do this.');
    case 403:
      return forbidden(body, text, error, call);
    case 404:
    case 405:
    case 410:
      return missing(answer, body, text, error, call);
    case 407:
      return error('unreachable', `The proxy on the way to “${call.host}” asks for a password.`, {
        reason: 'proxy',
      });
    case 412:
      return call.withPassword
        ? error('passwordWrong', 'The password is wrong.')
        : error('passwordNeeded', 'This needs the password of the user of the API token.');
    case 413:
      return error('tooLarge', `“${call.host}” does not accept so much data at once.`);
    case 422:
      return error('validation', 'The server does not accept these values.', {
        fields: fieldErrors(body, text),
      });
    case 429:
      return error('rateLimited', `“${call.host}” asks to slow down; try again in a while.`);
    default:
      return error('refused', `“${call.host}” refused the request.`, { fields: detail(text) });
  }
}

/** An answer of success that is not what an Invoice Ninja sends. */
export function unexpectedAnswer(answer: WireAnswer, call: FailedCall): ApiError {
  const effect = call.writes ? 'unknown' : 'none';
  const hint = call.writes ? ' The change may have been saved.' : '';
  const { status } = answer;
  if (looksLikeJson(answer)) {
    return new ApiError('serverFault', `“${call.host}” sent an answer that cannot be understood.${hint}`, {
      effect,
      status,
    });
  }
  return new ApiError(
    'notInvoiceNinja',
    `“${call.host}” answers with a web page, not as an Invoice Ninja.${hint}`,
    {
      effect,
      status,
    },
  );
}

type Fail = (kind: ApiErrorKind, message: string, more?: ApiErrorInit) => ApiError;

function serverFault(call: AnsweredCall, init: ApiErrorInit): ApiError {
  const effect = call.writes ? 'unknown' : 'none';
  const hint = call.writes ? ' The change may have been saved.' : '';
  return new ApiError('serverFault', `“${call.host}” reports a fault of its own.${hint}`, {
    ...init,
    effect,
  });
}

function badRequest(text: string, error: Fail): ApiError {
  if (/record is deleted and cannot be edited/i.test(text)) {
    return error('deletedLocked', 'The client is deleted; restore it to edit it.');
  }
  if (/no query results for model|record with value .* not found|client not found/i.test(text)) {
    return error('notFound', 'There is no such record on the server.');
  }
  if (/not a valid include/i.test(text)) {
    return error('unsupported', 'This version of Invoice Ninja cannot include some of the wanted details.');
  }
  if (/merge the same client/i.test(text)) {
    return error('validation', 'A client cannot be merged with itself.');
  }
  return error('refused', 'The server refused the request.', { fields: detail(text) });
}

function forbidden(
  body: Record<string, unknown> | undefined,
  text: string,
  error: Fail,
  call: AnsweredCall,
): ApiError {
  if (/invalid token/i.test(text)) return error('wrongToken', 'The server does not accept the API token.');
  if (/user (inactive|access locked)/i.test(text)) {
    return error('wrongToken', 'The user of this API token is inactive or locked.');
  }
  if (/free \/ unpaid account|upgrade to a paid plan/i.test(text)) {
    return error('noPermission', 'The plan of this Invoice Ninja account does not include this.');
  }
  if (body)
    return error('noPermission', 'The user of this API token may not do this.', { fields: detail(text) });
  return error('refused', `“${call.host}”, or something in front of it, refused the request.`);
}

function missing(
  answer: WireAnswer,
  body: Record<string, unknown> | undefined,
  text: string,
  error: Fail,
  call: AnsweredCall,
): ApiError {
  if (call.ofRecord && /no query results|record .*not found/i.test(text)) {
    return error('notFound', 'There is no such record on the server.');
  }
  // Only an API answer carries the version (observed: on every one of them).
  if (body && answer.headers['x-app-version'] !== undefined) {
    return error('unsupported', 'This version of Invoice Ninja cannot do this.');
  }
  return error('notInvoiceNinja', `There is no Invoice Ninja at this address of “${call.host}”.`);
}

function fromRedirect(answer: WireAnswer, call: AnsweredCall): ApiError {
  const location = String(answer.headers.location ?? '');
  const target = URL.canParse(location, call.origin) ? new URL(location, call.origin) : undefined;
  const elsewhere = target !== undefined && target.origin !== call.origin;
  // 302 and 303 may follow something that was done; on another host nothing was.
  const effect =
    call.writes && !elsewhere && (answer.status === 302 || answer.status === 303) ? 'unknown' : 'none';
  const hint = effect === 'unknown' ? ' The change may have been saved.' : '';
  const where = elsewhere ? `to ${target.protocol}//${target.host}` : 'to another page';
  return new ApiError(
    'notInvoiceNinja',
    `“${call.host}” redirects ${where} instead of answering; check the address.${hint}`,
    {
      status: answer.status,
      effect,
    },
  );
}

/** Messages of a 422 with their place: `contacts.0.email` becomes `["contacts", 0, "email"]`. */
function fieldErrors(body: Record<string, unknown> | undefined, text: string): FieldError[] {
  if (!isRecord(body?.errors)) return detail(text);
  const fields: FieldError[] = [];
  for (const [key, value] of Object.entries(body.errors)) {
    const path = key.split('.').map((part) => (/^\d{1,9}$/.test(part) ? Number(part) : part));
    for (const message of Array.isArray(value) ? value : [value]) {
      if (typeof message === 'string' && message !== '') fields.push({ path, message: short(message) });
    }
  }
  return fields.length > 0 ? fields : detail(text);
}

/** The server's own words, for those who want details. */
function detail(text: string): FieldError[] {
  return text === '' ? [] : [{ path: [], message: short(text) }];
}

function short(text: string): string {
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
