/** A registered listener. */
export interface Subscription {
  dispose(): void;
}

/** A list of listeners. One that throws does not keep the others from being called. */
export class Emitter<T> {
  private readonly listeners = new Set<(value: T) => void>();

  /** Has the shape of VS Code's `Event`. */
  readonly event = (listener: (value: T) => void): Subscription => {
    const own = (value: T) => listener(value);
    this.listeners.add(own);
    return { dispose: () => this.listeners.delete(own) };
  };

  /** Forgets all listeners. */
  clear(): void {
    this.listeners.clear();
  }

  fire(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch {
        // The write that the event is about has happened, whatever a listener makes of it.
      }
    }
  }
}
