/** What a test can make go wrong; see control.ts for the fields. */
export type FaultKind = (typeof FAULT_KINDS)[number];

export const FAULT_KINDS = [
  'delay',
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

export interface Fault {
  kind: FaultKind;
  match?: { method?: string; path?: string };
  /** How many matching requests it hits; 0 until cleared. */
  times?: number;
  /** Matching requests that pass first. */
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

/** Armed faults, in the order in which they were sent. */
export class Faults {
  private armed: Armed[] = [];
  private lastId = 0;

  /** Throws a SyntaxError for a bad regular expression. */
  add(fault: Fault): number {
    const path = fault.match?.path === undefined ? undefined : new RegExp(fault.match.path);
    const times = fault.times ?? 1;
    const id = ++this.lastId;
    this.armed.push({ id, fault, path, remaining: times === 0 ? Infinity : times, skip: fault.skip ?? 0 });
    return id;
  }

  nextId(): number {
    return ++this.lastId;
  }

  /** Faults that hit this request; each of them is used up a little. */
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

  clear(): void {
    this.armed = [];
  }
}

/** A number among a fault's details. */
export function numberOf(fault: Fault, name: string, fallback: number): number {
  const value = fault[name];
  return typeof value === 'number' ? value : fallback;
}
