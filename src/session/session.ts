import type {
  BulkRequest,
  CallOptions,
  InvoiceNinjaApi,
  Password,
  Progress,
  UpdateResult,
  UploadFile,
  Walk,
} from '../api/api';
import type { ClientQuery } from '../api/clientQuery';
import { isApiError, type ApiError } from '../api/errors';
import type { Client, ClientBody, ClientDocument, Company, Id, Page, Statics } from '../api/types';
import type { Lookup } from '../records/field';
import type { Account } from './account';
import { Emitter } from './emitter';
import type { Intent, IntentStore } from './intents';
import { KeyedQueue } from './keyedQueue';
import { watchedApi } from './watchedApi';

/** One row of a lookup table. */
export interface LookupRow {
  id: string;
  name: string;
}

/** What happened to clients, told once per write or discovery. Features learn of each other's work by nothing else. */
export interface ClientChange {
  readonly accountId: string;
  readonly ids: readonly Id[];
  /** `seen`: a read brought a version other than the one known. `gone`: the server no longer has the record. */
  readonly kind: 'seen' | 'created' | 'updated' | 'archived' | 'restored' | 'deleted' | 'gone';
  /** Who caused it, so that a listener can pass over its own work. */
  readonly origin: string;
  /** With `gone` after a merge: the client that has everything now. */
  readonly into?: Id;
}

