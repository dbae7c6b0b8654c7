import { isLasting } from './networkErrors';
import type { WireAnswer, WireFailure } from '../transport/wire';

/** Tries of one call, the first included. */
const maxTries = 4;
/** A read that ran into a timeout has kept people waiting long enough. */
const maxTriesAfterTimeout = 2;
const firstBackOff = 300;
const maxBackOff = 8_000;
/** The API sends no `Retry-After` on 429 (reference §2.4), so the client chooses. */
const firstPause = 2_000;
/** A server that wants more than this is not waited for. */
const maxRetryAfter = 30_000;

/** Milliseconds to wait before the same request may be sent again; undefined when it must not be. */
export function retryDelay(
  outcome: WireAnswer | WireFailure,
  attempt: number,
  writes: boolean,
  now: number,
  random: () => number,
): number | undefined {
  if (attempt >= maxTries) return undefined;
  if ('status' in outcome) {
    if (writes || ![429, 502, 503, 504].includes(outcome.status)) return undefined;
    const asked = retryAfter(outcome, now);
    if (asked !== undefined && asked > maxRetryAfter) return undefined;
    return asked ?? backOff(attempt, outcome.status === 429 ? firstPause : firstBackOff, random);
  }
  const { kind, sent, delivered: passedOn } = outcome;
  if ((kind !== 'network' && kind !== 'timeout') || passedOn || isLasting(outcome)) return undefined;
  if (writes && sent) return undefined;
  if (kind === 'timeout' && attempt >= maxTriesAfterTimeout) return undefined;
  return backOff(attempt, firstBackOff, random);
}

/** How long the account rests after 429, whether or not this call is tried again. */
export function pauseAfter429(
  answer: WireAnswer,
  attempt: number,
  now: number,
  random: () => number,
): number {
  return Math.min(retryAfter(answer, now) ?? backOff(attempt, firstPause, random), maxRetryAfter);
}

/** `Retry-After` in milliseconds: seconds or a date; undefined when absent or unreadable. */
export function retryAfter(answer: WireAnswer, now: number): number | undefined {
  const value = String(answer.headers['retry-after'] ?? '').trim();
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = value === '' ? NaN : Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** Doubles with every try; at least half of it is kept so that a crowd spreads but nobody hammers. */
function backOff(attempt: number, first: number, random: () => number): number {
  const full = Math.min(first * 2 ** (attempt - 1), maxBackOff);
  return Math.round(full / 2 + (full / 2) * random());
}
