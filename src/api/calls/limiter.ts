import type { Clock } from '../transport/clock';

/** `background` yields to what the user is waiting for. */
export type Priority = 'user' | 'background';

/** How urgent a call is. May rise while the call waits. */
export interface Urgency {
  priority: Priority;
}

interface WaitingCall {
  urgency: Urgency;
  start: () => void;
}

/**
 * Limits how many requests of one account run at once. Calls that the user waits for go first, and background calls leave
 * one slot free for them. A pause (after 429) holds back everything that has not started.
 */
export class Limiter {
  private running = 0;
  private readonly waiting: WaitingCall[] = [];
  private pausedUntil = 0;
  private waking = false;

  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** Waits for a free slot. Call the result to release it. Rejects with the signal's reason when it aborts. */
  enter(urgency: Urgency, signal: AbortSignal): Promise<() => void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        const at = this.waiting.indexOf(call);
        if (at !== -1) this.waiting.splice(at, 1);
        reject(signal.reason as Error);
      };
      const call: WaitingCall = {
        urgency,
        start: () => {
          signal.removeEventListener('abort', abort);
          this.running++;
          resolve(this.releaseOnce());
        },
      };
      if (signal.aborted) {
        abort();
        return;
      }
      signal.addEventListener('abort', abort, { once: true });
      this.waiting.push(call);
      this.startWaiting();
    });
  }

  /** Checks the waiting calls again after an urgency has risen. */
  reconsider(): void {
    this.startWaiting();
  }

  /** Starts nothing for so many milliseconds from now. A shorter pause does not end a longer one. */
  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + milliseconds);
  }

  private releaseOnce(): () => void {
    let released = false;
    return () => {
      if (released) return;
      released = true;
      this.running--;
      this.startWaiting();
    };
  }

  private startWaiting(): void {
    const remaining = this.pausedUntil - this.clock.now();
    if (remaining > 0) {
      if (this.waiting.length > 0) this.wakeAfter(remaining);
      return;
    }
    while (this.running < this.limit) {
      const next = this.nextIndex();
      if (next === -1) return;
      this.waiting.splice(next, 1)[0]?.start();
    }
  }

  /** Index of the waiting call that may start now, or -1. */
  private nextIndex(): number {
    const user = this.waiting.findIndex((call) => call.urgency.priority === 'user');
    if (user !== -1) return user;
    const hasRoomForBackground = this.running < Math.max(1, this.limit - 1);
    return hasRoomForBackground && this.waiting.length > 0 ? 0 : -1;
  }

  private wakeAfter(milliseconds: number): void {
    if (this.waking) return;
    this.waking = true;
    const wake = () => {
      this.waking = false;
      this.startWaiting();
    };
    this.clock.wait(milliseconds).then(wake, wake);
  }
}
