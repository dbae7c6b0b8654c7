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

/** Options of every call. */
export interface CallOptions {
  /** Cancels the call: it fails with the kind `canceled`. */
  signal?: AbortSignal;
  /** `background` yields to what the user is waiting for. Default `user`. */
  priority?: 'user' | 'background';
}

/** One request for the log: without query values, bodies, tokens and names. */
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
  /** Kind of the failure, if any. */
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
  /** PEM text of additional CA certificates. */
  extraCa?: string;
  /** Accept any certificate of this server. Only if the user insists; the caller shows a warning. */
  allowUnverifiedTls?: boolean;
  /** Environment to read `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY` from. */
  env?: Record<string, string | undefined>;
}

/** How to reach a server. */
export interface ApiOptions {
  /** Normalized address without `/api/v1`, see `normalizeAddress`. */
  address: string;
  token: string;
  /** E.g. `invoice-ninja-clients/1.0.0 VSCode/1.110.0`. */
  userAgent: string;
  /** Requests in flight at once. Default 4. */
  concurrency?: number;
  network?: NetworkOptions;
  /** Milliseconds. Defaults: connect 10 000, headers 60 000, body 60 000 without a byte. */
  timeouts?: { connect?: number; headers?: number; body?: number };
  /** Maximum size of a JSON answer in bytes. Default 64 MiB. */
  maxResponseBytes?: number;
  log?: (entry: RequestLog) => void;
  /** Called when the account has to pause after a 429. */
  onPause?: (milliseconds: number) => void;
}

/** The password of the token's user for a protected route; undefined relies on the server remembering it (or on single sign-on). */
export type Password = string | undefined;

/** One action on many clients (`POST /clients/bulk`). */
export type BulkRequest =
  | { action: 'archive' | 'restore' | 'delete' | 'clone'; ids: Id[] }
  | { action: 'assign_group'; ids: Id[]; groupId: Id }
  | { action: 'bulk_update'; ids: Id[]; column: string; value: string };

/** A file to send. `open` is called for every try and streams the file from its start. */
export interface UploadFile {
  name: string;
  /** Bytes, exact. */
  size: number;
  open(): AsyncIterable<Uint8Array>;
}

/** Receives a download. The next chunk only comes after the promise has resolved (back-pressure). */
export type Sink = (chunk: Uint8Array) => Promise<void>;

/** Reports the progress of a transfer; the total is undefined if the server does not tell it. */
export type Progress = (bytesDone: number, bytesTotal: number | undefined) => void;

/** Options of `walkClients`. */
export interface WalkOptions extends CallOptions {
  /** Rows per request. */
  pageSize?: number;
  /** How many rows there are likely to be: lets the read-ahead start before the first answer. */
  expected?: number;
}

/** One page of `walkClients`. */
export interface WalkPage {
  rows: Client[];
  /** Number of rows so far, without duplicates. */
  rowsSoFar: number;
  total: number;
  /** The total changed since the walk began: rows may have been missed. */
  changedDuringWalk: boolean;
}

/** The updated client and how it is known. */
export interface UpdateResult {
  client: Client;
  /** `readBack`: the answer was lost, and a later GET showed that the change was saved. */
  confirmedBy: 'answer' | 'readBack';
}

/** The calls to an Invoice Ninja server, each one route. All failures are `ApiError`s. See `callEffects.ts`. */
export interface ApiCalls {
  ping(options?: CallOptions): Promise<{ companyName: string; userName: string }>;
  statics(options?: CallOptions): Promise<Statics>;
  currentCompany(options?: CallOptions): Promise<Company>;

  listClients(query: ClientQuery, options?: CallOptions): Promise<Page<Client>>;
  /** All pages of a query in `id` order, with bounded read-ahead. */
  walkClients(query: ClientQuery, options?: WalkOptions): AsyncIterable<WalkPage>;
  getClient(id: Id, options?: CallOptions & { include?: ClientInclude[] }): Promise<Client>;
  /** The server's template of a new client; its id is `""`. */
  blankClient(options?: CallOptions): Promise<Client>;
  /** Never sent twice. A lost answer is an error with `effect: "unknown"`. */
  createClient(body: ClientBody, options?: CallOptions): Promise<Client>;
  /**
   * `body` must hold the complete `settings`, as the server would reset the missing ones (`unsupported`); `documents` in it
   * is not sent. After a lost answer the client is read again: the result is `readBack`, or the error says what is known.
   */
  updateClient(id: Id, body: ClientBody, options?: CallOptions): Promise<UpdateResult>;
  /** Returns all rows of the reply, which the server would page at 20. */
  bulkClients(request: BulkRequest, options?: CallOptions): Promise<Client[]>;
  purgeClient(id: Id, password: Password, options?: CallOptions): Promise<void>;
  /** Moves the records of `loser` to `survivor` and deletes `loser` permanently. */
  mergeClients(survivor: Id, loser: Id, password: Password, options?: CallOptions): Promise<Client>;

  /** Sends one file. Fails if the answer shows that nothing was stored. */
  uploadDocument(
    clientId: Id,
    file: UploadFile,
    options?: CallOptions & { isPublic?: boolean; onProgress?: Progress },
  ): Promise<Client>;
  listDocuments(
    clientId: Id,
    options?: CallOptions & { page?: number; perPage?: number },
  ): Promise<Page<ClientDocument>>;
  /** Returns the number of bytes written to the sink. Rejects with the sink's own error if it fails. */
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

  /** History of a client, newest first; at most 75 entries (docs/invoice-ninja-api.md §9.6). */
  activities(clientId: Id, options?: CallOptions): Promise<Activity[]>;
  groups(options?: CallOptions): Promise<Group[]>;
  users(options?: CallOptions): Promise<User[]>;
  /** How many records of a kind the client has; undefined if this user may not see them. */
  relatedCount(clientId: Id, kind: RelatedKind, options?: CallOptions): Promise<number | undefined>;
}

/** The API client of one account. */
export interface InvoiceNinjaApi extends ApiCalls {
  readonly address: string;
  /** `X-APP-VERSION` of the newest answer. */
  readonly serverVersion: string | undefined;

  /** Whether the server's version certainly lacks a condition, whatever its value. Sends nothing. */
  isUnsupported(condition: keyof ClientQuery): boolean;
  /** Why the server's version, as far as it is known, cannot answer a query. Sends nothing. */
  whyUnsupported(query: ClientQuery): ApiError | undefined;

  /** Aborts all calls in flight and closes all connections. */
  close(): Promise<void>;
}
