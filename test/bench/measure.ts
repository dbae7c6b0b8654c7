import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';
import vm from 'node:vm';

// The collector is to run before a measurement, not in it.
v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as (options?: { type: 'minor' }) => void;

/** A row of the table of results. Ratios are times the baseline. */
export interface Row {
  what: string;
  baseline: string;
  goal: string;
  median: number;
  /** Lowest and highest ratio. */
  spread: [number, number];
  ok: boolean;
  note?: string;
}

export interface Comparison {
  median: number;
  spread: [number, number];
  /** Median milliseconds of one run. */
  baseline: number;
  subject: number;
}

/**
 * Runs baseline and subject in turns in this process, after a warm-up of each, and compares each pair. `prepare` runs
 * before each run of the subject and is not measured.
 */
export async function alternate(
  runs: number,
  baseline: () => Promise<void>,
  subject: () => Promise<void>,
  prepare: () => void = () => undefined,
): Promise<Comparison> {
  await baseline();
  prepare();
  await subject();
  const pairs: { base: number; own: number }[] = [];
  for (let run = 0; run < runs; run++) {
    prepare();
    // The second one profits from caches that the first one filled, so they take turns.
    if (run % 2 === 0) {
      const base = await time(baseline);
      pairs.push({ base, own: await time(subject) });
    } else {
      const own = await time(subject);
      pairs.push({ base: await time(baseline), own });
    }
  }
  const ratios = pairs.map(({ base, own }) => own / base);
  return {
    median: middle(ratios),
    spread: [Math.min(...ratios), Math.max(...ratios)],
    baseline: middle(pairs.map(({ base }) => base)),
    subject: middle(pairs.map(({ own }) => own)),
  };
}

/** Largest growth of heap and external memory of this process, in bytes, while something runs. */
export async function growthDuring(act: () => Promise<void>): Promise<number> {
  collect();
  const inUse = () => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = inUse();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, inUse());
  }, 5);
  try {
    await act();
  } finally {
    clearInterval(timer);
  }
  return Math.max(most, inUse()) - before;
}

/** Bytes of the heap that something still refers to. */
export function liveHeap(): number {
  collect();
  collect();
  return process.memoryUsage().heapUsed;
}

export function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

async function time(act: () => Promise<void>): Promise<number> {
  // Of the young alone: a full collection throws away what the engine has learnt of objects that died, and with it the
  // code it made (`node --trace-deopt` calls them “weak objects”). Then the warming up of whoever has more code of his
  // own would be compared, at every run, and not the work.
  collect({ type: 'minor' });
  const start = performance.now();
  await act();
  return performance.now() - start;
}

/** The median; NaN of nothing. */
export function middle(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
