import * as vscode from 'vscode';
import type { ClientDrag } from '../dragDrop/clientDrag';
import { clientMime, uriList } from '../dragDrop/mimeTypes';
import type { ClientTree } from './clientTree';
import type { Node } from './nodes';

/** The id of the view in package.json. */
export const viewId = 'ninjaClients.clients';

/** The tree and its drag and drop, as they are once the extension has started. */
export interface LoadedTree {
  tree: ClientTree;
  drag: ClientDrag;
}

/**
 * The tree that VS Code gets at activation. It starts the rest of the extension when VS Code asks for the first node, so
 * that activation does not pay for it.
 */
export class LazyTree implements vscode.TreeDataProvider<Node>, vscode.TreeDragAndDropController<Node> {
  private readonly changes = new vscode.EventEmitter<Node | undefined>();
  private loaded: LoadedTree | undefined;

  readonly onDidChangeTreeData = this.changes.event;
  readonly dragMimeTypes = [clientMime, 'text/plain'];
  /** VS Code announces outside files as `text/uri-list` while they are dragged, and lets them drop only if that is here. */
  readonly dropMimeTypes = [clientMime, uriList, 'files'];

  /** `start` starts the extension, which calls `attach`. */
  constructor(private readonly start: () => Promise<unknown>) {}

  /** Passes everything on to this tree from now on. */
  attach(loaded: LoadedTree): vscode.Disposable {
    this.loaded = loaded;
    return loaded.tree.onDidChangeTreeData((node) => this.changes.fire(node));
  }

  async getChildren(node?: Node): Promise<Node[]> {
    return (await this.load()).tree.getChildren(node);
  }

  getParent(node: Node): Node | undefined {
    return this.loaded?.tree.getParent(node);
  }

  getTreeItem(node: Node): vscode.TreeItem | Thenable<vscode.TreeItem> {
    return this.loaded?.tree.getTreeItem(node) ?? this.load().then(({ tree }) => tree.getTreeItem(node));
  }

  async resolveTreeItem(item: vscode.TreeItem, node: Node): Promise<vscode.TreeItem> {
    return (await this.load()).tree.resolveTreeItem(item, node);
  }

  handleDrag(nodes: readonly Node[], data: vscode.DataTransfer): void {
    this.loaded?.drag.handleDrag(nodes, data);
  }

  async handleDrop(node: Node | undefined, data: vscode.DataTransfer): Promise<void> {
    return (await this.load()).drag.handleDrop(node, data);
  }

  private async load(): Promise<LoadedTree> {
    if (this.loaded === undefined) await this.start();
    if (this.loaded === undefined) throw new Error('The tree was not built.');
    return this.loaded;
  }
}
