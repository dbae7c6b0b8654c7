import { setTimeout } from 'node:timers/promises';

/** Time as the client sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds, to measure durations: unlike the time of day it never jumps. */
  now(): number;
  /** Milliseconds since 1970 on this machine, only to compare with times of a server that does not tell its own. */
  timeOfDay(): number;
  /** Resolves after the milliseconds; rejects with the signal's reason as soon as it aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
}

/** The clock of this machine. */
export const systemClock: Clock = {
  now: () => performance.now(),
  timeOfDay: () => Date.now(),
  random: () => Math.random(),
  async wait(milliseconds, signal) {
    try {
      await setTimeout(milliseconds, undefined, signal && { signal });
    } catch (error) {
      // Node wraps the reason in an error of its own.
      throw signal?.reason ?? error;
    }
  },
};
