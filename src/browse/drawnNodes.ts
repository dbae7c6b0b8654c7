import type { Node } from './nodes';

/**
 * The list of each account as VS Code was handed it, until it is drawn anew. Only these nodes can be revealed: for any
 * other, VS Code asks for the children of its parent on its own, gets in the way of the drawing that is under way, and
 * logs an error.
 */
export class DrawnNodes {
  private readonly lists = new Map<string, ReadonlySet<Node>>();
  private readonly drawings = new Map<string, number>();

  /** Which drawing of an account is under way. */
  drawing(accountId: string): number {
    return this.drawings.get(accountId) ?? 0;
  }

  /** A list was handed over. What an earlier drawing asked for is thrown away by VS Code. */
  hand(accountId: string, nodes: readonly Node[], drawing: number): void {
    if (drawing === this.drawing(accountId)) this.lists.set(accountId, new Set(nodes));
  }

  has(node: Node): boolean {
    return this.lists.get(node.accountId)?.has(node) === true;
  }

  /** An account is going to be drawn anew. */
  forget(accountId: string): void {
    this.drawings.set(accountId, this.drawing(accountId) + 1);
    this.lists.delete(accountId);
  }
}
