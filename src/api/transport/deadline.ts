/**
 * A moment after which it is too late, and which moves with every sign of life. Moving it costs nothing: the timer
 * looks, when it runs out, whether the moment has moved meanwhile.
 */
export class Deadline {
  private timer: NodeJS.Timeout | undefined;
  private timerEnds = Infinity;
  private at = Infinity;

  constructor(private readonly passed: () => void) {}

  /** Sets or moves the moment: so many milliseconds from now. */
  within(milliseconds: number): void {
    this.at = performance.now() + milliseconds;
    if (this.timer === undefined || this.at < this.timerEnds) this.start(milliseconds);
  }

  /** There is no such moment any more, until the next `within`. */
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
      const left = this.at - performance.now();
      if (left > 0) this.start(Math.ceil(left));
      else this.passed();
    }, milliseconds);
  }
}
