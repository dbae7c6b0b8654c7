/** The server's clock. Tests move it forward with the `clock` fault. */
export class Clock {
  private offset = 0;

  /** Unix time in whole seconds. */
  now(): number {
    return Math.floor(this.milliseconds() / 1000);
  }

  /** Unix time in milliseconds. */
  milliseconds(): number {
    return Date.now() + this.offset * 1000;
  }

  jump(seconds: number): void {
    this.offset += seconds;
  }

  reset(): void {
    this.offset = 0;
  }
}
