import type { Urgency } from './limiter';
import { Stop, Stopped } from '../transport/stop';
import type { WireAnswer } from '../transport/wire';

type Run = (stop: Stop, urgency: Urgency) => Promise<WireAnswer>;

interface Shared {
  answer: Promise<WireAnswer>;
  urgency: Urgency;
  callers: number;
  stop: Stop;
}

/** Sends identical reads that are under way only once. Every caller may leave; the last one ends the request. */
export class SharedReads {
  private readonly underWay = new Map<string, Shared>();

  /**
   * Rejects with `Stopped` when this caller is stopped.
   * @param promoted called when a waiting background read became one that the user waits for
   */
  async join(key: string, stop: Stop, urgency: Urgency, run: Run, promoted: () => void): Promise<WireAnswer> {
    const shared = this.underWay.get(key) ?? this.begin(key, urgency, run);
    shared.callers++;
    if (urgency.priority === 'user' && shared.urgency.priority !== 'user') {
      shared.urgency.priority = 'user';
      promoted();
    }
    try {
      return await unlessStopped(shared.answer, stop);
    } finally {
      if (--shared.callers === 0) {
        this.forget(key, shared);
        shared.stop.stop();
      }
    }
  }

  private begin(key: string, { priority }: Urgency, run: Run): Shared {
    const stop = new Stop();
    const urgency = { priority };
    const shared: Shared = { answer: run(stop, urgency), urgency, callers: 0, stop };
    this.underWay.set(key, shared);
    const forget = () => {
      this.forget(key, shared);
    };
    shared.answer.then(forget, forget);
    return shared;
  }

  private forget(key: string, shared: Shared): void {
    if (this.underWay.get(key) === shared) this.underWay.delete(key);
  }
}

function unlessStopped<T>(promise: Promise<T>, stop: Stop): Promise<T> {
  return new Promise((resolve, reject) => {
    const leave = () => {
      reject(new Stopped());
    };
    stop.on(leave);
    promise.then(resolve, reject);
  });
}
