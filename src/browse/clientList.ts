import type { ClientQuery } from '../api/clientQuery';
import type { Client, Id } from '../api/types';
import type { Session } from '../session/session';

/**
 * The loaded part of one account's list: pages as they were asked for, each client once. A refresh drops everything
 * and every answer that is still under way.
 */
export class ClientList {
  private rows = new Map<Id, Client>();
  private pages = 0;
  private perPage = 0;
  private generation = 0;
  private stop = new AbortController();
  private loading: Promise<void> | undefined;
  private failure: unknown;

  /** Rows on the server, as the newest page told; 0 before the first page. */
  total = 0;

  constructor(
    readonly session: Session,
    private readonly query: () => ClientQuery,
    private readonly pageSize: () => number,
  ) {}

  get clients(): readonly Client[] {
    return [...this.rows.values()];
  }

  /** How many are loaded. */
  get size(): number {
    return this.rows.size;
  }

  get error(): unknown {
    return this.failure;
  }

  /** True while the server has rows that were not loaded. */
  get hasMore(): boolean {
    return this.pages > 0 && this.pages * this.perPage < this.total;
  }

  get loaded(): boolean {
    return this.pages > 0;
  }

  /** Makes sure that the first page was asked for. Never throws: see `error`. */
  first(): Promise<void> {
    if (this.pages > 0 || this.failure !== undefined) return Promise.resolve();
    return this.load();
  }

  /** Loads the next page; a call while one is under way waits for that one. */
  more(): Promise<void> {
    this.failure = undefined;
    return this.load();
  }

  /** Forgets everything; the next `first()` asks anew. */
  reset(): void {
    this.generation++;
    this.stop.abort();
    this.stop = new AbortController();
    this.loading = undefined;
    this.failure = undefined;
    this.rows = new Map();
    this.pages = 0;
    this.total = 0;
  }

  has(id: Id): boolean {
    return this.rows.has(id);
  }

  /** Takes a newer version of a loaded client. */
  update(client: Client): void {
    if (this.rows.has(client.id)) this.rows.set(client.id, client);
  }

  /** The server has more clients than the newest page told. */
  grew(by: number): void {
    if (this.pages > 0) this.total += by;
  }

  remove(id: Id): boolean {
    if (!this.rows.delete(id)) return false;
    this.total = Math.max(0, this.total - 1);
    return true;
  }

  private load(): Promise<void> {
    return (this.loading ??= this.loadPage(this.generation));
  }

  private async loadPage(generation: number): Promise<void> {
    try {
      const query = this.query();
      const perPage = this.pages === 0 ? (query.perPage ?? this.pageSize()) : this.perPage;
      const page = await this.session.list(
        { ...query, perPage, page: this.pages + 1 },
        { signal: this.stop.signal },
      );
      if (generation !== this.generation) return this.current();
      this.perPage = perPage;
      this.pages++;
      this.total = page.pagination.total;
      for (const client of page.rows) this.rows.set(client.id, client);
    } catch (error) {
      if (generation !== this.generation) return this.current();
      this.failure = error;
    }
    this.loading = undefined;
  }

  /** Who waited for a dropped answer gets the newest one instead. */
  private current(): Promise<void> {
    return this.first();
  }
}
