import type { ClientQuery } from '../../api/query/clientQuery';
import type { Client, ClientState, Id, Page } from '../../api/types';
import { wantedStates } from '../../api/query/wantedStates';
import { clientState } from '../../records/names';
import type { Session } from '../../session/session';

/**
 * The loaded part of one account's list: pages as they were asked for, each client once. A refresh drops everything
 * and every answer that is still under way.
 *
 * A client that left the list (deleted, archived under a filter) stays on screen until a refresh, so that nothing jumps
 * under the user's hand, but counts no more. On the server everything behind it moved up, out of the pages that are
 * still to come: those that are loaded are then read again, as far as something can have moved into them.
 */
export class ClientList {
  private rows = new Map<Id, Client>();
  private states: ReadonlySet<ClientState> = new Set();
  /** Loaded rows whose state is none that the query lists. */
  private left = 0;
  /** Loaded rows that the server lists no more, without it being known which. */
  private vanished = 0;
  /** What the server has as far as it told, whatever left the list here since. */
  private told = 0;
  private pages = 0;
  private perPage = 0;
  private generation = 0;
  private stop = new AbortController();
  private loading: Promise<void> | undefined;
  private failure: unknown;

  /** Clients of the list on the server: as the newest page told, and as they came and went since; 0 before that. */
  total = 0;

  constructor(
    readonly session: Session,
    private readonly query: () => ClientQuery,
    private readonly pageSize: () => number,
  ) {}

  get clients(): readonly Client[] {
    return [...this.rows.values()];
  }

  /** How many clients of the list are loaded. */
  get size(): number {
    return this.rows.size - this.left - this.vanished;
  }

  get error(): unknown {
    return this.failure;
  }

  /** True while the server has rows that were not loaded. */
  get hasMore(): boolean {
    return this.pages > 0 && this.pages * this.perPage < this.told;
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
    this.left = 0;
    this.vanished = 0;
    this.pages = 0;
    this.told = 0;
    this.total = 0;
  }

  has(id: Id): boolean {
    return this.rows.has(id);
  }

  /** Takes a newer version of a loaded client. True if it left the list by that, or came back. */
  update(client: Client): boolean {
    const before = this.rows.get(client.id);
    if (before === undefined) return false;
    this.put(client);
    if (this.belongs(before) === this.belongs(client)) return false;
    if (this.belongs(client)) this.total++;
    else this.leaves();
    return true;
  }

  /** The server has more clients than the newest page told. */
  grew(by: number): void {
    if (this.pages === 0) return;
    this.told += by;
    this.total += by;
  }

  remove(id: Id): boolean {
    const client = this.rows.get(id);
    if (client === undefined) return false;
    this.rows.delete(id);
    if (this.belongs(client)) this.leaves();
    else this.left--;
    return true;
  }

  private belongs(client: Client): boolean {
    return this.states.has(clientState(client));
  }

  private put(client: Client): void {
    const before = this.rows.get(client.id);
    if (before !== undefined && !this.belongs(before)) this.left--;
    if (!this.belongs(client)) this.left++;
    this.rows.set(client.id, client);
  }

  /** The number on the server has gone down by the vanished already: who leaves is taken for one of them. */
  private leaves(): void {
    if (this.vanished > 0) this.vanished--;
    else this.total = Math.max(0, this.total - 1);
  }

  private load(): Promise<void> {
    return (this.loading ??= this.loadPage(this.generation));
  }

  private async loadPage(generation: number): Promise<void> {
    try {
      const query = this.query();
      const perPage = this.pages === 0 ? (query.perPage ?? this.pageSize()) : this.perPage;
      const next = await this.ask(query, perPage, this.pages + 1);
      if (generation !== this.generation) return this.current();
      const { total } = next.pagination;
      const read: Page<Client>[] = [];
      for (let page = this.unmoved(total, perPage) + 1; page <= this.pages; page++) {
        read.push(await this.ask(query, perPage, page));
        if (generation !== this.generation) return this.current();
      }
      if (this.pages === 0) this.states = wantedStates(query);
      this.perPage = perPage;
      this.pages++;
      this.told = this.total = total;
      this.take([...read, next]);
    } catch (error) {
      if (generation !== this.generation) return this.current();
      this.failure = error;
    }
    this.loading = undefined;
  }

  private ask(query: ClientQuery, perPage: number, page: number): Promise<Page<Client>> {
    return this.session.list({ ...query, perPage, page }, { signal: this.stop.signal });
  }

  /**
   * How many of the loaded pages nothing can have moved into, now that the server tells `total`. What left here counts
   * even where as many clients were added elsewhere.
   */
  private unmoved(total: number, perPage: number): number {
    const lost = Math.max(0, this.told - Math.min(total, this.total));
    return Math.max(0, this.pages - Math.ceil(lost / perPage));
  }

  private take(pages: readonly Page<Client>[]): void {
    const { rows: known, session } = this;
    for (const { rows } of pages)
      for (const row of rows) {
        // A write that ended while the page was under way left a newer version, or none.
        const client = session.newest(row);
        if (client !== undefined) known.set(client.id, client);
      }
    this.left = 0;
    for (const client of known.values()) if (!this.belongs(client)) this.left++;
    const present = Math.min(this.pages * this.perPage, this.told);
    this.vanished = Math.max(0, this.rows.size - this.left - present);
  }

  /** Who waited for a dropped answer gets the newest one instead. */
  private current(): Promise<void> {
    return this.first();
  }
}
