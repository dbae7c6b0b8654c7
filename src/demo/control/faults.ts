/** Kind of a fault. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** All kinds of faults; control.ts describes them with their details. */
export const FAULT_KINDS = [
  'delay',
  'hold',
  'reset-before',
  'reset-after',
  'truncate',
  'html',
  'rate-limit',
  'error',
  'redirect',
  'content-type',
  'drip',
  'endless',
  'clock',
  'change',
  'books',
  'archive-client',
  'delete-client',
  'purge-client',
  'single-sign-on',
] as const;

/** A fault that a test asks for; further keys are details of its kind. */
export interface Fault {
  kind: FaultKind;
  match?: { method?: string; path?: string };
  /** Number of matching requests that it affects; 0 for all until cleared. Default 1. */
  times?: number;
  /** Number of matching requests that pass first. */
  skip?: number;
  [detail: string]: unknown;
}

interface Armed {
  id: number;
  fault: Fault;
  path: RegExp | undefined;
  remaining: number;
  skip: number;
}

/** What becomes of a request that was held: it is served as if nothing had been, or its connection ends. */
export type Release = 'serve' | 'drop';

/** The faults that are active, in the order in which they were added. */
export class Faults {
  private armed: Armed[] = [];
  private lastId = 0;
  private held: ((release: Release) => void)[] = [];

  /** Returns the fault's id. Throws a SyntaxError for an invalid regular expression. */
  add(fault: Fault): number {
    const path = fault.match?.path === undefined ? undefined : new RegExp(fault.match.path);
    const times = fault.times ?? 1;
    const id = ++this.lastId;
    this.armed.push({ id, fault, path, remaining: times === 0 ? Infinity : times, skip: fault.skip ?? 0 });
    return id;
  }

  /** An id for a fault that acted at once. */
  nextId(): number {
    return ++this.lastId;
  }

  /** Faults for this request; counts it as one of their `times`. */
  matching(method: string, path: string): Fault[] {
    const hits: Fault[] = [];
    for (const armed of this.armed) {
      const wanted = armed.fault.match?.method;
      if (wanted !== undefined && wanted.toUpperCase() !== method) continue;
      if (armed.path && !armed.path.test(path)) continue;
      if (armed.skip > 0) {
        armed.skip--;
        continue;
      }
      armed.remaining--;
      hits.push(armed.fault);
    }
    this.armed = this.armed.filter((armed) => armed.remaining > 0);
    return hits;
  }

  /** Holds a request until `release`. */
  hold(): Promise<Release> {
    return new Promise((resolve) => this.held.push(resolve));
  }

  /** How many requests are held now. */
  get holding(): number {
    return this.held.length;
  }

  /** Lets everything that is held go on. */
  release(release: Release): void {
    for (const one of this.held.splice(0)) one(release);
  }

  clear(): void {
    this.armed = [];
    this.release('serve');
  }
}

/** A number among a fault's details, or the fallback. */
export function numberOf(fault: Fault, name: string, fallback: number): number {
  const value = fault[name];
  return typeof value === 'number' ? value : fallback;
}
