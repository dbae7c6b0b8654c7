/** The server's clock in whole seconds; tests make it jump (`clock` fault). */
export class Clock {
  private offset = 0;

  now(): number {
    return Math.floor(this.milliseconds() / 1000);
  }

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
