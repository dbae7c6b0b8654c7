import type { Clock } from '../clock';

/** Laravel's `throttle:3,1`: limits the calls per key and minute. */
export class Throttle {
  private readonly windows = new Map<string, { until: number; remaining: number }>();

  constructor(private readonly clock: Clock) {}

  /** Counts a call. Returns how many more are allowed, or undefined if this one is over the limit. */
  hit(key: string, limit: number): number | undefined {
    const now = this.clock.milliseconds();
    let window = this.windows.get(key);
    if (!window || window.until <= now)
      this.windows.set(key, (window = { until: now + 60_000, remaining: limit }));
    if (window.remaining === 0) return undefined;
    return --window.remaining;
  }

  clear(): void {
    this.windows.clear();
  }
}
