import type { Clock } from '../clock';

/** Laravel's `throttle:3,1`: so many calls a minute and user. */
export class Throttle {
  private readonly windows = new Map<string, { until: number; left: number }>();

  constructor(private readonly clock: Clock) {}

  /** Calls left after this one, or undefined when there was none left. */
  hit(key: string, limit: number): number | undefined {
    const now = this.clock.milliseconds();
    let window = this.windows.get(key);
    if (!window || window.until <= now)
      this.windows.set(key, (window = { until: now + 60_000, left: limit }));
    if (window.left === 0) return undefined;
    return --window.left;
  }

  clear(): void {
    this.windows.clear();
  }
}
