import { unlessAborted } from '../transport/signals';
import type { WireAnswer } from '../transport/wire';
import type { Urgency } from './limiter';

type Run = (signal: AbortSignal, urgency: Urgency) => Promise<WireAnswer>;

interface SharedRead {
  answer: Promise<WireAnswer>;
  urgency: Urgency;
  callers: number;
  controller: AbortController;
}

/** Sends identical reads only once while one is in flight. Every caller may cancel; the last one aborts the request. */
export class SharedReads {
  private readonly inFlight = new Map<string, SharedRead>();

  /**
   * Rejects with the reason of `signal` when this caller's signal aborts.
   * @param onPromoted called when a waiting background read became one that the user waits for
   */
  async join(
    key: string,
    signal: AbortSignal,
    urgency: Urgency,
    run: Run,
    onPromoted: () => void,
  ): Promise<WireAnswer> {
    const shared = this.inFlight.get(key) ?? this.start(key, urgency, run);
    shared.callers++;
    if (urgency.priority === 'user' && shared.urgency.priority !== 'user') {
      shared.urgency.priority = 'user';
      onPromoted();
    }
    try {
      return await unlessAborted(shared.answer, signal);
    } finally {
      if (--shared.callers === 0) {
        this.forget(key, shared);
        shared.controller.abort();
      }
    }
  }

  /** Lets no later caller join a read that is in flight now. */
  cut(): void {
    this.inFlight.clear();
  }

  private start(key: string, { priority }: Urgency, run: Run): SharedRead {
    const controller = new AbortController();
    const urgency = { priority };
    const shared: SharedRead = {
      answer: run(controller.signal, urgency),
      urgency,
      callers: 0,
      controller,
    };
    this.inFlight.set(key, shared);
    const forget = () => {
      this.forget(key, shared);
    };
    shared.answer.then(forget, forget);
    return shared;
  }

  private forget(key: string, shared: SharedRead): void {
    if (this.inFlight.get(key) === shared) this.inFlight.delete(key);
  }
}
