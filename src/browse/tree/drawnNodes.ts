import type { Node } from './nodes';

/**
 * The list of each account as VS Code was handed it, until it is drawn anew. Only these nodes can be revealed: for any
 * other, VS Code asks for the children of its parent on its own, gets in the way of the drawing that is under way, and
 * logs an error.
 */
export class DrawnNodes {
  private readonly lists = new Map<string, readonly Node[]>();
  /** The same for looking nodes up, made when one is. */
  private readonly sets = new WeakMap<readonly Node[], ReadonlySet<Node>>();
  private readonly drawings = new Map<string, number>();

  /** Which drawing of an account is under way. */
  drawing(accountId: string): number {
    return this.drawings.get(accountId) ?? 0;
  }

  /** A list was handed over. What an earlier drawing asked for is thrown away by VS Code. */
  hand(accountId: string, nodes: readonly Node[], drawing: number): void {
    if (drawing === this.drawing(accountId)) this.lists.set(accountId, nodes);
  }

  has(node: Node): boolean {
    const list = this.lists.get(node.accountId);
    if (list === undefined) return false;
    let set = this.sets.get(list);
    if (set === undefined) this.sets.set(list, (set = new Set(list)));
    return set.has(node);
  }

  /** An account is going to be drawn anew. */
  forget(accountId: string): void {
    this.drawings.set(accountId, this.drawing(accountId) + 1);
    this.lists.delete(accountId);
  }
}
