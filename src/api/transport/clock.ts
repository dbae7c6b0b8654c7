import { Stopped, type Stop } from './stop';

/** Time as the client sees it; tests bring their own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after the milliseconds; rejects with `Stopped` as soon as it is stopped. */
  wait(milliseconds: number, stop: Stop): Promise<void>;
  /** 0 ≤ x < 1, for jitter. */
  random(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  wait: (milliseconds, stop) =>
    new Promise((resolve, reject) => {
      if (stop.stopped) {
        reject(new Stopped());
        return;
      }
      const leave = () => {
        clearTimeout(timer);
        reject(new Stopped());
      };
      const timer = setTimeout(() => {
        stop.off(leave);
        resolve();
      }, milliseconds);
      stop.on(leave);
    }),
};
