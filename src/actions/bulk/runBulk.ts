import { ApiError, isApiError } from '../../api/errors';
import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';
import type { BulkWish } from './bulkOperations';
import { readClients } from './readClients';

/** What became of one client. */
export type Outcome =
  /** `done`: as wished. `same`: was so before, or the action does nothing for it. `vanished`: gone from the server. */
  | { kind: 'done' | 'same' | 'vanished' }
  /** The server took the request and did nothing, or said so: this user may not change it. */
  | { kind: 'refused' }
  | { kind: 'failed'; error: ApiError }
  /** The answer was lost, and reading the client did not settle it. */
  | { kind: 'unknown' }
  /** Canceled, or stopped by a failure, before its turn. */
  | { kind: 'notSent' };

export interface BulkResult {
  readonly wish: BulkWish;
  /** One for each id, in the order of the ids. */
  readonly outcomes: ReadonlyMap<Id, Outcome>;
  /** The clients as they were before, and as the action left them. */
  readonly before: ReadonlyMap<Id, Client>;
  readonly after: ReadonlyMap<Id, Client>;
  /** What stopped the work; undefined when it came to its end or was canceled. */
  readonly stoppedBy: unknown;
  readonly canceled: boolean;
}

export interface BulkOptions {
  origin: string;
  signal?: AbortSignal;
  /** Clients a request. The official apps send no more than this. */
  chunk?: number;
  onProgress?: (done: number, total: number) => void;
  /** Settles what an answer cannot show, e.g. by counting copies: ids that are done. */
  settle?: (rows: readonly Client[]) => Promise<ReadonlySet<Id>>;
}

export type BulkSession = Pick<Session, 'get' | 'walk' | 'bulk'>;

const clientsPerRequest = 100;
/** A request that was turned away with 429 did nothing; the API client rests before the next. */
const triesAfter429 = 5;
/** Milliseconds for looking up what a lost answer did, since nobody can cancel that. */
const lookUpTime = 30_000;

/** Sends one action for many clients, chunk after chunk, and finds out what became of each. Does not throw. */
export async function runBulk(
  session: BulkSession,
  ids: readonly Id[],
  wish: BulkWish,
  options: BulkOptions,
): Promise<BulkResult> {
  const run = new BulkRun(session, [...new Set(ids)], wish, options);
  await run.all();
  return run;
}

class BulkRun implements BulkResult {
  readonly outcomes = new Map<Id, Outcome>();
  readonly after = new Map<Id, Client>();
  before = new Map<Id, Client>();
  stoppedBy: unknown;

  constructor(
    private readonly session: BulkSession,
    private readonly ids: readonly Id[],
    readonly wish: BulkWish,
    private readonly options: BulkOptions,
  ) {
    for (const id of ids) this.outcomes.set(id, { kind: 'notSent' });
  }

  get canceled(): boolean {
    return this.options.signal?.aborted === true;
  }

  async all(): Promise<void> {
    try {
      const todo = await this.sort();
      const size = this.options.chunk ?? clientsPerRequest;
      for (let at = 0; at < todo.length && !this.canceled; at += size) {
        await this.send(todo.slice(at, at + size));
        this.options.onProgress?.(
          this.ids.length - todo.length + Math.min(at + size, todo.length),
          this.ids.length,
        );
      }
    } catch (error) {
      if (!this.canceled) this.stoppedBy = error;
    }
  }

  /** Reads the clients as they are; what there is nothing to do for gets its outcome at once. */
  private async sort(): Promise<Id[]> {
    const now = await readClients(this.session, this.ids, this.call());
    this.before = now.found;
    for (const id of now.missing) this.outcomes.set(id, { kind: 'vanished' });
    for (const [id, error] of now.hidden) this.outcomes.set(id, { kind: 'failed', error });
    for (const [id, client] of now.found)
      if (!this.wish.applies(client)) this.outcomes.set(id, { kind: 'same' });
    return this.ids.filter((id) => this.outcomes.get(id)?.kind === 'notSent');
  }

