import type { Client, Id } from '../api/types';
import { Emitter } from './emitter';

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

/** The clients that an account's reads and writes brought, each in its newest version, and the changes told of them. */
export class ClientCache {
  private readonly clients = new Map<Id, Client>();
  private readonly changes = new Emitter<ClientChange>();
  /** Counts ended writes, so that a read which began before one cannot bring the older record back. */
  private writes = 0;
  private readonly lastWrite = new Map<Id, number>();
  /** Purged, or merged into another: a read that began before must not bring them back. */
  private readonly over = new Set<Id>();
  private silent = false;

  readonly onDidChange = this.changes.event;

  constructor(private readonly accountId: string) {}

  /** A mark of this moment, for the read that begins now. */
  now(): number {
    return this.writes;
  }

  get(id: Id): Client | undefined {
    return this.clients.get(id);
  }

  /** The newest version of a row that a list brought; the row itself where a write to very many kept none; undefined for one that is gone. */
  newest(row: Client): Client | undefined {
    return this.clients.get(row.id) ?? (this.over.has(row.id) ? undefined : row);
  }

  all(): Iterable<Client> {
    return this.clients.values();
  }

  /** What a read brought that began at `since`. Tells of the versions that are new. */
  read(rows: readonly Client[], origin: string, since: number): void {
    const changed: Id[] = [];
    for (const row of rows) {
      if ((this.lastWrite.get(row.id) ?? 0) > since) continue;
      const before = this.clients.get(row.id);
      if (before !== undefined && sameVersion(before, row)) continue;
      this.clients.set(row.id, row);
      this.over.delete(row.id);
      if (before !== undefined) changed.push(row.id);
    }
    if (changed.length > 0) this.tell(changed, 'seen', origin);
  }

  /** What a write left on the server. Without `keep` only the time is noted. */
  wrote(client: Client, keep = true): void {
    if (keep) this.clients.set(client.id, client);
    this.lastWrite.set(client.id, ++this.writes);
  }

  /** The server does not have it: told if it was known. */
  missing(id: Id, origin: string): void {
    if (this.clients.delete(id)) this.tell([id], 'gone', origin);
  }

  /** A write ended it for good: told even if nobody had read it. */
  ended(id: Id, origin: string, into?: Id): void {
    this.clients.delete(id);
    this.over.add(id);
    this.lastWrite.set(id, ++this.writes);
    this.tell([id], 'gone', origin, into);
  }

  tell(ids: readonly Id[], kind: ClientChange['kind'], origin: string, into?: Id): void {
    const change = { accountId: this.accountId, ids, kind, origin };
    if (!this.silent) this.changes.fire(into === undefined ? change : { ...change, into });
  }

  /** Nothing is told from now on. */
  close(): void {
    this.silent = true;
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
