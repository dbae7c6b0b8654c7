export interface Subscription {
  dispose(): void;
}

/** A list of listeners. One that throws does not keep the others from hearing. */
export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  /** VS Code's event shape, so that the host can bind it as it is. */
  readonly event = (listener: (value: T) => void): Subscription => {
    const own = (value: T) => listener(value);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch {
        // A listener's fault is its own: the write that is being told of has happened.
      }
    }
  }
}
