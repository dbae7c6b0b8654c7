/**
 * Runs `work` with a signal that aborts as soon as one of `sources` does. Afterwards the sources hold no reference to it.
 * That is why this is not `AbortSignal.any`, whose signals stay with a source that lives as long as the account until
 * garbage collection.
 */
export async function withSignal<T>(
  sources: readonly (AbortSignal | undefined)[],
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = () => {
    controller.abort();
  };
  for (const source of sources) {
    source?.addEventListener('abort', abort);
    if (source?.aborted) abort();
  }
  try {
    return await work(controller.signal);
  } finally {
    for (const source of sources) source?.removeEventListener('abort', abort);
  }
}

/** The promise's result, or a rejection with the signal's reason as soon as it aborts. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject);
  });
}
