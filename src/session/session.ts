import type { CallOptions, InvoiceNinjaApi, UpdateResult } from '../api/api';
import type { ClientQuery } from '../api/clientQuery';
import { isApiError } from '../api/errors';
import type { Client, ClientBody, Company, Id, Page, Statics } from '../api/types';
import type { Account } from './account';
import { Emitter } from './emitter';
import { KeyedQueue } from './keyedQueue';

/** What happened to clients, told once per write or discovery. Features learn of each other's work by nothing else. */
export interface ClientChange {
  readonly accountId: string;
  readonly ids: readonly Id[];
  /** `seen`: a read brought a version other than the one known. `gone`: the server no longer has the record. */
  readonly kind: 'seen' | 'created' | 'updated' | 'archived' | 'restored' | 'deleted' | 'gone';
  /** Who caused it, so that a listener can pass over its own work. */
  readonly origin: string;
}

/**
 * One account at work: the API client, what was read through it, and the order of writes.
 * It alone caches, and all writes pass through it, one after another per client.
 */
export class Session {
  private connection: Promise<InvoiceNinjaApi> | undefined;
  private readonly known = new Map<Id, Client>();
  private readonly queue = new KeyedQueue();
  private readonly changes = new Emitter<ClientChange>();
  private companyAnswer: Company | undefined;
  private staticsAnswer: Statics | undefined;
  private closed = false;

  readonly onDidChange = this.changes.event;

  /** `connect` is called on first use only: no HTTP stack is loaded before something is asked of the server. */
  constructor(
    readonly account: Account,
    private readonly connect: () => Promise<InvoiceNinjaApi>,
  ) {}

  /** The API client, connected on first use; a failed attempt is tried anew by the next call. */
  api(): Promise<InvoiceNinjaApi> {
    if (this.connection === undefined) {
      const attempt = this.connect();
      this.connection = attempt;
      attempt.catch(() => {
        if (this.connection === attempt) this.connection = undefined;
      });
    }
    return this.connection;
  }

  /** The last version of a client that any read or write brought. */
  seen(id: Id): Client | undefined {
    return this.known.get(id);
  }

  async list(query: ClientQuery, options?: CallOptions): Promise<Page<Client>> {
    const page = await (await this.api()).listClients(query, options);
    this.remember(page.rows, 'list');
    return page;
  }

  async get(id: Id, options?: CallOptions & { origin?: string }): Promise<Client> {
    try {
      const client = await (await this.api()).getClient(id, options);
      this.remember([client], options?.origin ?? 'get');
      return client;
    } catch (error) {
      if (isApiError(error, 'notFound')) this.forget(id, options?.origin ?? 'get');
      throw error;
    }
  }

  /**
   * Sends an update after every earlier write to the same client has ended. `body` is called then, so that it can
   * look at what they left; undefined means that nothing is left to send.
   */
  update(
    id: Id,
    body: () => Promise<ClientBody | undefined>,
    options: CallOptions & { origin: string },
  ): Promise<UpdateResult | undefined> {
    return this.write(id, async (api) => {
      const sent = await body();
      if (sent === undefined) return undefined;
      const result = await api.updateClient(id, sent, options);
      this.known.set(id, result.client);
      this.tell([id], 'updated', options.origin);
      return result;
    });
  }

  /** Brings a deleted or archived client back. */
  restore(id: Id, options: CallOptions & { origin: string }): Promise<Client | undefined> {
    return this.write(id, async (api) => {
      const rows = await api.bulkClients({ action: 'restore', ids: [id] }, options);
      const client = rows.find((row) => row.id === id);
      if (client !== undefined) this.known.set(id, client);
      this.tell([id], 'restored', options.origin);
      return client;
    });
  }

  /** Custom-field labels, currency and the like; asked once. */
  async company(options?: CallOptions): Promise<Company> {
    return (this.companyAnswer ??= await (await this.api()).currentCompany(options));
  }

  /** Lookup tables; asked once. */
  async statics(options?: CallOptions): Promise<Statics> {
    return (this.staticsAnswer ??= await (await this.api()).statics(options));
  }

  /** What was already asked of company and lookup tables, without a request. */
  facts(): { company: Company | undefined; statics: Statics | undefined } {
    return { company: this.companyAnswer, statics: this.staticsAnswer };
  }

  async close(): Promise<void> {
    this.closed = true;
    const connection = this.connection;
    this.connection = undefined;
    await connection?.then((api) => api.close()).catch(() => undefined);
  }

  private write<T>(id: Id, work: (api: InvoiceNinjaApi) => Promise<T>): Promise<T> {
    return this.queue.run(id, async () => {
      try {
        return await work(await this.api());
      } catch (error) {
        if (isApiError(error, 'notFound')) this.forget(id, 'write');
        throw error;
      }
    });
  }

  private remember(rows: readonly Client[], origin: string): void {
    const changed: Id[] = [];
    for (const row of rows) {
      const before = this.known.get(row.id);
      if (before !== undefined && sameVersion(before, row)) continue;
      this.known.set(row.id, row);
      if (before !== undefined) changed.push(row.id);
    }
    if (changed.length > 0) this.tell(changed, 'seen', origin);
  }

  private forget(id: Id, origin: string): void {
    if (this.known.delete(id)) this.tell([id], 'gone', origin);
  }

  private tell(ids: Id[], kind: ClientChange['kind'], origin: string): void {
    if (!this.closed) this.changes.fire({ accountId: this.account.id, ids, kind, origin });
  }
}

/**
 * Whether two reads tell the same as far as both tell it: a list may leave out what a single read embeds.
 * `updated_at` alone would not do, it counts whole seconds.
 */
function sameVersion(a: Client, b: Client): boolean {
  for (const key of Object.keys(b)) {
    if (!(key in a)) continue;
    const before = a[key];
    const now = b[key];
    if (before === now) continue;
    if (typeof before !== 'object' || typeof now !== 'object') return false;
    if (JSON.stringify(before) !== JSON.stringify(now)) return false;
  }
  return true;
}
