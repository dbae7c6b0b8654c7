import * as vscode from 'vscode';
import { clientKey, type ClientAddress } from '../platform/clientUri';
import { clientMime } from './mimeTypes';
import type { Node } from './nodes';

/** A file that was dropped: name and content, as VS Code hands it over. */
export interface DroppedFile {
  readonly name: string;
  data(): Thenable<Uint8Array>;
}

/** What happens to what is dropped on a client; tells by itself what came of it. */
export interface DropTargets {
  files(client: Node, files: readonly DroppedFile[]): Promise<void>;
}

/** Dragging clients out of the tree, and dropping files on a client. */
export class ClientDrag {
  constructor(private readonly targets: DropTargets) {}

  handleDrag(nodes: readonly Node[], data: vscode.DataTransfer): void {
    const clients = new Map<string, ClientAddress>();
    for (const node of nodes)
      if (node.kind === 'client')
        clients.set(clientKey(node), { accountId: node.accountId, clientId: node.clientId });
    if (clients.size === 0) return;
    const addresses = [...clients.values()];
    data.set(clientMime, new vscode.DataTransferItem(JSON.stringify(addresses)));
    data.set('text/plain', new vscode.DataTransferItem(addresses.map(({ clientId }) => clientId).join('\n')));
  }

  /** Files arrive under their own types (editing facts §14): every entry is looked at. */
  async handleDrop(node: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    if (node === undefined || !('clientId' in node)) return;
    const files: DroppedFile[] = [];
    for (const [, item] of data) {
      const file = item.asFile();
      if (file !== undefined) files.push({ name: file.name, data: () => file.data() });
    }
    if (files.length > 0) await this.targets.files(node, files);
  }
}
