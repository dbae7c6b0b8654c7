import type { Id } from '../api/types';
import { Emitter } from './emitter';
import {
  maxDeniedClients,
  readDeniedPermissions,
  type DeniedPermissions,
  type DeniedPermissionStore,
} from './deniedPermissions';

/**
 * What the user of a token may not do, as far as the server has said so: nothing asks for it, since no route tells it.
 * Rights are given and taken: what the server allows after all is forgotten, and so is everything after a day.
 */
export class Permissions {
  private readonly locked: Set<Id>;
  private final: boolean;
  private since: number | undefined;
  private readonly changes = new Emitter<void>();

  readonly onDidChange = this.changes.event;

  /** `store` keeps what is learned beyond this session. */
  constructor(
    private store?: DeniedPermissionStore,
    private readonly now: () => number = Date.now,
  ) {
    const kept = readDeniedPermissions(store?.read(), now());
    this.locked = new Set(kept?.clients);
    this.final = kept?.purgeAndMergeDenied !== true;
    this.since = kept?.since;
  }

  /** False once a purge or merge was refused: only administrators may do those. */
  get mayPurgeAndMerge(): boolean {
    return this.final;
  }

  /** False for a client whose change was refused. Others may still be this user's own. */
  mayChange(id: Id): boolean {
    return !this.locked.has(id);
  }

  /** A purge or merge was done, or refused. */
  learnPurgeAndMerge(allowed: boolean): void {
    if (this.final === allowed) return;
    this.final = allowed;
    this.changed();
  }

  /** Changes of these clients were refused, or done. */
  learn(refused: Iterable<Id>, done: Iterable<Id>): void {
    let news = false;
    for (const id of refused) {
      news ||= !this.locked.has(id);
      this.locked.add(id);
    }
    for (const id of done) news = this.locked.delete(id) || news;
    if (news) this.changed();
  }

  /** From now on nothing is kept: an answer that is still under way is about a sign-in that is over. */
  close(): void {
    this.store = undefined;
  }

  private changed(): void {
    const none = this.final && this.locked.size === 0;
    this.since = none ? undefined : (this.since ?? this.now());
    this.store?.write(this.since === undefined ? undefined : this.kept(this.since));
    this.changes.fire();
  }

  private kept(since: number): DeniedPermissions {
    return { purgeAndMergeDenied: !this.final, clients: [...this.locked].slice(-maxDeniedClients), since };
  }
}
