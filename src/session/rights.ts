import type { Id } from '../api/types';
import { Emitter } from './emitter';

/**
 * What the user of a token may not do, as far as the server has said so: nothing asks for it, since no route tells it. Not
 * kept beyond the session: rights are given and taken.
 */
export class Rights {
  private readonly locked = new Set<Id>();
  private final = true;
  private readonly changes = new Emitter<void>();

  readonly onDidChange = this.changes.event;

  /** False once a purge or merge was refused: only administrators may do those. */
  get mayFinal(): boolean {
    return this.final;
  }

  /** False for a client whose change was refused. Others may still be this user's own. */
  mayChange(id: Id): boolean {
    return !this.locked.has(id);
  }

  refuseFinal(): void {
    if (!this.final) return;
    this.final = false;
    this.changes.fire();
  }

  /** Changes of these clients were refused, or done. */
  learn(refused: Iterable<Id>, done: Iterable<Id>): void {
    let news = false;
    for (const id of refused) {
      news ||= !this.locked.has(id);
      this.locked.add(id);
    }
    for (const id of done) news = this.locked.delete(id) || news;
    if (news) this.changes.fire();
  }
}
