import { eventually } from '../../eventually';

/** As `eventually`, with seconds that are enough on a machine with much else to do. */
export function until<T>(what: string, ask: () => T | Promise<T>, seconds = 60): Promise<NonNullable<T>> {
  return eventually(what, ask, { seconds, everyMs: 50 });
}

/** A promise and its resolve function (`Promise.withResolvers` is not in Node 20). */
export function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((done) => (resolve = done));
  return { promise, resolve };
}
