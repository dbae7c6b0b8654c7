/**
 * A timeout that is extended with every sign of life. Extending is cheap, as it starts no new timer: the running one
 * checks on expiry whether the deadline has moved.
 */
export class Deadline {
  private timer: NodeJS.Timeout | undefined;
  private timerEnds = Infinity;
  private at = Infinity;

  constructor(private readonly onPassed: () => void) {}

  /** Sets or moves the deadline to so many milliseconds from now. */
  within(milliseconds: number): void {
    this.at = performance.now() + milliseconds;
    if (this.timer === undefined || this.at < this.timerEnds) this.start(milliseconds);
  }

  /** Removes the deadline until the next `within`. */
  clear(): void {
    this.at = Infinity;
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private start(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timerEnds = performance.now() + milliseconds;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      const remaining = this.at - performance.now();
      if (remaining > 0) this.start(Math.ceil(remaining));
      else this.onPassed();
    }, milliseconds);
  }
}
