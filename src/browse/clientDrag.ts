import * as vscode from 'vscode';
import { clientKey, parseClientUri, type ClientAddress } from '../platform/clientUri';
import { isId } from '../api/ids';
import type { Client } from '../api/types';
import type { TreeAccounts } from './clientTree';
import type { Node } from './nodes';

/** Clients that are dragged out of the tree, as JSON. */
export const clientMime = 'application/vnd.ninja-clients.clients';

/** Dragging clients out of the tree. Nothing can be dropped on the tree itself. */
export class ClientDrag implements vscode.TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [clientMime, 'text/plain'];
  readonly dropMimeTypes = [];

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
}

/** Dropping clients into an editor inserts their ids or, at choice, their JSON. */
export class ClientDrop implements vscode.DocumentDropEditProvider {
  constructor(
    private readonly accounts: TreeAccounts,
    private readonly toText: (client: Client) => Promise<string>,
  ) {}

  async provideDocumentDropEdits(
    document: vscode.TextDocument,
    _position: vscode.Position,
    data: vscode.DataTransfer,
  ): Promise<vscode.DocumentDropEdit[] | undefined> {
    const addresses = parse(await data.get(clientMime)?.asString());
    // Into the text of a client only its own user pastes.
    if (addresses.length === 0 || parseClientUri(document.uri) !== undefined) return undefined;
    const ids = addresses.map(({ clientId }) => clientId).join('\n');
    const edits = [new vscode.DocumentDropEdit(ids, vscode.l10n.t('Insert Client Id'))];
    const clients = addresses.map(({ accountId, clientId }) =>
      this.accounts.session(accountId)?.seen(clientId),
    );
    const known = clients.filter((client) => client !== undefined);
    if (known.length === addresses.length) {
      const texts = await Promise.all(known.map((client) => this.toText(client)));
      const json =
        texts.length === 1 ? (texts[0] ?? '') : `[\n${texts.map((text) => text.trim()).join(',\n')}\n]\n`;
      edits.push(new vscode.DocumentDropEdit(json, vscode.l10n.t('Insert Client as JSON')));
    }
    return edits;
  }
}

function parse(text: string | undefined): ClientAddress[] {
  try {
    const value = JSON.parse(text ?? '[]') as unknown;
    return Array.isArray(value) ? value.filter(isAddress) : [];
  } catch {
    return [];
  }
}

function isAddress(value: unknown): value is ClientAddress {
  const { accountId, clientId } = (value ?? {}) as Record<string, unknown>;
  return typeof accountId === 'string' && isId(clientId);
}
