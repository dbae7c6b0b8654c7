import * as vscode from 'vscode';
import { ApiError, isApiError } from '../../api/errors';
import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';
import type { BulkOperation } from './bulkOperations';
import { readClients } from './readClients';

/** What became of one client. */
export type Outcome =
  /** `done`: changed. `same`: nothing had to be changed. `vanished`: no longer on the server. */
  | { kind: 'done' | 'same' | 'vanished' }
  /** This user may not change it: the server said so, or accepted the request and did nothing. */
  | { kind: 'refused' }
  | { kind: 'failed'; error: ApiError }
  /** The answer was lost, and reading the client did not tell what happened. */
  | { kind: 'unknown' }
  /** The run was canceled or failed before this client's turn. */
  | { kind: 'notSent' };

/** What became of all clients of a run. */
export interface BulkResult {
  readonly operation: BulkOperation;
  /** One outcome for each id, in the order of the ids. */
  readonly outcomes: ReadonlyMap<Id, Outcome>;
  /** The clients as they were before the run, by id. */
  readonly before: ReadonlyMap<Id, Client>;
  /** The clients as the run left them, as far as the server has reported them. */
  readonly after: ReadonlyMap<Id, Client>;
  /** The error that ended the run early; undefined when it was complete or canceled. */
  readonly stoppedBy: unknown;
  readonly canceled: boolean;
}

export interface BulkOptions {
  /** Named in the change events of the session, so that a listener knows its own changes. */
  origin: string;
  signal?: AbortSignal;
  /** Clients per request; 100 by default, as in the official apps. */
  chunkSize?: number;
  /** Counts of clients. */
  onProgress?: (done: number, total: number) => void;
  /**
   * For operations whose outcome a client itself cannot show: takes the rows of an answer, and returns the ids of
   * those that are done. Where it throws, their outcome is `unknown`.
   */
  verifyOutcome?: (rows: readonly Client[]) => Promise<ReadonlySet<Id>>;
}

/** What a run needs of a session. */
export type BulkSession = Pick<Session, 'get' | 'walk' | 'bulk'>;

const defaultChunkSize = 100;
/**
 * How often a request is sent that the server rejects with 429, which changes nothing. The API client waits in
 * between.
 */
const maxTriesAfter429 = 5;
/** Milliseconds for reading what happened after a lost answer, because Cancel does not end that. */
const lookUpTimeout = 30_000;

