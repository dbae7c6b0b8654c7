import type { ApiError } from './errors';
import type { ClientInclude, ClientQuery } from './query/clientQuery';
import type {
  Activity,
  Client,
  ClientBody,
  ClientDocument,
  Company,
  Group,
  Id,
  Page,
  RelatedKind,
  Statics,
  User,
} from './types';

export interface CallOptions {
  signal?: AbortSignal;
  /** `background` yields to what the user is waiting for. Default `user`. */
  priority?: 'user' | 'background';
}

/** One request as the log may know it: no query values, bodies, tokens or names. */
export interface RequestLog {
  /** Counts up over the account's life. */
  number: number;
  method: string;
  /** Path with ids replaced, e.g. `/clients/{id}/purge`. */
  route: string;
  /** HTTP status, or undefined when there was no answer. */
  status: number | undefined;
  milliseconds: number;
  bytesSent: number;
  bytesReceived: number;
  /** First try is 1. */
  attempt: number;
  /** Meaning of the failure, if any. */
  failure?: string;
}

/** Proxy and certificates as the user configured VS Code (`http.*` settings) and this extension. */
export interface NetworkOptions {
  /** `http.proxy`; empty falls back to the environment. */
  proxy?: string;
  /** `http.noProxy`, host patterns. */
  noProxy?: string[];
  /** `http.proxyStrictSSL`: whether the proxy's own certificate is verified. */
  proxyStrictTls?: boolean;
  /** `http.systemCertificates`. */
  systemCertificates?: boolean;
  /** PEM text of further authorities. */
  extraCa?: string;
  /** Accept any certificate of this server. Never a default; the caller shows a warning. */
  allowUnverifiedTls?: boolean;
  /** Environment to read `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` from. */
  env?: Record<string, string | undefined>;
}

export interface ApiOptions {
  /** Normalised address without `/api/v1`, see `normalizeAddress`. */
  address: string;
  token: string;
  /** E.g. `invoice-ninja-clients/1.0.0 VSCode/1.110.0`. */
  userAgent: string;
  /** Requests in flight at once. Default 4. */
  concurrency?: number;
  network?: NetworkOptions;
  /** Milliseconds. Defaults: connect 10 000, headers 60 000, body 60 000 without a byte. */
  timeouts?: { connect?: number; headers?: number; body?: number };
  /** Bytes of a JSON answer that are read at most. Default 64 MiB. */
  maxResponseBytes?: number;
  log?: (entry: RequestLog) => void;
  /** Called when the account has to pause after 429, with the milliseconds. */
  onPause?: (milliseconds: number) => void;
}

/** The password of the token's user for a protected route; undefined relies on the server remembering it (or on single sign-on). */
export type Password = string | undefined;

export type BulkRequest =
  | { action: 'archive' | 'restore' | 'delete' | 'clone'; ids: Id[] }
  | { action: 'assign_group'; ids: Id[]; groupId: Id }
  | { action: 'bulk_update'; ids: Id[]; column: string; value: string };

/** A file to send. `open` may be called once; it streams so that memory stays flat. */
export interface UploadFile {
  name: string;
  /** Bytes, exact. */
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** Where a download goes. Back-pressure: the next chunk comes only after the promise. */
export type Sink = (chunk: Uint8Array) => Promise<void>;

export type Progress = (bytesDone: number, bytesTotal: number | undefined) => void;

export interface WalkOptions extends CallOptions {
  /** Rows a request. */
  pageSize?: number;
  /** How many rows there were lately: so many pages are read ahead from the start, not only after the first answer. */
  expected?: number;
}

export interface WalkPage {
  rows: Client[];
  /** Rows so far, without duplicates. */
  rowsSoFar: number;
  total: number;
  /** The total changed since the walk began: rows may have been missed. */
  changedDuringWalk: boolean;
}

export interface UpdateResult {
  client: Client;
  /** `readBack`: the answer was lost and a later GET showed that the change is there. */
  confirmedBy: 'answer' | 'readBack';
}

/** One account's view of an Invoice Ninja server. All failures are `ApiError`s. */
export interface InvoiceNinjaApi {
  readonly address: string;
  /** `X-APP-VERSION` of the newest answer. */
  readonly serverVersion: string | undefined;

