import type { ClientQuery } from '../../api/query/clientQuery';
import type { Client, ClientState, Id, Page } from '../../api/types';
import { queriedStates } from '../../api/query/queriedStates';
import { clientState } from '../../records/names';
import type { Session } from '../../session/session';

/**
 * The loaded pages of one account's list, each client once. A refresh drops everything and every answer that has not
 * arrived yet.
 *
 * A client that no longer fits the query (deleted, or archived under a filter) keeps its row until a refresh, so that
 * rows do not move under the user's pointer, but is not counted. On the server everything behind it moved up, out of the
 * pages that are still to come: loaded pages into which something can have moved are therefore read again.
 */
export class ClientList {
  private rows = new Map<Id, Client>();
  private states: ReadonlySet<ClientState> = new Set();
  /** Loaded rows whose state is none that the query lists. */
  private outOfFilter = 0;
  /** Loaded rows that the server no longer lists, while it is not known which ones these are. */
  private unaccounted = 0;
  /** The total of the newest page and of clients added since; clients that left here since are not subtracted. */
  private serverTotal = 0;
  private pages = 0;
  private perPage = 0;
  private generation = 0;
  private abort = new AbortController();
  private loading: Promise<void> | undefined;
  private failure: unknown;

  /** Clients of the list on the server: the newest page's total, corrected by what came and went since; 0 at first. */
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
    return this.rows.size - this.outOfFilter - this.unaccounted;
  }

  /** Why the last page could not be loaded. */
  get error(): unknown {
    return this.failure;
  }

  /** True while the server has rows that were not loaded. */
  get hasMore(): boolean {
    return this.pages > 0 && this.pages * this.perPage < this.serverTotal;
  }

  get loaded(): boolean {
    return this.pages > 0;
  }

  /** Makes sure that the first page was asked for. Never throws: see `error`. */
  first(): Promise<void> {
    if (this.pages > 0 || this.failure !== undefined) return Promise.resolve();
    return this.load();
  }

  /** Loads the next page; a second call waits for the same one. Never throws: see `error`. */
  more(): Promise<void> {
    this.failure = undefined;
    return this.load();
  }

  /** Forgets everything; the next `first()` asks again. */
  reset(): void {
    this.generation++;
    this.abort.abort();
    this.abort = new AbortController();
    this.loading = undefined;
    this.failure = undefined;
    this.rows = new Map();
    this.outOfFilter = 0;
    this.unaccounted = 0;
    this.pages = 0;
    this.serverTotal = 0;
    this.total = 0;
  }

  has(id: Id): boolean {
    return this.rows.has(id);
  }

  /** Replaces a loaded client by a newer version. True if it thereby left the list or came back. */
  update(client: Client): boolean {
    const before = this.rows.get(client.id);
    if (before === undefined) return false;
    this.put(client);
    if (this.belongs(before) === this.belongs(client)) return false;
    if (this.belongs(client)) this.total++;
    else this.onLeave();
    return true;
  }

  /** Clients were created on the server: they count, but are not loaded. */
  countNew(count: number): void {
    if (this.pages === 0) return;
    this.serverTotal += count;
    this.total += count;
  }

  /** Removes a loaded client. True if it was one. */
  remove(id: Id): boolean {
    const client = this.rows.get(id);
    if (client === undefined) return false;
    this.rows.delete(id);
    if (this.belongs(client)) this.onLeave();
    else this.outOfFilter--;
    return true;
  }

  private belongs(client: Client): boolean {
    return this.states.has(clientState(client));
  }

  private put(client: Client): void {
    const before = this.rows.get(client.id);
    if (before !== undefined && !this.belongs(before)) this.outOfFilter--;
    if (!this.belongs(client)) this.outOfFilter++;
    this.rows.set(client.id, client);
  }

  /** The total already lacks the unaccounted rows: a client that leaves is taken for one of them. */
  private onLeave(): void {
    if (this.unaccounted > 0) this.unaccounted--;
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
      if (generation !== this.generation) return this.waitForNewest();
      const { total } = next.pagination;
      const read: Page<Client>[] = [];
      for (let page = this.unshiftedPages(total, perPage) + 1; page <= this.pages; page++) {
        read.push(await this.ask(query, perPage, page));
        if (generation !== this.generation) return this.waitForNewest();
      }
      if (this.pages === 0) this.states = queriedStates(query);
      this.perPage = perPage;
      this.pages++;
      this.serverTotal = this.total = total;
      this.mergePages([...read, next]);
    } catch (error) {
      if (generation !== this.generation) return this.waitForNewest();
      this.failure = error;
    }
    this.loading = undefined;
  }

  private ask(query: ClientQuery, perPage: number, page: number): Promise<Page<Client>> {
    return this.session.list({ ...query, perPage, page }, { signal: this.abort.signal });
  }

  /**
   * How many of the loaded pages nothing can have moved into, given the server's new total. Clients that left count even
   * where as many were added elsewhere.
   */
  private unshiftedPages(total: number, perPage: number): number {
    const lost = Math.max(0, this.serverTotal - Math.min(total, this.total));
    return Math.max(0, this.pages - Math.ceil(lost / perPage));
  }

  private mergePages(pages: readonly Page<Client>[]): void {
    const { rows: known, session } = this;
    for (const { rows } of pages)
      for (const row of rows) {
        // A write that ended while the page was being read left a newer version, or removed the client.
        const client = session.clients.newest(row);
        if (client !== undefined) known.set(client.id, client);
      }
    this.outOfFilter = 0;
    for (const client of known.values()) if (!this.belongs(client)) this.outOfFilter++;
    const present = Math.min(this.pages * this.perPage, this.serverTotal);
    this.unaccounted = Math.max(0, this.rows.size - this.outOfFilter - present);
  }

  /** A caller whose answer was dropped waits for the newest one instead. */
  private waitForNewest(): Promise<void> {
    return this.first();
  }
}
