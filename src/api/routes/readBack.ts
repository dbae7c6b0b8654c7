import * as l10n from '@vscode/l10n';
import type { CallOptions, UpdateResult } from '../api';
import type { Caller } from '../calls/caller';
import { serverTime } from '../calls/retry';
import { ApiError, isApiError } from '../errors';
import { isRecord } from '../json';
import { clientOf } from './answers';
import type { Client, Id } from '../types';
import type { WireAnswer } from '../transport/wire';

/** Milliseconds before each read: the server may still be working on the update. */
const readDelays = [200, 1_500];
/** Seconds by which the clocks of a proxy that writes `Date` and of the server that writes `updated_at` may differ. */
const clockSlack = 120;

/**
 * Finds out whether an update whose answer was lost took effect, by reading the client again. Returns the client if it has
 * everything that was sent. Throws an error with effect `none` if the client was certainly not changed since, else
 * `error` itself, which says `unknown`. Cancellations and errors with a known effect are thrown at once.
 */
export async function confirmUpdate(
  error: unknown,
  sent: Record<string, unknown>,
  began: number,
  caller: Caller,
  id: Id,
  options: CallOptions,
): Promise<UpdateResult> {
  if (!isApiError(error) || error.effect !== 'unknown' || error.kind === 'canceled') throw error;
  let untouched = false;
  for (const delay of readDelays) {
    try {
      await caller.clock.wait(delay, options.signal);
      const call = {
        name: 'getClient',
        method: 'GET',
        route: '/clients/{id}',
        path: `/clients/${id}`,
      } as const;
      const found = await caller.json(call, options, (body, answer) => ({
        client: clientOf(id)(body),
        answer,
      }));
      if (containsAll(found.client, sent)) return { client: found.client, confirmedBy: 'readBack' };
      untouched = isUntouched(found.client, found.answer, caller.clock.now() - began);
    } catch {
      throw error;
    }
  }
  // A server that is only slow may still save.
  if (!untouched || error.reason === 'timeout') throw error;
  throw new ApiError(
    error.kind,
    l10n.t('The connection failed while saving, and the server still has the old state: nothing was saved.'),
    {
      effect: 'none',
      ...(error.reason === undefined ? {} : { reason: error.reason }),
      ...(error.status === undefined ? {} : { status: error.status }),
    },
  );
}

/** Whether the client was not changed since the update was sent, by the server's own clock. */
function isUntouched(client: Client, answer: WireAnswer, millisecondsSince: number): boolean {
  const serverNow = serverTime(answer);
  if (serverNow === undefined) return false;
  return client.updated_at < (serverNow - millisecondsSince) / 1000 - clockSlack;
}

/** Whether `stored` has everything that `sent` has, in the server's spelling: trimmed, `""` for null, text for numbers. */
export function containsAll(stored: unknown, sent: unknown): boolean {
  if (Array.isArray(sent)) {
    return (
      Array.isArray(stored) &&
      stored.length === sent.length &&
      sent.every((item, index) => containsAll(matchingItem(stored, item, index), item))
    );
  }
  if (isRecord(sent)) {
    return Object.entries(sent).every(([key, value]) => {
      // The server never sends passwords: nothing can tell whether it has this one.
      if (key === 'password') return value === '';
      return containsAll(isRecord(stored) ? stored[key] : undefined, value);
    });
  }
  return normalized(stored) === normalized(sent);
}

/** The stored contact with the same id, or the one in the same place: the server puts the primary contact first. */
function matchingItem(stored: unknown[], item: unknown, index: number): unknown {
  const id = isRecord(item) ? item.id : undefined;
  if (typeof id !== 'string' || id === '') return stored[index];
  return stored.find((candidate) => isRecord(candidate) && candidate.id === id);
}

function normalized(value: unknown): string {
  if (value === undefined || value === null || value === false) return '';
  if (value === true) return '1';
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}