  ping(options?: CallOptions): Promise<{ companyName: string; userName: string }>;
  health(options?: CallOptions): Promise<Record<string, unknown>>;
  statics(options?: CallOptions): Promise<Statics>;
  currentCompany(options?: CallOptions): Promise<Company>;

  /** Whether the server's version surely does not know a condition, whatever its value. Asks nothing. */
  isUnsupported(condition: keyof ClientQuery): boolean;
  /** Why the server's version, as far as it is known, cannot answer a query. Asks nothing. */
  whyUnsupported(query: ClientQuery): ApiError | undefined;
  listClients(query: ClientQuery, options?: CallOptions): Promise<Page<Client>>;
  /** All pages of a query in `id` order, with bounded read-ahead. */
  walkClients(query: ClientQuery, options?: WalkOptions): AsyncIterable<WalkPage>;
  getClient(id: Id, options?: CallOptions & { include?: ClientInclude[] }): Promise<Client>;
  blankClient(options?: CallOptions): Promise<Client>;
  /** Never repeated. A lost answer is an error with `effect: "unknown"`. */
  createClient(body: ClientBody, options?: CallOptions): Promise<Client>;
  /**
   * `body` must hold the complete `settings` (the server would reset them otherwise: `unsupported`); `documents` is left out.
   * A lost answer is looked up with a GET: either a result `readBack`, or an error that says what is known.
   */
  updateClient(id: Id, body: ClientBody, options?: CallOptions): Promise<UpdateResult>;
  deleteClient(id: Id, options?: CallOptions): Promise<Client>;
  /** Asks for all rows of the reply (the server pages it at 20 otherwise). */
  bulkClients(request: BulkRequest, options?: CallOptions): Promise<Client[]>;
  purgeClient(id: Id, password: Password, options?: CallOptions): Promise<void>;
  /** The loser's records move to the survivor; the loser is gone for good. */
  mergeClients(survivor: Id, loser: Id, password: Password, options?: CallOptions): Promise<Client>;

  /** One file per request. Fails when the answer shows that nothing was stored. */
  uploadDocument(
    clientId: Id,
    file: UploadFile,
    options?: CallOptions & { isPublic?: boolean; onProgress?: Progress },
  ): Promise<Client>;
  listDocuments(
    clientId: Id,
    options?: CallOptions & { page?: number; perPage?: number },
  ): Promise<Page<ClientDocument>>;
  /** Returns the bytes written to the sink. An error of the sink itself comes through as it is. */
  downloadDocument(
    documentId: Id,
    sink: Sink,
    options?: CallOptions & { onProgress?: Progress; maxBytes?: number },
  ): Promise<number>;
  updateDocument(
    documentId: Id,
    change: { name?: string; is_public?: boolean },
    options?: CallOptions,
  ): Promise<ClientDocument>;
  deleteDocument(documentId: Id, password: Password, options?: CallOptions): Promise<void>;

  activities(clientId: Id, options?: CallOptions): Promise<Activity[]>;
  groups(options?: CallOptions): Promise<Group[]>;
  users(options?: CallOptions): Promise<User[]>;
  /** How many records of a kind the client has; undefined when this token may not see them. */
  relatedCount(clientId: Id, kind: RelatedKind, options?: CallOptions): Promise<number | undefined>;

  /** Aborts what is under way and closes all connections. */
  close(): Promise<void>;
}

/** Shape of the lazily loaded HTTP bundle (`dist/api.js`). */
export interface HttpBundle {
  createApi(options: ApiOptions): InvoiceNinjaApi;
}
