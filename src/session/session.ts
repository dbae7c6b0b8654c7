import type {
  BulkRequest,
  CallOptions,
  InvoiceNinjaApi,
  Password,
  Progress,
  UpdateResult,
  UploadFile,
  WalkOptions,
  WalkPage,
} from '../api/api';
import { isApiError } from '../api/errors';
import type { ClientQuery } from '../api/query/clientQuery';
import type { Client, ClientBody, ClientDocument, Id, Page } from '../api/types';
import type { Account } from './account';
import { ClientCache, type CachedClients, type ClientChange } from './clientCache';
import { CompanyData } from './companyData';
import { Connection } from './connection';
import type { DeniedPermissionStorage } from './deniedPermissions';
import { Permissions } from './permissions';
import { Creations, type CreationFingerprint, type UnresolvedCreations } from './writes/creations';
import type { IntentStore } from './writes/intents';
import { OrderedWrites } from './writes/orderedWrites';

/** How the cache's event names a bulk action. The server's answer to `clone` does not contain the ids of the copies. */
const bulkKinds = {
  archive: 'archived',
  restore: 'restored',
  delete: 'deleted',
  assign_group: 'updated',
  bulk_update: 'updated',
  clone: 'created',
} as const satisfies Record<BulkRequest['action'], ClientChange['kind']>;

/** A list is read at most so many times because writes ended while it was being read. */
const maxTurns = 3;

/** Options of a write. `origin` names who writes: listeners of `onDidChange` ignore their own work by it. */
type WriteOptions = CallOptions & { origin: string };

/** `beforeSending` runs when all earlier writes have ended, to check once more; if it fails, nothing is sent. */
type PurgeOrMergeOptions = WriteOptions & { beforeSending?: () => Promise<void> };

/**
 * Everything that features do with one account while it is signed in. There is one session per account; signing in again
 * replaces it.
 *
 * - Reads (`list`, `get`) fill the cache; an answer during which a write ended is dropped, and the question is asked again.
 *   Writes go to the server one after another per client, update the cache and fire
 *   `onDidChange`. Nothing else writes to the server, so features learn of each other's work by that event alone.
 * - `clients`, `companyData` and `permissions` answer from memory what was read or learned before.
 * - `creations` are those whose answer was lost.
 * - `api()` is for calls that neither write nor belong in the cache, e.g. downloads.
 *
 * All methods that send something reject with `ApiError`.
 */
export class Session {
  private readonly connection: Connection;
  private readonly cache: ClientCache;
  private readonly creating: Creations;
  private readonly writes: OrderedWrites;
  private currentAccount: Account;

  /** Cached clients. */
  readonly clients: CachedClients;
  /** Company, lookup tables, groups and users. */
  readonly companyData: CompanyData;
  /** What the user may do, as far as the server has told. */
  readonly permissions: Permissions;
  /** Creations with an unknown outcome. */
  readonly creations: UnresolvedCreations;
  /** Fires once per write, and when a read returns another version of a cached client. */
  readonly onDidChange: ClientCache['onDidChange'];
  /** Fires when the server no longer accepts the token. */
  readonly onDidRejectToken: Connection['onDidRejectToken'];

  /** @param connect creates the API client; called on first use only */
  constructor(
    account: Account,
    connect: () => Promise<InvoiceNinjaApi>,
    intents: IntentStore,
    deniedPermissions?: DeniedPermissionStorage,
  ) {
    this.currentAccount = account;
    this.connection = new Connection(connect, () => this.currentAccount);
    this.onDidRejectToken = this.connection.onDidRejectToken;
    this.cache = new ClientCache(account.id);
    this.clients = this.cache;
    this.onDidChange = this.cache.onDidChange;
    this.companyData = new CompanyData(() => this.api());
    this.permissions = new Permissions(deniedPermissions);
    this.creating = new Creations(intents, (query, options) => this.list(query, options));
    this.creations = this.creating;
    this.writes = new OrderedWrites(() => this.api(), this.cache, this.permissions);
  }

  get account(): Account {
    return this.currentAccount;
  }

  /** The account was renamed, colored, or made read-only or writable. */
  updateAccount(account: Account): void {
    this.currentAccount = account;
  }

  /** The API client, connected on first use. Rejects after `close`. */
  api(): Promise<InvoiceNinjaApi> {
    return this.connection.api();
  }

  /** One page of a query. */
  async list(query: ClientQuery, options?: CallOptions): Promise<Page<Client>> {
    for (let turn = 1; ; turn++) {
      const start = this.cache.startRead();
      const page = await (await this.api()).listClients(query, options);
      const ids = page.rows.map(({ id }) => id);
      // A long bulk action ends one write after another: then the rows are shown, but not taken for the newest.
      if (turn < maxTurns && this.cache.isLate(ids, start)) continue;
      this.cache.addRead(page.rows, 'list', start);
      return page;
    }
  }

  /** All pages of a query, for counting and comparing. Nothing of it is cached. */
  async *walk(query: ClientQuery, options?: WalkOptions): AsyncIterable<WalkPage> {
    yield* (await this.api()).walkClients(query, options);
  }

