import type { ClientAddress } from '../../platform/clientUri';
import type { Node } from '../tree/nodes';

/**
 * Which client the tree is to show because its editor became active, and what it may do to the selection for that. What
 * the user selects stays: the next command is about it, and it may be a deletion.
 */
export class RevealWish {
  private wanted: ClientAddress | undefined;
  /** What is being revealed: its selection is not the user's. */
  private own: Node | undefined;

  /** The client that is still to be revealed. */
  get address(): ClientAddress | undefined {
    return this.wanted;
  }

  /** An editor became active, of a client or not. Where the user came from a row of that client nothing is to be done. */
  want(address: ClientAddress | undefined, selection: readonly Node[]): void {
    this.wanted =
      address === undefined || selection.some((node) => isOf(node, address)) ? undefined : address;
  }

  /** Whoever selects rows is at work in the tree: it does not jump any more. */
  selectionChanged(selection: readonly Node[]): void {
    // Nothing is selected where the selected rows are gone: nobody did that.
    if (selection.length === 0 || (selection.length === 1 && selection[0] === this.own)) return;
    this.wanted = undefined;
  }

  /** The wish is being fulfilled; returns whether the row may be selected: a selection of several is never replaced. */
  begin(node: Node, selection: readonly Node[]): boolean {
    this.wanted = undefined;
    const select = selection.length <= 1;
    this.own = select ? node : undefined;
    return select;
  }

  end(): void {
    this.own = undefined;
  }
}

/** The client itself, or a row below it. */
function isOf(node: Node, { accountId, clientId }: ClientAddress): boolean {
  return 'clientId' in node && node.clientId === clientId && node.accountId === accountId;
}
