import * as vscode from 'vscode';
import { clientKey, clientScheme, type ClientAddress } from '../../platform/clientUri';
import { readClientAddress } from '../../platform/commands/commandArguments';
import type { DroppedFile } from '../../platform/droppedFile';
import { say } from '../../platform/messages';
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
    const clients = data.get(clientMime);
    if (clients !== undefined) return this.dropClients(client, await clients.asString());
    const files: DroppedFile[] = [];
    for (const [, item] of data) {
      const file = item.asFile();
      if (file !== undefined) files.push(droppedFile(file));
    }
    // Outside files may come as URIs too; those of VS Code's own Explorer come as nothing else.
    if (files.length === 0) files.push(...filesOf((await data.get(uriList)?.asString()) ?? ''));
    if (files.length > 0) await this.targets.files(client, files);
  }

  private async dropClients(client: ClientAddress, text: string): Promise<void> {
    const dropped = parseClients(text);
    if (dropped === undefined || dropped.length === 0) {
      say(
        'warning',
        vscode.l10n.t('Nothing was done: only clients from the Clients view can be dropped here.'),
      );
      return;
    }
    const others = dropped.filter((other) => clientKey(other) !== clientKey(client));
    if (others.length > 0) await this.targets.clients(client, others);
  }
}

/** A file of this machine is read from the disk piece by piece. Elsewhere its path leads to nothing, or to another file. */
function droppedFile(file: vscode.DataTransferFile): DroppedFile {
  if (file.uri?.scheme === 'file' && vscode.env.remoteName === undefined) return file.uri;
  return { name: file.name, data: () => file.data() };
}

/** Files by their URIs, one a line. A line that is none becomes a file that cannot be read, and is named as such. */
function filesOf(text: string): DroppedFile[] {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.startsWith('#'));
  return lines.map(
    (line) => fileUri(line) ?? { name: line, data: () => Promise.reject(new Error('no file')) },
  );
}

function fileUri(line: string): vscode.Uri | undefined {
  try {
    const uri = vscode.Uri.parse(line, true);
    const isFile =
      uri.scheme !== clientScheme && vscode.workspace.fs.isWritableFileSystem(uri.scheme) !== undefined;
    return isFile ? uri : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Clients that were dragged. Any program can put text under this type: undefined where one of them is no client, as the
 * others alone may mean something else.
 */
export function parseClients(text: string | undefined): ClientAddress[] | undefined {
  try {
    const value = JSON.parse(text ?? '[]') as unknown;
    const addresses = Array.isArray(value) ? value.map(readClientAddress) : [undefined];
    return addresses.every((address) => address !== undefined) ? addresses : undefined;
  } catch {
    return undefined;
  }
}