  /** The server's version of a client. */
  async get(id: Id, options?: CallOptions & { origin?: string }): Promise<Client> {
    const origin = options?.origin ?? 'get';
    for (;;) {
      const start = this.cache.startRead();
      try {
        const client = await (await this.api()).getClient(id, options);
        if (this.cache.isLate([id], start)) continue;
        this.cache.addRead([client], origin, start);
        return client;
      } catch (error) {
        if (isApiError(error, 'notFound')) this.cache.removeMissing(id, origin);
        throw error;
      }
    }
  }

  /**
   * Sends an update after all earlier writes to the client have ended. `body` is called then, so that it can take their
   * results into account; if it returns undefined, nothing is sent.
   */
  update(
    id: Id,
    body: () => Promise<ClientBody | undefined>,
    options: WriteOptions,
  ): Promise<UpdateResult | undefined> {
    return this.writes.toClient(id, async (api) => {
      const sent = await body();
      if (sent === undefined) return undefined;
      const result = await api.updateClient(id, sent, options);
      this.cache.addWritten(result.client);
      this.cache.fire([id], 'updated', options.origin);
      return result;
    });
  }

  /** Restores a deleted or archived client. */
  restore(id: Id, options: WriteOptions): Promise<Client | undefined> {
    return this.writes.toClient(id, async (api) => {
      const rows = await api.bulkClients({ action: 'restore', ids: [id] }, options);
      const client = rows.find((row) => row.id === id);
      if (client === undefined) this.cache.noteWrite([id]);
      else this.cache.addWritten(client);
      this.cache.fire([id], 'restored', options.origin);
      return client;
    });
  }

  /** One action on many clients, after all earlier writes to any of them. Returns the clients as the server has them now. */
  bulk(request: BulkRequest, options: WriteOptions): Promise<Client[]> {
    return this.writes.toAll(request.ids, async (api) => {
      const rows = await api.bulkClients(request, options);
      // Only clients that were cached before: there may be thousands.
      for (const row of rows) this.cache.addWritten(row, this.cache.get(row.id) !== undefined);
      this.cache.noteWrite(request.ids);
      const changed = request.action === 'clone' ? [] : request.ids;
      this.cache.fire(changed, bulkKinds[request.action], options.origin);
      return rows;
    });
  }

  /** Deletes a client and all of its records permanently. */
  purge(id: Id, password: Password, { beforeSending, ...options }: PurgeOrMergeOptions): Promise<void> {
    const send = async (api: InvoiceNinjaApi) => {
      await api.purgeClient(id, password, options);
      this.cache.removeWritten(id, options.origin);
    };
    return this.writes.purgeOrMerge([id], send, beforeSending);
  }

  /** Moves the records of `loser` to `survivor` and deletes `loser` permanently. Returns the survivor. */
  merge(
    survivor: Id,
    loser: Id,
    password: Password,
    { beforeSending, ...options }: PurgeOrMergeOptions,
  ): Promise<Client> {
    const send = async (api: InvoiceNinjaApi) => {
      const client = await api.mergeClients(survivor, loser, password, options);
      this.cache.addWritten(client);
      this.cache.fire([survivor], 'updated', options.origin);
      this.cache.removeWritten(loser, options.origin, survivor);
      return client;
    };
    return this.writes.purgeOrMerge([survivor, loser], send, beforeSending);
  }

  /** Adds one file to a client's documents. */
  upload(
    id: Id,
    file: UploadFile,
    options: WriteOptions & { isPublic?: boolean; onProgress?: Progress },
  ): Promise<Client> {
    return this.writes.toClient(id, async (api) => {
      const client = await api.uploadDocument(id, file, options);
      this.cache.addWritten(client);
      this.cache.fire([id], 'updated', options.origin);
      return client;
    });
  }

  /** Renames a document of a client or changes its visibility. */
  updateDocument(
    id: Id,
    documentId: Id,
    change: { name?: string; is_public?: boolean },
    options: WriteOptions,
  ): Promise<ClientDocument> {
    return this.toDocument(id, (api) => api.updateDocument(documentId, change, options));
  }

  /** Deletes a document of a client permanently. */
  deleteDocument(id: Id, documentId: Id, password: Password, options: WriteOptions): Promise<void> {
    return this.toDocument(id, (api) => api.deleteDocument(documentId, password, options));
  }

  /**
   * Creates a client. If the answer is lost, `creations.unresolved` with the same origin returns the creation. `onCreated`
   * runs before that ends, so that a crash finds the creation either there or in what the caller has kept.
   */
  create(
    body: ClientBody,
    fingerprint: CreationFingerprint,
    { onCreated, ...options }: WriteOptions & { onCreated?: (client: Client) => Promise<void> },
  ): Promise<Client> {
    return this.writes.keyed(options.origin, (api) =>
      this.creating.run(this.account.id, fingerprint, options.origin, async () => {
        const client = await api.createClient(body, options);
        this.cache.addWritten(client);
        await onCreated?.(client);
        this.cache.fire([client.id], 'created', options.origin);
        return client;
      }),
    );
  }

  /** Aborts all calls in flight; later ones are rejected, and no event fires any more. */
  async close(): Promise<void> {
    this.cache.close();
    this.permissions.close();
    await this.connection.close();
  }

  /** A write to a document of a client, whose record embeds it. */
  private toDocument<T>(id: Id, work: (api: InvoiceNinjaApi) => Promise<T>): Promise<T> {
    return this.writes.toAll([id], async (api) => {
      const result = await work(api);
      this.cache.noteWrite([id]);
      return result;
    });
  }
}
