import { isLasting } from './networkErrors';
import type { WireAnswer, WireFailure } from '../transport/wire';

/** Tries per call, including the first. */
const maxTries = 4;
/** Fewer after a timeout: the user has waited long enough. */
const maxTriesAfterTimeout = 2;
/** Milliseconds, as all times here. */
const firstBackOff = 300;
const maxBackOff = 8_000;
/** The API sends no `Retry-After` on 429 (docs/invoice-ninja-api.md §2.4), so the client chooses. */
const firstPause = 2_000;
/** A call whose server wants a longer wait fails. */
const maxRetryAfter = 30_000;

/** Milliseconds to wait before the same request may be sent again; undefined if it must not. */
export function retryDelay(
  outcome: WireAnswer | WireFailure,
  attempt: number,
  writes: boolean,
  timeOfDay: number,
  random: () => number,
): number | undefined {
  if (attempt >= maxTries) return undefined;
  if ('status' in outcome) {
    if (writes || ![429, 502, 503, 504].includes(outcome.status)) return undefined;
    const asked = retryAfter(outcome, timeOfDay);
    if (asked !== undefined && asked > maxRetryAfter) return undefined;
    return asked ?? backOff(attempt, outcome.status === 429 ? firstPause : firstBackOff, random);
  }
  const { kind, sent, delivered: passedOn } = outcome;
  if ((kind !== 'network' && kind !== 'timeout') || passedOn || isLasting(outcome)) return undefined;
  if (writes && sent) return undefined;
  if (kind === 'timeout' && attempt >= maxTriesAfterTimeout) return undefined;
  return backOff(attempt, firstBackOff, random);
}

/** Milliseconds that all calls of the account pause after a 429, whether or not this one is tried again. */
export function pauseAfter429(
  answer: WireAnswer,
  attempt: number,
  timeOfDay: number,
  random: () => number,
): number {
  return Math.min(retryAfter(answer, timeOfDay) ?? backOff(attempt, firstPause, random), maxRetryAfter);
}

/**
 * `Retry-After` in milliseconds: seconds, or a date, which is compared with the server's own time where it tells that;
 * undefined if absent or invalid.
 */
export function retryAfter(answer: WireAnswer, timeOfDay: number): number | undefined {
  const value = String(answer.headers['retry-after'] ?? '').trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = value === '' ? NaN : Date.parse(value);
  if (Number.isNaN(date)) return undefined;
  return Math.max(0, date - (serverTime(answer) ?? timeOfDay));
}

/** Milliseconds since 1970 by the server's clock, where the answer tells it. */
export function serverTime(answer: WireAnswer): number | undefined {
  const date = Date.parse(String(answer.headers.date ?? ''));
  return Number.isNaN(date) ? undefined : date;
}

/** Doubles with every try. The random half spreads clients that failed at the same time. */
function backOff(attempt: number, first: number, random: () => number): number {
  const full = Math.min(first * 2 ** (attempt - 1), maxBackOff);
  return Math.round(full / 2 + (full / 2) * random());
}
