import { ApiError } from './errors';
import type { Urgency } from './limiter';
import type { WireAnswer } from './wire';

interface Shared {
  answer: Promise<WireAnswer>;
  urgency: Urgency;
  callers: number;
  controller: AbortController;
}

/** Sends identical reads that are under way only once. Every caller may leave; the last one ends the request. */
export class SharedReads {
  private readonly underWay = new Map<string, Shared>();

  /** @param promoted called when a waiting background read became one that the user waits for */
  async join(
    key: string,
    signal: AbortSignal,
    urgency: Urgency,
    run: (signal: AbortSignal, urgency: Urgency) => Promise<WireAnswer>,
    promoted: () => void,
  ): Promise<WireAnswer> {
    const shared = this.underWay.get(key) ?? this.begin(key, urgency, run);
    shared.callers++;
    if (urgency.priority === 'user' && shared.urgency.priority !== 'user') {
      shared.urgency.priority = 'user';
      promoted();
    }
    try {
      return await unlessAborted(shared.answer, signal);
    } finally {
      if (--shared.callers === 0) {
        if (this.underWay.get(key) === shared) this.underWay.delete(key);
        shared.controller.abort(new Error('nobody waits any more'));
      }
    }
  }

  private begin(
    key: string,
    urgency: Urgency,
    run: (signal: AbortSignal, urgency: Urgency) => Promise<WireAnswer>,
  ): Shared {
    const controller = new AbortController();
    const own = { ...urgency };
    const answer = run(controller.signal, own);
    const shared: Shared = { answer, urgency: own, callers: 0, controller };
    this.underWay.set(key, shared);
    const forget = () => {
      if (this.underWay.get(key) === shared) this.underWay.delete(key);
    };
    answer.then(forget, forget);
    return shared;
  }
}

function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(new ApiError('canceled', 'Canceled.'));
    };
    signal.addEventListener('abort', leave, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', leave);
    });
  });
}
