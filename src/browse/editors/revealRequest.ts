import type { ClientAddress } from '../../platform/clientUri';
import type { Node } from '../tree/nodes';

/**
 * The client that the tree should reveal because its editor became active, and whether its row may be selected for that.
 * A selection of the user is never replaced: the next command acts on it, and that may be a deletion.
 */
export class RevealRequest {
  private pending: ClientAddress | undefined;
  /** The node being revealed: a selection of it was not made by the user. */
  private revealing: Node | undefined;
  /** The row that was selected by being revealed, until the user selects something else. */
  private ownSelection: Node | undefined;

  /** The client that is still to be revealed. */
  get address(): ClientAddress | undefined {
    return this.pending;
  }

  /** An editor became active. Nothing is to be done for one without a client, or opened from a row of its client. */
  request(address: ClientAddress | undefined, selection: readonly Node[]): void {
    this.pending =
      address === undefined || selection.some((node) => isOf(node, address)) ? undefined : address;
  }

  /** When the user selects rows, the tree must not scroll away any more. */
  selectionChanged(selection: readonly Node[]): void {
    // VS Code also empties the selection when the selected rows are gone.
    if (selection.length === 0 || isOnly(selection, this.revealing)) return;
    this.pending = undefined;
    if (!isOnly(selection, this.ownSelection)) this.ownSelection = undefined;
  }

  /**
   * The part of the tree's selection that the user made. A row that is selected because its editor was active stays
   * selected when that editor is closed: no command may take it for the user's choice.
   */
  byHand(selection: readonly Node[]): readonly Node[] {
    return isOnly(selection, this.ownSelection) ? [] : selection;
  }

  /** The node is revealed now. Returns whether its row may be selected: not while several rows are. */
  begin(node: Node, selection: readonly Node[]): boolean {
    this.pending = undefined;
    const select = selection.length <= 1;
    this.revealing = select ? node : undefined;
    if (select) this.ownSelection = node;
    return select;
  }

  end(): void {
    this.revealing = undefined;
  }
}

function isOnly(selection: readonly Node[], node: Node | undefined): boolean {
  return node !== undefined && selection.length === 1 && selection[0] === node;
}

/** The client itself, or a row below it. */
function isOf(node: Node, { accountId, clientId }: ClientAddress): boolean {
  return 'clientId' in node && node.clientId === clientId && node.accountId === accountId;
}
