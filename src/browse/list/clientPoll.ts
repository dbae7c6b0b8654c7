import type { ClientQuery } from '../../api/query/clientQuery';
import { PageWatch } from '../../api/query/pageWatch';
import { isApiError } from '../../api/errors';
import type { ClientState, Id, Timestamp } from '../../api/types';
import type { Session } from '../../session/session';

const allStates: ClientState[] = ['active', 'archived', 'deleted'];
const perPage = 100;
/** Milliseconds without requests after “too many requests”, where the server names no time. */
const defaultPause = 5 * 60_000;

/** What one poll found. */
export interface PollResult {
  /** How many clients were created since the last poll, by others than this window. */
  newClients: number;
}

/**
 * Asks one account's server for clients of all states that changed since the last poll. The session tells the features
 * about the versions it did not know. A smaller total means that clients were removed permanently: then the clients in
 * editors are read one by one, which finds out whether they still exist.
 */
export class ClientPoll {
  /** `updated_at` of the newest client at the last poll. */
  private since: Timestamp | undefined;
  private total = 0;
  private pausedUntil = 0;

  constructor(
    private readonly session: Session,
    /** Clients in editors. */
    private readonly watched: () => readonly Id[],
    /** Milliseconds of a clock that never jumps. */
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Polls once. Undefined while the server wants a pause and where it cannot be reached: the next poll tries again. */
  async poll(): Promise<PollResult | undefined> {
    if (this.now() < this.pausedUntil) return undefined;
    try {
      return await this.ask();
    } catch (error) {
      if (isApiError(error, 'rateLimited'))
        this.pausedUntil = this.now() + (error.retryAfter ?? defaultPause);
      return undefined;
    }
  }

  private async ask(): Promise<PollResult> {
    const known = new Set(this.session.clients.ids());
    const newest = await this.list({ perPage: 1, sort: { column: 'updated_at', direction: 'desc' } });
    const before = this.since;
    const latest = newest.rows[0]?.updated_at ?? before ?? 0;
    const { total } = newest.pagination;
    const shrank = before !== undefined && total < this.total;
    let newClients = 0;
    // Timestamps are whole seconds: what changed within the second of the last poll is asked for again.
    if (before !== undefined && (latest >= before || total !== this.total))
      newClients = await this.changedSince(before, known);
    if (shrank || (before !== undefined && total < this.total + newClients)) await this.readWatched();
    this.since = latest;
    this.total = total;
    return { newClients };
  }

  private async changedSince(at: Timestamp, known: ReadonlySet<Id>): Promise<number> {
    let newClients = 0;
    const watch = new PageWatch();
    for (let page = 1; ; page++) {
      const answer = await this.list({
        updatedAt: { is: 'gte', at },
        sort: { column: 'updated_at', direction: 'asc' },
        perPage,
        page,
      });
      const rows = watch.newRows(page, answer);
      newClients += rows.filter(({ id, created_at }) => !known.has(id) && created_at >= at).length;
      if (rows.length === 0 || page * perPage >= answer.pagination.total) return newClients;
    }
  }

  private async readWatched(): Promise<void> {
    for (const id of this.watched())
      await this.session.get(id, { priority: 'background', origin: 'poll' }).catch((error: unknown) => {
        // The session has reported a missing client already; other failures may be gone at the next poll.
        if (isApiError(error, 'rateLimited')) throw error;
      });
  }

  private list(query: ClientQuery) {
    return this.session.list({ status: allStates, ...query }, { priority: 'background' });
  }
}
