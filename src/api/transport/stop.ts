/**
 * Tells the parts of a call to stop. Inside the client it stands for `AbortSignal`, of which Node makes hundreds of
 * microseconds of garbage per request.
 */
export class Stop {
  private listeners: Set<() => void> | undefined;
  private done = false;

  get stopped(): boolean {
    return this.done;
  }

  /** Calls every listener once; later calls do nothing. */
  stop(): void {
    if (this.done) return;
    this.done = true;
    const listeners = [...(this.listeners ?? [])];
    this.listeners = undefined;
    for (const listener of listeners) listener();
  }

  /** Calls the listener when it stops, never if it has stopped already. */
  on(listener: () => void): void {
    if (!this.done) (this.listeners ??= new Set()).add(listener);
  }

  off(listener: () => void): void {
    this.listeners?.delete(listener);
  }
}

/** A call was stopped. */
export class Stopped extends Error {}

/** Runs with a `Stop` that follows the caller's signal; afterwards the signal remembers nothing of it. */
export async function following<T>(
  signal: AbortSignal | undefined,
  act: (stop: Stop) => Promise<T>,
): Promise<T> {
  const stop = new Stop();
  if (!signal) return act(stop);
  const pass = () => {
    stop.stop();
  };
  signal.addEventListener('abort', pass);
  if (signal.aborted) pass();
  try {
    return await act(stop);
  } finally {
    signal.removeEventListener('abort', pass);
  }
}
