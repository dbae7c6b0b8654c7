import * as vscode from 'vscode';
import { clientKey, type ClientAddress } from '../../platform/clientUri';
import { clientName } from '../../records/names';
import type { ClientTree, TreeAccounts } from '../tree/clientTree';
import type { Node } from '../tree/nodes';
import { activeClient, clientsInTabs } from './openEditors';
import type { Recents } from '../search/recents';
import { RevealWish } from './revealWish';

/**
 * VS Code gathers refreshes for 200 ms. A reveal among them asks for nodes that are about to be thrown away, and fails
 * with an error in the log: so it waits until nothing is under way.
 */
const quiet = 400;

/**
 * Keeps the tree beside the editors: the client of the active editor is revealed once the list shows it, clients in tabs
 * that are not loaded are pinned under “Open” on top, and what was open last is remembered for the search.
 */
export class EditorFollower implements vscode.Disposable {
  private readonly listening: vscode.Disposable[];
  private pinned = '';
  private readonly wish = new RevealWish();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly accounts: TreeAccounts,
    private readonly tree: ClientTree,
    private readonly view: vscode.TreeView<Node>,
    private readonly recents: Recents,
  ) {
    const { window, workspace } = vscode;
    this.listening = [
      window.onDidChangeActiveTextEditor(() => {
        this.wish.want(activeClient(), view.selection);
        this.look();
      }),
      window.tabGroups.onDidChangeTabs(() => this.look()),
      workspace.onDidOpenTextDocument(() => this.look()),
      tree.onDidDraw(() => this.revealSoon()),
      tree.onDidChangeTreeData(() => this.revealSoon()),
      view.onDidChangeVisibility(() => this.revealSoon()),
      view.onDidChangeSelection(({ selection }) => this.wish.selectionChanged(selection)),
    ];
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const each of this.listening) each.dispose();
  }

  private look(): void {
    this.remember();
    const pinned = clientsInTabs()
      .filter(({ accountId, clientId }) => !this.tree.listed(accountId, clientId))
      .map((open) => `${clientKey(open)} ${this.seen(open) !== undefined}`)
      .join();
    if (pinned !== this.pinned) this.tree.redraw();
    this.pinned = pinned;
    this.revealSoon();
  }

  private remember(): void {
    const address = activeClient();
    const seen = address && this.seen(address);
    if (address !== undefined && seen !== undefined)
      void this.recents.add(address.accountId, { id: address.clientId, name: clientName(seen) });
  }

  private revealSoon(): void {
    clearTimeout(this.timer);
    if (this.wish.address !== undefined) this.timer = setTimeout(() => this.reveal(), quiet);
  }

  private reveal(): void {
    const node = this.wish.address && this.tree.nodeOf(this.wish.address);
    if (node === undefined || !this.tree.isDrawn(node) || !this.view.visible) return;
    const select = this.wish.begin(node, this.view.selection);
    const end = () => this.wish.end();
    this.view.reveal(node, { select, focus: false }).then(end, end);
  }

  private seen({ accountId, clientId }: ClientAddress) {
    return this.accounts.session(accountId)?.seen(clientId);
  }
}