/** What bulk actions do to the clients they were asked for. The ids of copies are not in the server's answer. */
const bulkKinds = {
  archive: 'archived',
  restore: 'restored',
  delete: 'deleted',
  assign_group: 'updated',
  bulk_update: 'updated',
  clone: 'created',
} as const satisfies Record<BulkRequest['action'], ClientChange['kind']>;

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
  private readonly tables = new Map<Lookup, Promise<readonly LookupRow[]>>();
  private closed = false;
  /** Counts ended writes, so that a read which began before one cannot bring the older record back. */
  private writes = 0;
  private readonly lastWrite = new Map<Id, number>();

  readonly onDidChange = this.changes.event;
  private readonly refusals = new Emitter<ApiError>();
  /** The server no longer accepts the token. */
  readonly onDidRefuseToken = this.refusals.event;

  /** `connect` is called on first use only: no HTTP stack is loaded before something is asked of the server. */
  constructor(
    private about: Account,
    private readonly connect: () => Promise<InvoiceNinjaApi>,
    private readonly intents: IntentStore,
  ) {}

  get account(): Account {
    return this.about;
  }

  /** The account was renamed, marked, or set to read-only or back. */
  describe(account: Account): void {
    this.about = account;
  }

  /**
   * The API client, connected on first use; a failed attempt is tried anew by the next call. It changes nothing while
   * the account is read-only.
   */
  api(): Promise<InvoiceNinjaApi> {
    if (this.connection === undefined) {
      const attempt = this.connect().then((api) =>
        watchedApi(
          api,
          () => this.about,
          (error) => this.refusals.fire(error),
        ),
      );
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

  /** Ids of all clients and contacts that any read or write brought. */
  *seenIds(): Iterable<Id> {
    for (const client of this.known.values()) {
      yield client.id;
      for (const contact of client.contacts) yield contact.id;
    }
  }

  async list(query: ClientQuery, options?: CallOptions): Promise<Page<Client>> {
    const since = this.writes;
    const page = await (await this.api()).listClients(query, options);
    this.remember(page.rows, 'list', since);
    return page;
  }

  async get(id: Id, options?: CallOptions & { origin?: string }): Promise<Client> {
    const since = this.writes;
    try {
      const client = await (await this.api()).getClient(id, options);
      this.remember([client], options?.origin ?? 'get', since);
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
      this.wrote(result.client);
      this.tell([id], 'updated', options.origin);
      return result;
    });
  }

  /** Brings a deleted or archived client back. */
  restore(id: Id, options: CallOptions & { origin: string }): Promise<Client | undefined> {
    return this.write(id, async (api) => {
      const rows = await api.bulkClients({ action: 'restore', ids: [id] }, options);
      const client = rows.find((row) => row.id === id);
      if (client !== undefined) this.wrote(client);
      this.tell([id], 'restored', options.origin);
      return client;
    });
  }

  /** All pages of a query, for counting and comparing: nothing of it is kept. */
  async *walk(query: ClientQuery, options?: CallOptions & { pageSize?: number }): AsyncIterable<Walk> {
    yield* (await this.api()).walkClients(query, options);
  }

  /** One action on many clients, after every earlier write to any of them. The rows are as the server left them. */
  bulk(request: BulkRequest, options: CallOptions & { origin: string }): Promise<Client[]> {
    return this.queue.runAll(request.ids, async () => {
      const rows = await (await this.api()).bulkClients(request, options);
      // Rows of clients that nobody reads are not kept: there may be thousands.
      for (const row of rows) this.wrote(row, this.known.has(row.id));
      this.tell(request.action === 'clone' ? [] : request.ids, bulkKinds[request.action], options.origin);
      return rows;
    });
  }

  /** Removes a client for good. */
  purge(id: Id, password: Password, options: CallOptions & { origin: string }): Promise<void> {
    return this.write(id, async (api) => {
      await api.purgeClient(id, password, options);
      this.lose(id, options.origin);
    });
  }

  /** Moves everything of the loser to the survivor; the loser is gone for good. */
  merge(
    survivor: Id,
    loser: Id,
    password: Password,
    options: CallOptions & { origin: string },
  ): Promise<Client> {
    return this.queue.runAll([survivor, loser], async () => {
      const client = await (await this.api()).mergeClients(survivor, loser, password, options);
      this.wrote(client);
      this.tell([survivor], 'updated', options.origin);
      this.lose(loser, options.origin, survivor);
      return client;
    });
  }

  /** Adds one file to a client's documents. */
  upload(
    id: Id,
    file: UploadFile,
    options: CallOptions & { origin: string; isPublic?: boolean; onProgress?: Progress },
  ): Promise<Client> {
    return this.write(id, async (api) => {
      const client = await api.uploadDocument(id, file, options);
      this.wrote(client);
      this.tell([id], 'updated', options.origin);
      return client;
    });
  }

  /** Renames a document of a client or changes who sees it. */
  updateDocument(
    id: Id,
    documentId: Id,
    change: { name?: string; is_public?: boolean },
    options: CallOptions & { origin: string },
  ): Promise<ClientDocument> {
    return this.write(id, async (api) => api.updateDocument(documentId, change, options), false);
  }

  /** Removes a document of a client for good. */
  deleteDocument(
    id: Id,
    documentId: Id,
    password: Password,
    options: CallOptions & { origin: string },
  ): Promise<void> {
    return this.write(id, async (api) => api.deleteDocument(documentId, password, options), false);
  }

  /**
   * Creates a client, once: an intent is on disk before the POST and goes when its fate is known. After a lost answer it
   * stays, and `openIntents` with the same origin finds it.
   */
  create(
    body: ClientBody,
    wish: { name: string; emails: string[] },
    options: CallOptions & { origin: string },
  ): Promise<Client> {
    return this.queue.run(options.origin, async () => {
      const api = await this.api();
      const { id: accountId } = this.account;
      const at = Math.floor(Date.now() / 1000);
      const intent = await this.intents.open({ accountId, origin: options.origin, at, ...wish });
      try {
        const client = await api.createClient(body, options);
        this.wrote(client);
        this.tell([client.id], 'created', options.origin);
        await this.intents.close(intent.id);
        return client;
      } catch (error) {
        if (!isApiError(error) || error.effect === 'none') await this.intents.close(intent.id);
        throw error;
      }
    });
  }

  /** Creations from this origin whose fate is unknown. */
  openIntents(origin: string): Promise<Intent[]> {
    return this.intents.pending(origin);
  }

  closeIntent(id: string): Promise<void> {
    return this.intents.close(id);
  }

  /** Clients that a lost creation may have made: newer than it, and of the same name or with one of its e-mails. */
  async candidates(intent: Intent, options?: CallOptions): Promise<Client[]> {
    // Clocks differ: an hour's margin costs nothing, since name or e-mail has to fit too.
    const page = await this.list(
      {
        createdAt: { is: 'gte', at: intent.at - 3600 },
        status: ['active', 'archived', 'deleted'],
        sort: { column: 'id', direction: 'desc' },
        perPage: 100,
      },
      options,
    );
    const emails = new Set(intent.emails.map((email) => email.toLowerCase()));
    return page.rows.filter(
      (client) =>
        (intent.name !== '' && client.name.trim() === intent.name.trim()) ||
        client.contacts.some(({ email }) => emails.has(email.trim().toLowerCase())),
    );
  }

  /** Custom-field labels, currency and the like; asked once. */
  async company(options?: CallOptions): Promise<Company> {
    return (this.companyAnswer ??= await (await this.api()).currentCompany(options));
  }

  /** Lookup tables; asked once. */
  async statics(options?: CallOptions): Promise<Statics> {
    return (this.staticsAnswer ??= await (await this.api()).statics(options));
  }

  /** Rows of a table whose ids stand in clients, by name; asked once, and again after a failure. */
  lookup(table: Lookup): Promise<readonly LookupRow[]> {
    let rows = this.tables.get(table);
    if (rows === undefined) {
      rows = this.readLookup(table);
      this.tables.set(table, rows);
      rows.catch(() => this.tables.delete(table));
    }
    return rows;
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

  private async readLookup(table: Lookup): Promise<readonly LookupRow[]> {
    const call = { priority: 'background' } as const;
    switch (table) {
      case 'group':
        return (await this.api()).groups(call);
      case 'user': {
        const users = await (await this.api()).users(call);
        return users.map((user) => ({
          id: user.id,
          name: `${user.first_name} ${user.last_name}`.trim() || user.email,
        }));
      }
      case 'country':
        return (await this.statics(call)).countries;
      case 'currency':
        return (await this.statics(call)).currencies;
      case 'language':
        return (await this.statics(call)).languages;
      case 'industry':
        return (await this.statics(call)).industries;
      case 'size':
        return (await this.statics(call)).sizes;
    }
  }

  /** `ofClient`: whether a missing record means that the client is gone, and not something of it. */
  private write<T>(id: Id, work: (api: InvoiceNinjaApi) => Promise<T>, ofClient = true): Promise<T> {
    return this.queue.run(id, async () => {
      try {
        return await work(await this.api());
      } catch (error) {
        if (ofClient && isApiError(error, 'notFound')) this.forget(id, 'write');
        throw error;
      }
    });
  }

  private wrote(client: Client, keep = true): void {
    if (keep) this.known.set(client.id, client);
    this.lastWrite.set(client.id, ++this.writes);
  }

  private remember(rows: readonly Client[], origin: string, since: number): void {
    const changed: Id[] = [];
    for (const row of rows) {
      if ((this.lastWrite.get(row.id) ?? 0) > since) continue;
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

  /** After a write that ended a record: told even if nobody had read it. */
  private lose(id: Id, origin: string, into?: Id): void {
    this.known.delete(id);
    this.lastWrite.set(id, ++this.writes);
    this.tell([id], 'gone', origin, into);
  }

  private tell(ids: readonly Id[], kind: ClientChange['kind'], origin: string, into?: Id): void {
    const change = { accountId: this.account.id, ids, kind, origin };
    if (!this.closed) this.changes.fire(into === undefined ? change : { ...change, into });
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
