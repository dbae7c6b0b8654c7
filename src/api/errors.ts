/** What went wrong. By meaning, as the API's status numbers mislead: a missing record is 400, a bad token 403. */
export type ApiErrorKind =
  | 'wrongToken'
  | 'noPermission'
  | 'passwordNeeded'
  | 'passwordWrong'
  | 'notFound'
  | 'validation'
  | 'deletedLocked'
  | 'rateLimited'
  | 'serverFault'
  | 'unreachable'
  | 'notInvoiceNinja'
  | 'tooLarge'
  | 'refused'
  | 'unsupported'
  | 'canceled';

/** Why a server could not be reached. */
export type UnreachableReason = 'dns' | 'refused' | 'tls' | 'timeout' | 'reset' | 'proxy' | 'other';

/**
 * Whether the request changed something on the server: `none` it certainly did not, `unknown` it may have, as the answer
 * was lost.
 */
export type Effect = 'none' | 'unknown';

/** One message of a 422 answer and the value it is about. */
export interface FieldError {
  /** JSON path inside the body that was sent, e.g. `["contacts", 1, "email"]`. */
  path: (string | number)[];
  message: string;
}

/** Details of an `ApiError`. */
export interface ApiErrorInit {
  effect?: Effect;
  reason?: UnreachableReason;
  fields?: FieldError[];
  /** Milliseconds that the server asked to wait. */
  retryAfter?: number;
  /** HTTP status, for the log only. */
  status?: number;
}

const brand = Symbol.for('invoice-ninja-clients.ApiError');

/**
 * Every failure of the API client. `message` is one sentence for the user, without status, token and body.
 * Test with `isApiError`, not `instanceof`: the HTTP client lives in a bundle of its own.
 */
export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  readonly effect: Effect;
  readonly reason: UnreachableReason | undefined;
  readonly fields: readonly FieldError[];
  readonly retryAfter: number | undefined;
  readonly status: number | undefined;
  /** Label of the account, set by the session. */
  account: string | undefined;
  readonly [brand] = true;

  constructor(kind: ApiErrorKind, message: string, init: ApiErrorInit = {}) {
    super(message);
    this.name = 'ApiError';
    this.kind = kind;
    this.effect = init.effect ?? 'none';
    this.reason = init.reason;
    this.fields = init.fields ?? [];
    this.retryAfter = init.retryAfter;
    this.status = init.status;
  }
}

/** True for an error of the API client, whichever bundle made it; with `kind`, only for that meaning. */
export function isApiError(error: unknown, kind?: ApiErrorKind): error is ApiError {
  return (
    typeof error === 'object' &&
    error !== null &&
    (error as Record<symbol, unknown>)[brand] === true &&
    (kind === undefined || (error as ApiError).kind === kind)
  );
}
