import type { ClientQuery } from '../../api/query/clientQuery';
import { isApiError } from '../../api/errors';
import type { ClientState, Id, Timestamp } from '../../api/types';
import type { Session } from '../../session/session';

const everything: ClientState[] = ['active', 'archived', 'deleted'];
const perPage = 100;
/** After “too many requests” without a time of its own. */
const restAfterRefusal = 5 * 60_000;

export interface PollResult {
  /** Clients that nobody here had seen before. */
  fresh: number;
}

/**
 * Asks one account's server what changed since the last time, in all states. What it finds reaches everybody through
 * the session, which tells only of versions other than those known. A total that fell means that something vanished
 * for good: then the clients that somebody looks at are read one by one.
 */
export class ClientPoll {
  private since: Timestamp | undefined;
  private total = 0;
  private restUntil = 0;

  constructor(
    private readonly session: Session,
    /** Clients in editors. */
    private readonly watched: () => readonly Id[],
    private readonly now: () => number = Date.now,
  ) {}

  /** One look. Undefined while the server wants a pause, and when it cannot be reached: the next look comes anyway. */
  async look(): Promise<PollResult | undefined> {
    if (this.now() < this.restUntil) return undefined;
    try {
      return await this.ask();
    } catch (error) {
      if (isApiError(error, 'rateLimited'))
        this.restUntil = this.now() + (error.retryAfter ?? restAfterRefusal);
      return undefined;
    }
  }

  private async ask(): Promise<PollResult> {
    const known = new Set(this.session.seenIds());
    const newest = await this.list({ perPage: 1, sort: { column: 'updated_at', direction: 'desc' } });
    const before = this.since;
    const latest = newest.rows[0]?.updated_at ?? before ?? 0;
    const fell = before !== undefined && newest.pagination.total < this.total;
    let fresh = 0;
    // Whole seconds: what changed within the second of the last look is asked for again.
    if (before !== undefined && (latest >= before || newest.pagination.total !== this.total))
      fresh = await this.changedSince(before, known);
    if (fell || (before !== undefined && newest.pagination.total < this.total + fresh))
      await this.readWatched();
    this.since = latest;
    this.total = newest.pagination.total;
    return { fresh };
  }

  private async changedSince(at: Timestamp, known: ReadonlySet<Id>): Promise<number> {
    let fresh = 0;
    for (let page = 1; ; page++) {
      const { rows, pagination } = await this.list({
        updatedAt: { is: 'gte', at },
        sort: { column: 'updated_at', direction: 'asc' },
        perPage,
        page,
      });
      fresh += rows.filter(({ id, created_at }) => !known.has(id) && created_at >= at).length;
      if (rows.length === 0 || page * perPage >= pagination.total) return fresh;
    }
  }

  private async readWatched(): Promise<void> {
    for (const id of this.watched())
      await this.session.get(id, { priority: 'background', origin: 'poll' }).catch((error: unknown) => {
        // A vanished record was told by the session; anything else may be better next time.
        if (isApiError(error, 'rateLimited')) throw error;
      });
  }

  private list(query: ClientQuery) {
    return this.session.list({ status: everything, ...query }, { priority: 'background' });
  }
}
