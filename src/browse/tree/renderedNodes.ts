import type { Node } from './nodes';

/**
 * The nodes of each account as they were last returned to VS Code, until they are rendered again. Only these can be
 * revealed: for any other node VS Code itself asks for the children of its parent, which collides with the rendering
 * that is under way, and logs an error.
 */
export class RenderedNodes {
  private readonly lists = new Map<string, readonly Node[]>();
  /** The same for look-ups, made by the first one. */
  private readonly sets = new WeakMap<readonly Node[], ReadonlySet<Node>>();
  private readonly generations = new Map<string, number>();

  /** The number of an account's current rendering, to pass to `set` later. */
  generation(accountId: string): number {
    return this.generations.get(accountId) ?? 0;
  }

  /** The nodes were returned to VS Code. It discards those of an earlier rendering, so they are ignored here too. */
  set(accountId: string, nodes: readonly Node[], generation: number): void {
    if (generation === this.generation(accountId)) this.lists.set(accountId, nodes);
  }

  has(node: Node): boolean {
    const list = this.lists.get(node.accountId);
    if (list === undefined) return false;
    let set = this.sets.get(list);
    if (set === undefined) this.sets.set(list, (set = new Set(list)));
    return set.has(node);
  }

  /** A new rendering of the account begins. */
  reset(accountId: string): void {
    this.generations.set(accountId, this.generation(accountId) + 1);
    this.lists.delete(accountId);
  }
}
