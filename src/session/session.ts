import type {
  BulkRequest,
  CallOptions,
  InvoiceNinjaApi,
  Password,
  Progress,
  UpdateResult,
  UploadFile,
  WalkPage,
  WalkOptions,
} from '../api/api';
import type { ClientQuery } from '../api/query/clientQuery';
import { isApiError } from '../api/errors';
import type { Client, ClientBody, ClientDocument, Company, Id, Page, StaticRow, Statics } from '../api/types';
import type { Lookup } from '../records/fields/field';
import type { Account } from './account';
import { CompanyData, type LookupRow } from './companyData';
import { Connection } from './connection';
import { candidateQuery, candidatesIn, Creations, type CreationFingerprint } from './writes/creations';
import type { Intent, IntentStore } from './writes/intents';
import { ClientCache, type ClientChange } from './clientCache';
import { OrderedWrites } from './writes/orderedWrites';
import type { DeniedPermissionStore } from './deniedPermissions';
import { Permissions } from './permissions';

/** What bulk actions do to the clients they were asked for. The ids of copies are not in the server's answer. */
const bulkKinds = {
  archive: 'archived',
  restore: 'restored',
  delete: 'deleted',
  assign_group: 'updated',
  bulk_update: 'updated',
  clone: 'created',
} as const satisfies Record<BulkRequest['action'], ClientChange['kind']>;

/** `first` looks once more, in the write's turn, at what it is about; where it fails nothing is sent. */
type PurgeOrMergeOptions = CallOptions & { origin: string; beforeSending?: () => Promise<void> };

/**
 * One account at work: the API client, what was read through it, and the order of writes.
 * It alone caches, and all writes pass through it, one after another per client.
 */
export class Session {
  private readonly connection: Connection;
  private readonly known: ClientCache;
  private readonly creations: Creations;
  private readonly about = new CompanyData(() => this.api());
  private readonly writes: OrderedWrites;

  readonly permissions: Permissions;
  readonly onDidChange: ClientCache['onDidChange'];
  readonly onDidRejectToken: Connection['onDidRejectToken'];

  /** `connect` is called on first use only. */
  constructor(
    private described: Account,
    connect: () => Promise<InvoiceNinjaApi>,
    intents: IntentStore,
    refusals?: DeniedPermissionStore,
  ) {
    this.connection = new Connection(connect, () => this.described);
    this.onDidRejectToken = this.connection.onDidRejectToken;
    this.permissions = new Permissions(refusals);
    this.creations = new Creations(intents);
    this.known = new ClientCache(described.id);
    this.onDidChange = this.known.onDidChange;
    this.writes = new OrderedWrites(() => this.api(), this.known, this.permissions);
  }

  get account(): Account {
    return this.described;
  }

  /** The account was renamed, marked, or set to read-only or back. */
  updateAccount(account: Account): void {
    this.described = account;
  }

  /** The API client; see `Connection`. */
  api(): Promise<InvoiceNinjaApi> {
    return this.connection.api();
  }

  /** The last version of a client that any read or write brought. */
  seen(id: Id): Client | undefined {
    return this.known.get(id);
  }

  /** The newest version known of a client that a list brought; undefined where it is gone meanwhile. */
  newest(row: Client): Client | undefined {
    return this.known.newest(row);
  }

  /** Ids of all clients and contacts that any read or write brought. */
  *seenIds(): Iterable<Id> {
    for (const client of this.known.all()) {
      yield client.id;
      for (const contact of client.contacts) yield contact.id;
    }
  }

  async list(query: ClientQuery, options?: CallOptions): Promise<Page<Client>> {
    const since = this.known.now();
    const page = await (await this.api()).listClients(query, options);
    this.known.read(page.rows, 'list', since);
    return page;
  }

