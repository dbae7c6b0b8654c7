import * as vscode from 'vscode';
import type { ClientDrag } from '../dragDrop/clientDrag';
import type { ClientTree } from './clientTree';
import { clientMime, uriList } from '../dragDrop/mimeTypes';
import type { Node } from './nodes';

export const viewId = 'ninjaClients.clients';

/** What the tree becomes once it is loaded. */
export interface LoadedTree {
  tree: ClientTree;
  drag: ClientDrag;
}

/**
 * The tree as VS Code sees it from activation on. Clients, items and drops are loaded by the first look at it, so that
 * activation does not pay for them.
 */
export class LateTree implements vscode.TreeDataProvider<Node>, vscode.TreeDragAndDropController<Node> {
  private readonly changes = new vscode.EventEmitter<Node | undefined>();
  private loaded: LoadedTree | undefined;

  readonly onDidChangeTreeData = this.changes.event;
  readonly dragMimeTypes = [clientMime, 'text/plain'];
  /** `text/uri-list` stands for files from outside while they are dragged: without it VS Code does not let them drop. */
  readonly dropMimeTypes = [clientMime, uriList, 'files'];

  constructor(private readonly load: () => Promise<unknown>) {}

  /** From now on this is the tree. */
  become(loaded: LoadedTree): vscode.Disposable {
    this.loaded = loaded;
    return loaded.tree.onDidChangeTreeData((node) => this.changes.fire(node));
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return (await this.real()).tree.getChildren(node);
  }

  getParent(node: Node): Node | undefined {
    return this.loaded?.tree.getParent(node);
  }

  getTreeItem(node: Node): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.loaded?.tree.getTreeItem(node) ?? this.real().then(({ tree }) => tree.getTreeItem(node));
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    return (await this.real()).tree.resolveTreeItem(item, node);
  }

  handleDrag(nodes: readonly Node[], data: vscode.DataTransfer): void {
    this.loaded?.drag.handleDrag(nodes, data);
  }

  async handleDrop(node: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    return (await this.real()).drag.handleDrop(node, data);
  }

  private async real(): Promise<LoadedTree> {
    if (this.loaded === undefined) await this.load();
    if (this.loaded === undefined) throw new Error('The tree was not built.');
    return this.loaded;
  }
}
