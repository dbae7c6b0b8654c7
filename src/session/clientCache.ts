import type { Client, Id } from '../api/types';
import { Emitter } from './emitter';

/** A change of clients, fired once per write or discovery. It is the only way features learn of each other's work. */
export interface ClientChange {
  readonly accountId: string;
  readonly ids: readonly Id[];
  /** `seen`: a read returned another version than the cached one. `gone`: the server no longer has the record. */
  readonly kind: 'seen' | 'created' | 'updated' | 'archived' | 'restored' | 'deleted' | 'gone';
  /** What caused it, so that a listener can ignore its own work. */
  readonly origin: string;
  /** With `gone` after a merge: the client that has the records now. */
  readonly into?: Id;
}

/** The cache as everyone but the session sees it: nothing of it sends a request. */
export interface CachedClients {
  /** The newest version of a client that a read or write returned. */
  get(id: Id): Client | undefined;
  /**
   * The newest version of a row of a list: the cached one, else the row itself, as a write to many clients does not cache
   * all of them; undefined for a client that was purged or merged.
   */
  newest(row: Client): Client | undefined;
  /** Ids of all cached clients and their contacts. */
  ids(): Iterable<Id>;
}

/** The newest version of each client that a read or write of one account returned, and the event of their changes. */
export class ClientCache implements CachedClients {
  private readonly clients = new Map<Id, Client>();
  private readonly changes = new Emitter<ClientChange>();
  /** Counts writes. A read that began before a write must not put the older record back. */
  private writes = 0;
  private readonly lastWrite = new Map<Id, number>();
  /** Clients that were purged or merged into another. A read that began before must not bring them back. */
  private readonly removed = new Set<Id>();
  private isClosed = false;

  readonly onDidChange = this.changes.event;

  constructor(private readonly accountId: string) {}

  get(id: Id): Client | undefined {
    return this.clients.get(id);
  }

  newest(row: Client): Client | undefined {
    return this.clients.get(row.id) ?? (this.removed.has(row.id) ? undefined : row);
  }

  *ids(): Iterable<Id> {
    for (const client of this.clients.values()) {
      yield client.id;
      for (const contact of client.contacts) yield contact.id;
    }
  }

  /** Token for `isLate`: tells the writes that ended before a read began from later ones. */
  startRead(): number {
    return this.writes;
  }

  /** Whether a write to one of the clients has ended since a read began: its answer may be older than that write. */
  isLate(ids: readonly Id[], start: number): boolean {
    return ids.some((id) => (this.lastWrite.get(id) ?? 0) > start);
  }

  /** Adds the rows of a read that began at `start`, except late ones. Fires `seen` for changed versions. */
  addRead(rows: readonly Client[], origin: string, start: number): void {
    if (this.isClosed) return;
    const changed: Id[] = [];
    for (const row of rows) {
      if (this.isLate([row.id], start)) continue;
      const before = this.clients.get(row.id);
      if (before !== undefined && isSameVersion(before, row)) continue;
      this.clients.set(row.id, row);
      this.removed.delete(row.id);
      if (before !== undefined) changed.push(row.id);
    }
    if (changed.length > 0) this.fire(changed, 'seen', origin);
  }

  /** Adds a client as a write left it. With `keep` false only the time of the write is noted. Fires nothing. */
  addWritten(client: Client, keep = true): void {
    if (keep && !this.isClosed) this.clients.set(client.id, client);
    this.noteWrite([client.id]);
  }

  /** A write to these clients has ended, done or not: the answer to a read that began before may be older. */
  noteWrite(ids: readonly Id[]): void {
    this.writes++;
    for (const id of ids) this.lastWrite.set(id, this.writes);
  }

  /** The server answered that it does not have the client. Fires `gone` if it was cached. */
  removeMissing(id: Id, origin: string): void {
    if (this.clients.delete(id)) this.fire([id], 'gone', origin);
  }

  /** A purge or merge removed the client. Fires `gone` even if it was not cached. */
  removeWritten(id: Id, origin: string, into?: Id): void {
    this.clients.delete(id);
    this.removed.add(id);
    this.noteWrite([id]);
    this.fire([id], 'gone', origin, into);
  }

  fire(ids: readonly Id[], kind: ClientChange['kind'], origin: string, into?: Id): void {
    const change = { accountId: this.accountId, ids, kind, origin };
    if (!this.isClosed) this.changes.fire(into === undefined ? change : { ...change, into });
  }

  /** Fires nothing from now on, and lets go of all clients and listeners: code that still holds the session keeps no data. */
  close(): void {
    this.isClosed = true;
    this.clients.clear();
    this.lastWrite.clear();
    this.removed.clear();
    this.changes.clear();
  }
}

/**
 * Whether two answers are the same version, going by the keys that both have: a list may leave out what a single read
 * embeds. `updated_at` alone is not enough, as it counts whole seconds.
 */
export function isSameVersion(a: Client, b: Client): boolean {
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
