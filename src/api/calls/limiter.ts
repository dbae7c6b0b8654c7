import type { Clock } from '../transport/clock';
import { Stop, Stopped } from '../transport/stop';

export type Priority = 'user' | 'background';

/** How urgent a call is; may rise while the call waits. */
export interface Urgency {
  priority: Priority;
}

interface Waiting {
  urgency: Urgency;
  start: () => void;
}

/**
 * Lets a few requests of one account run at once. What the user waits for goes first, and background work leaves one
 * place free for it. A pause (after 429) holds back everything that has not started.
 */
export class Limiter {
  private running = 0;
  private readonly waiting: Waiting[] = [];
  private pausedUntil = 0;
  private waking = false;

  constructor(
    private readonly limit: number,
    private readonly clock: Clock,
  ) {}

  /** Waits for a place. Call the result once to give it back. Rejects with `Stopped`. */
  enter(urgency: Urgency, stop: Stop): Promise<() => void> {
    return new Promise((resolve, reject) => {
      if (stop.stopped) {
        reject(new Stopped());
        return;
      }
      const leave = () => {
        this.waiting.splice(this.waiting.indexOf(entry), 1);
        reject(new Stopped());
      };
      const entry: Waiting = {
        urgency,
        start: () => {
          stop.off(leave);
          this.running++;
          resolve(this.releaseOnce());
        },
      };
      stop.on(leave);
      this.waiting.push(entry);
      this.startWaiting();
    });
  }

  /** Looks again after an urgency has risen. */
  reconsider(): void {
    this.startWaiting();
  }

  /** Nothing starts for so many milliseconds from now. A shorter pause does not end a longer one. */
  pause(milliseconds: number): void {
    this.pausedUntil = Math.max(this.pausedUntil, this.clock.now() + milliseconds);
  }

  private releaseOnce(): () => void {
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.running--;
      this.startWaiting();
    };
  }

  private startWaiting(): void {
    const remaining = this.pausedUntil - this.clock.now();
    if (remaining > 0) {
      if (this.waiting.length > 0) void this.wakeAfter(remaining);
      return;
    }
    while (this.running < this.limit) {
      const next = this.next();
      if (next === -1) return;
      this.waiting.splice(next, 1)[0]?.start();
    }
  }

  private next(): number {
    const user = this.waiting.findIndex((entry) => entry.urgency.priority === 'user');
    if (user !== -1) return user;
    const roomForBackground = this.running < Math.max(1, this.limit - 1);
    return roomForBackground && this.waiting.length > 0 ? 0 : -1;
  }

  private async wakeAfter(milliseconds: number): Promise<void> {
    if (this.waking) return;
    this.waking = true;
    await this.clock.wait(milliseconds, new Stop());
    this.waking = false;
    this.startWaiting();
  }
}