  /** Throws what makes going on pointless; everything else ends in outcomes. */
  private async send(ids: Id[], tries = triesAfter429): Promise<void> {
    let rows: Client[];
    try {
      rows = await this.session.bulk(this.wish.request(ids), {
        ...this.call(),
        origin: this.options.origin,
      });
    } catch (error) {
      if (isApiError(error, 'rateLimited') && tries > 1 && !this.canceled) return this.send(ids, tries - 1);
      if (isUnknownIds(error)) return this.leaveOut(ids, error);
      if (isApiError(error, 'noPermission')) return this.setAll(ids, { kind: 'refused' });
      if (isApiError(error) && error.effect === 'unknown' && (await this.lookUp(ids, error))) return;
      throw error;
    }
    // The request was carried out: whatever fails from here on is no reason to send it again.
    await this.compare(ids, rows);
  }

  /** The server turns a whole request away for one unknown id: halves find it, and nothing is done twice. */
  private async leaveOut(ids: Id[], error: ApiError): Promise<void> {
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) {
      const now = await readClients(this.session, ids, this.call());
      this.outcomes.set(only, now.missing.has(only) ? { kind: 'vanished' } : { kind: 'failed', error });
      return;
    }
    const half = Math.ceil(ids.length / 2);
    await this.send(ids.slice(0, half));
    if (!this.canceled) await this.send(ids.slice(half));
  }

  private async compare(ids: readonly Id[], rows: readonly Client[]): Promise<void> {
    const byId = new Map(rows.map((row) => [row.id, row]));
    const isDone = await this.judge(rows);
    for (const id of ids) {
      const row = byId.get(id);
      const done = row === undefined ? undefined : isDone(row);
      if (row !== undefined) this.after.set(id, row);
      this.outcomes.set(id, done === undefined ? { kind: 'unknown' } : { kind: done ? 'done' : 'refused' });
    }
    const open = ids.filter((id) => !byId.has(id));
    if (open.length > 0) await this.lookUp(open, notInAnswer());
  }

  /** Tells of a row whether it is as wished; undefined where that cannot be found out. */
  private async judge(rows: readonly Client[]): Promise<(row: Client) => boolean | undefined> {
    const { settle } = this.options;
    if (settle === undefined) return (row) => this.wish.done(row);
    try {
      const settled = await settle(rows);
      return ({ id }) => settled.has(id);
    } catch {
      return () => undefined;
    }
  }

  /**
   * The clients themselves tell what an answer did not; true if all are as wished. Asked without the signal: that may be
   * what lost the answer.
   */
  private async lookUp(ids: readonly Id[], error: ApiError): Promise<boolean> {
    this.setAll(ids, { kind: 'unknown' });
    const signal = AbortSignal.timeout(lookUpTime);
    const now = await readClients(this.session, ids, { signal }).catch(() => undefined);
    for (const id of now?.missing ?? []) this.outcomes.set(id, { kind: 'vanished' });
    for (const [id, client] of now?.found ?? []) {
      const done = this.wish.done(client);
      if (done !== undefined) this.outcomes.set(id, done ? { kind: 'done' } : { kind: 'failed', error });
      this.after.set(id, client);
    }
    return ids.every((id) => ['done', 'vanished'].includes(this.outcomes.get(id)?.kind ?? ''));
  }

  private setAll(ids: readonly Id[], outcome: Outcome): void {
    for (const id of ids) this.outcomes.set(id, outcome);
  }

  private call(): { signal?: AbortSignal } {
    return this.options.signal === undefined ? {} : { signal: this.options.signal };
  }
}

function notInAnswer(): ApiError {
  return new ApiError('serverFault', 'The server did not say what became of this client.');
}

function isUnknownIds(error: unknown): error is ApiError {
  return isApiError(error, 'validation') && error.fields.some(({ path }) => path[0] === 'ids');
}