  async get(id: Id, options?: CallOptions & { origin?: string }): Promise<Client> {
    const since = this.known.now();
    try {
      const client = await (await this.api()).getClient(id, options);
      this.known.read([client], options?.origin ?? 'get', since);
      return client;
    } catch (error) {
      if (isApiError(error, 'notFound')) this.known.missing(id, options?.origin ?? 'get');
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
    return this.writes.toClient(id, async (api) => {
      const sent = await body();
      if (sent === undefined) return undefined;
      const result = await api.updateClient(id, sent, options);
      this.known.wrote(result.client);
      this.known.tell([id], 'updated', options.origin);
      return result;
    });
  }

  /** Brings a deleted or archived client back. */
  restore(id: Id, options: CallOptions & { origin: string }): Promise<Client | undefined> {
    return this.writes.toClient(id, async (api) => {
      const rows = await api.bulkClients({ action: 'restore', ids: [id] }, options);
      const client = rows.find((row) => row.id === id);
      if (client !== undefined) this.known.wrote(client);
      this.known.tell([id], 'restored', options.origin);
      return client;
    });
  }

  /** All pages of a query, for counting and comparing: nothing of it is kept. */
  async *walk(query: ClientQuery, options?: WalkOptions): AsyncIterable<WalkPage> {
    yield* (await this.api()).walkClients(query, options);
  }

  /** One action on many clients, after every earlier write to any of them. The rows are as the server left them. */
  bulk(request: BulkRequest, options: CallOptions & { origin: string }): Promise<Client[]> {
    return this.writes.toAll(request.ids, async (api) => {
      const rows = await api.bulkClients(request, options);
      // Rows of clients that nobody reads are not kept: there may be thousands.
      for (const row of rows) this.known.wrote(row, this.known.get(row.id) !== undefined);
      this.known.tell(
        request.action === 'clone' ? [] : request.ids,
        bulkKinds[request.action],
        options.origin,
      );
      return rows;
    });
  }

  /** Removes a client for good. */
  purge(
    id: Id,
    password: Password,
    { beforeSending: first, ...options }: PurgeOrMergeOptions,
  ): Promise<void> {
    const work = async (api: InvoiceNinjaApi) => {
      await api.purgeClient(id, password, options);
      this.known.ended(id, options.origin);
    };
    return this.writes.purgeOrMerge([id], work, first);
  }

  /** Moves everything of the loser to the survivor; the loser is gone for good. */
  merge(
    survivor: Id,
    loser: Id,
    password: Password,
    { beforeSending: first, ...options }: PurgeOrMergeOptions,
  ): Promise<Client> {
    const work = async (api: InvoiceNinjaApi) => {
      const client = await api.mergeClients(survivor, loser, password, options);
      this.known.wrote(client);
      this.known.tell([survivor], 'updated', options.origin);
      this.known.ended(loser, options.origin, survivor);
      return client;
    };
    return this.writes.purgeOrMerge([survivor, loser], work, first);
  }

  /** Adds one file to a client's documents. */
  upload(
    id: Id,
    file: UploadFile,
    options: CallOptions & { origin: string; isPublic?: boolean; onProgress?: Progress },
  ): Promise<Client> {
    return this.writes.toClient(id, async (api) => {
      const client = await api.uploadDocument(id, file, options);
      this.known.wrote(client);
      this.known.tell([id], 'updated', options.origin);
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
    return this.writes.keyed(id, (api) => api.updateDocument(documentId, change, options));
  }

  /** Removes a document of a client for good. */
  deleteDocument(
    id: Id,
    documentId: Id,
    password: Password,
    options: CallOptions & { origin: string },
  ): Promise<void> {
    return this.writes.keyed(id, (api) => api.deleteDocument(documentId, password, options));
  }

  /**
   * Creates a client, once: an intent is on disk before the POST and goes when its fate is known. After a lost answer it
   * stays, and `openIntents` with the same origin finds it.
   */
  create(
    body: ClientBody,
    wish: CreationFingerprint,
    options: CallOptions & { origin: string },
  ): Promise<Client> {
    return this.writes.keyed(options.origin, (api) =>
      this.creations.run(this.account.id, wish, options.origin, async () => {
        const client = await api.createClient(body, options);
        this.known.wrote(client);
        this.known.tell([client.id], 'created', options.origin);
        return client;
      }),
    );
  }

  /** Creations from this origin whose fate is unknown. */
  openIntents(origin: string): Promise<Intent[]> {
    return this.creations.open(origin);
  }

  closeIntent(id: string): Promise<void> {
    return this.creations.close(id);
  }

  /** Clients that a lost creation may have made: newer than it, and of the same name or with one of its contacts. */
  async candidates(intent: Intent, options?: CallOptions): Promise<Client[]> {
    return candidatesIn(intent, await this.list(candidateQuery(intent), options));
  }

  /** Custom-field labels, currency and the like; asked once. */
  company(options?: CallOptions): Promise<Company> {
    return this.about.company(options);
  }

  /** Lookup tables; asked once. */
  statics(options?: CallOptions): Promise<Statics> {
    return this.about.statics(options);
  }

  /** Rows of a table whose ids stand in clients, by name; asked once, and again after a failure. */
  lookup(table: Lookup): Promise<readonly LookupRow[]> {
    return this.about.lookup(table);
  }

  /** The company, if it was asked for; no request. */
  get knownCompany(): Company | undefined {
    return this.about.knownCompany;
  }

  /** The row of a client's currency, its own or the company's, as far as both were asked for; no request. */
  currencyOf(client: Client): StaticRow | undefined {
    return this.about.currencyOf(client);
  }

  async close(): Promise<void> {
    this.known.close();
    this.permissions.close();
    await this.connection.close();
  }
}
