import type { Id } from '../api/types';
import { maxDeniedClients, readDeniedPermissions } from './deniedPermissions';
import type { DeniedPermissions, DeniedPermissionStorage } from './deniedPermissions';
import { Emitter } from './emitter';

/**
 * What the user of an account's token may do, as far as it is known. No route of the server tells it, so everything is
 * allowed until the server denies it. Permissions change: what the server allows later is allowed again, and everything
 * is forgotten after a day.
 */
export class Permissions {
  private readonly deniedClients: Set<Id>;
  private purgeAndMerge: boolean;
  /** Time of the first denial, in milliseconds. */
  private since: number | undefined;
  private readonly changes = new Emitter<void>();

  readonly onDidChange = this.changes.event;

  /** `store` keeps what is learned beyond this session. */
  constructor(
    private store?: DeniedPermissionStorage,
    private readonly now: () => number = Date.now,
  ) {
    const stored = readDeniedPermissions(store?.read(), now());
    this.deniedClients = new Set(stored?.clients);
    this.purgeAndMerge = stored?.purgeAndMergeDenied !== true;
    this.since = stored?.since;
  }

  /** False once the server denied a purge or merge, which only administrators may do. */
  get mayPurgeAndMerge(): boolean {
    return this.purgeAndMerge;
  }

  /** False for a client whose change the server denied. The user may still change clients of their own. */
  mayChange(id: Id): boolean {
    return !this.deniedClients.has(id);
  }

  /** The server did a purge or merge, or denied it. */
  learnPurgeAndMerge(allowed: boolean): void {
    if (this.purgeAndMerge === allowed) return;
    this.purgeAndMerge = allowed;
    this.changed();
  }

  /** The server denied or did changes of these clients. */
  learnChanges(denied: Iterable<Id>, done: Iterable<Id>): void {
    let isChanged = false;
    for (const id of denied) {
      isChanged ||= !this.deniedClients.has(id);
      this.deniedClients.add(id);
    }
    for (const id of done) isChanged = this.deniedClients.delete(id) || isChanged;
    if (isChanged) this.changed();
  }

  /** Stores nothing from now on: an answer that is still on its way belongs to a sign-in that has ended. */
  close(): void {
    this.store = undefined;
  }

  private changed(): void {
    const nothingDenied = this.purgeAndMerge && this.deniedClients.size === 0;
    this.since = nothingDenied ? undefined : (this.since ?? this.now());
    this.store?.write(this.since === undefined ? undefined : this.toStore(this.since));
    this.changes.fire();
  }

  private toStore(since: number): DeniedPermissions {
    const clients = [...this.deniedClients].slice(-maxDeniedClients);
    return { purgeAndMergeDenied: !this.purgeAndMerge, clients, since };
  }
}
