/** Something that its first use loads. */
export interface Lazy<T> {
  (): Promise<T>;
  /** What was loaded, or is being loaded; undefined while nobody has used it. */
  started(): Promise<T> | undefined;
}

/**
 * Loads by the first call, once. A failed load is forgotten, so that the next call tries again: a file that could not be read
 * while the machine had too many open must not break a feature until the window is reloaded.
 */
export function lazily<T>(load: () => Promise<T>): Lazy<T> {
  let loaded: Promise<T> | undefined;
  const get = (): Promise<T> => {
    if (loaded === undefined) {
      const attempt = load();
      loaded = attempt;
      attempt.catch(() => {
        if (loaded === attempt) loaded = undefined;
      });
    }
    return loaded;
  };
  return Object.assign(get, { started: () => loaded });
}
