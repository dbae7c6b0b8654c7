import * as vscode from 'vscode';
import { clientKey, clientScheme, type ClientAddress } from '../../platform/clientUri';
import { readClientAddress } from '../../platform/commands/commandArguments';
import type { DroppedFile } from '../../platform/droppedFile';
import { clientMime, uriList } from './mimeTypes';
import type { Node } from '../tree/nodes';

/** What other features do with a drop on a client. They report success and failure themselves. */
export interface DropTargets {
  files(client: ClientAddress, files: readonly DroppedFile[]): Promise<void>;
  /** Offers to merge the others into the client they were dropped on. */
  clients(client: ClientAddress, others: readonly ClientAddress[]): Promise<void>;
}

/** Dragging clients out of the tree, and dropping files or clients on a client. */
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

  /** Files arrive under their own types (docs/vscode-editing.md §14): every entry is looked at. */
  async handleDrop(node: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    if (node === undefined || !('clientId' in node)) return;
    const client = { accountId: node.accountId, clientId: node.clientId };
    const others = parseClients(await data.get(clientMime)?.asString()).filter(
      (other) => clientKey(other) !== clientKey(client),
    );
    if (others.length > 0) return this.targets.clients(client, others);
    const files: DroppedFile[] = [];
    for (const [, item] of data) {
      const file = item.asFile();
      if (file !== undefined) files.push({ name: file.name, data: () => file.data() });
    }
    // Outside files may come as URIs too; those of VS Code's own Explorer come as nothing else.
    if (files.length === 0) files.push(...urisOf(await data.get(uriList)?.asString()));
    if (files.length > 0) await this.targets.files(client, files);
  }
}

/** Files by their URIs, as far as VS Code has a file system for them. */
function urisOf(text: string | undefined): vscode.Uri[] {
  return (text ?? '')
    .split(/\r?\n/)
    .filter((line) => /^[a-z][a-z0-9+.-]*:/i.test(line))
    .map((line) => vscode.Uri.parse(line))
    .filter(({ scheme }) => scheme !== clientScheme)
    .filter(({ scheme }) => vscode.workspace.fs.isWritableFileSystem(scheme) !== undefined);
}

/** Clients that were dragged. Any program can put text under this type, so every item is checked. */
export function parseClients(text: string | undefined): ClientAddress[] {
  try {
    const value = JSON.parse(text ?? '[]') as unknown;
    return Array.isArray(value) ? value.flatMap((item) => readClientAddress(item) ?? []) : [];
  } catch {
    return [];
  }
}
