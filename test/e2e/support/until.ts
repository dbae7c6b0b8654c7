import { setTimeout as wait } from 'node:timers/promises';

/** Seconds that are enough on a machine with much else to do. */
const patience = 60;

/** Asks again and again until the answer is truthy, and returns it; a sentence says what did not come. */
export async function until<T>(what: string, ask: () => T | Promise<T>, seconds = patience): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`Waited ${seconds} s for ${what}.`);
    await wait(50);
  }
}

/** A promise and the function that settles it (`Promise.withResolvers` comes with Node 22). */
export function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>((settle) => (resolve = settle));
  return { promise, resolve };
}