/** Runs one operation on many clients, chunk after chunk, and finds out what became of each. Does not throw. */
export async function runBulk(
  session: BulkSession,
  ids: readonly Id[],
  operation: BulkOperation,
  options: BulkOptions,
): Promise<BulkResult> {
  const run = new BulkRun(session, [...new Set(ids)], operation, options);
  await run.run();
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
    readonly operation: BulkOperation,
    private readonly options: BulkOptions,
  ) {
    for (const id of ids) this.outcomes.set(id, { kind: 'notSent' });
  }

  get canceled(): boolean {
    return this.options.signal?.aborted === true;
  }

  async run(): Promise<void> {
    try {
      const pending = await this.readBefore();
      const size = this.options.chunkSize ?? defaultChunkSize;
      for (let at = 0; at < pending.length && !this.canceled; at += size) {
        await this.send(pending.slice(at, at + size));
        this.options.onProgress?.(
          this.ids.length - pending.length + Math.min(at + size, pending.length),
          this.ids.length,
        );
      }
    } catch (error) {
      if (!this.canceled) this.stoppedBy = error;
    }
  }

  /** Reads the clients, and returns the ids to send. The others get their outcome at once. */
  private async readBefore(): Promise<Id[]> {
    const current = await readClients(this.session, this.ids, this.callOptions());
    this.before = current.found;
    for (const id of current.missing) this.outcomes.set(id, { kind: 'vanished' });
    for (const [id, error] of current.denied) this.outcomes.set(id, { kind: 'failed', error });
    for (const [id, client] of current.found)
      if (!this.operation.applies(client)) this.outcomes.set(id, { kind: 'same' });
    return this.ids.filter((id) => this.outcomes.get(id)?.kind === 'notSent');
  }

  /** Throws errors that would hit the next request too; all others become outcomes. */
  private async send(ids: Id[], tries = maxTriesAfter429): Promise<void> {
    let rows: Client[];
    try {
      rows = await this.session.bulk(this.operation.request(ids), {
        ...this.callOptions(),
        origin: this.options.origin,
      });
    } catch (error) {
      if (isApiError(error, 'rateLimited') && tries > 1 && !this.canceled) return this.send(ids, tries - 1);
      if (namesUnknownIds(error)) return this.sendHalves(ids, error);
      if (isApiError(error, 'noPermission')) return this.setAll(ids, { kind: 'refused' });
      if (isApiError(error) && error.effect === 'unknown' && (await this.lookUp(ids, error))) return;
      throw error;
    }
    // The request was carried out: no failure from here on may send it again.
    await this.recordOutcomes(ids, rows);
  }

  /** The server rejects a whole request for one unknown id: sending halves isolates it, and nothing is done twice. */
  private async sendHalves(ids: Id[], error: ApiError): Promise<void> {
    const [only] = ids;
    if (ids.length === 1 && only !== undefined) {
      const { missing } = await readClients(this.session, ids, this.callOptions());
      this.outcomes.set(only, missing.has(only) ? { kind: 'vanished' } : { kind: 'failed', error });
      return;
    }
    const half = Math.ceil(ids.length / 2);
    await this.send(ids.slice(0, half));
    if (!this.canceled) await this.send(ids.slice(half));
  }

  private async recordOutcomes(ids: readonly Id[], rows: readonly Client[]): Promise<void> {
    const byId = new Map(rows.map((row) => [row.id, row]));
    const isDone = await this.doneTest(rows);
    for (const id of ids) {
      const row = byId.get(id);
      const done = row === undefined ? undefined : isDone(row);
      if (row !== undefined) this.after.set(id, row);
      this.outcomes.set(id, done === undefined ? { kind: 'unknown' } : { kind: done ? 'done' : 'refused' });
    }
    const unanswered = ids.filter((id) => !byId.has(id));
    if (unanswered.length > 0) await this.lookUp(unanswered, notInAnswer());
  }

  /** A function that tells of a row whether the change has happened; undefined where that cannot be found out. */
  private async doneTest(rows: readonly Client[]): Promise<(row: Client) => boolean | undefined> {
    const { verifyOutcome } = this.options;
    if (verifyOutcome === undefined) return (row) => this.operation.done(row);
    try {
      const done = await verifyOutcome(rows);
      return ({ id }) => done.has(id);
    } catch {
      return () => undefined;
    }
  }

  /**
   * Reads the clients after a lost answer; true if all are done or vanished. Not under the run's signal: its
   * cancellation may be what lost the answer.
   */
  private async lookUp(ids: readonly Id[], error: ApiError): Promise<boolean> {
    this.setAll(ids, { kind: 'unknown' });
    const signal = AbortSignal.timeout(lookUpTimeout);
    const current = await readClients(this.session, ids, { signal }).catch(() => undefined);
    for (const id of current?.missing ?? []) this.outcomes.set(id, { kind: 'vanished' });
    for (const [id, client] of current?.found ?? []) {
      const done = this.operation.done(client);
      if (done !== undefined) this.outcomes.set(id, done ? { kind: 'done' } : { kind: 'failed', error });
      this.after.set(id, client);
    }
    return ids.every((id) => ['done', 'vanished'].includes(this.outcomes.get(id)?.kind ?? ''));
  }

  private setAll(ids: readonly Id[], outcome: Outcome): void {
    for (const id of ids) this.outcomes.set(id, outcome);
  }

  private callOptions(): { signal?: AbortSignal } {
    return this.options.signal === undefined ? {} : { signal: this.options.signal };
  }
}

function notInAnswer(): ApiError {
  return new ApiError('serverFault', vscode.l10n.t('The server did not say what became of this client.'));
}

function namesUnknownIds(error: unknown): error is ApiError {
  return isApiError(error, 'validation') && error.fields.some(({ path }) => path[0] === 'ids');
}
