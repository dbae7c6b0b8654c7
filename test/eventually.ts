import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks again and again until the answer is truthy, and returns it. For what no event reports, such as the requests that a
 * server has seen. After so many seconds it fails with a sentence that says what did not happen.
 */
export async function eventually<T>(
  what: string,
  ask: () => T | Promise<T>,
  { seconds = 15, everyMs = 5 } = {},
): Promise<NonNullable<T>> {
  const limit = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > limit) throw new Error(`Waited ${seconds} s for ${what}.`);
    await wait(everyMs);
  }
}
