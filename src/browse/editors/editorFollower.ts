import * as vscode from 'vscode';
import { inBackground } from '../../platform/messages';
import { clientKey, type ClientAddress } from '../../platform/clientUri';
import { clientName } from '../../records/names';
import type { AccountSource } from '../browseAccounts';
import type { Recents } from '../search/recents';
import type { ClientTree } from '../tree/clientTree';
import type { Node } from '../tree/nodes';
import { activeClient, clientsInTabs } from './openEditors';
import { RevealRequest } from './revealRequest';

/**
 * Milliseconds without a change of the tree before a node is revealed. VS Code collects refreshes for 200 ms; a reveal
 * among them asks for nodes that are about to be discarded, fails, and leaves an error in the log.
 */
const revealDelay = 400;

/**
 * Lets the tree follow the editors: reveals the client of the active editor, shows clients in tabs that are not loaded
 * under “Open”, and remembers the last open clients for the search.
 */
export class EditorFollower implements vscode.Disposable {
  private readonly subscriptions: vscode.Disposable[];
  /** The clients under “Open”, as one text to compare. */
  private pinned = '';
  private readonly reveals = new RevealRequest();
  private timer: NodeJS.Timeout | undefined;
  private disposed = false;

  constructor(
    private readonly accounts: AccountSource,
    private readonly tree: ClientTree,
    private readonly view: vscode.TreeView<Node>,
    private readonly recents: Recents,
  ) {
    const { window, workspace } = vscode;
    this.subscriptions = [
      window.onDidChangeActiveTextEditor(() => {
        this.reveals.request(activeClient(), view.selection);
        this.update();
      }),
      window.tabGroups.onDidChangeTabs(() => this.update()),
      workspace.onDidOpenTextDocument(() => this.update()),
      tree.onDidRender(() => this.revealSoon()),
      tree.onDidChangeTreeData(() => this.revealSoon()),
      view.onDidChangeVisibility(() => this.revealSoon()),
      view.onDidChangeSelection(({ selection }) => this.reveals.selectionChanged(selection)),
    ];
  }

  /** The rows that the user selected. */
  selectedByHand(): readonly Node[] {
    return this.reveals.byHand(this.view.selection);
  }

  dispose(): void {
    this.disposed = true;
    clearTimeout(this.timer);
    for (const each of this.subscriptions) each.dispose();
  }

  private update(): void {
    this.remember();
    const pinned = clientsInTabs()
      .filter(({ accountId, clientId }) => this.tree.list(accountId)?.has(clientId) !== true)
      .map((open) => `${clientKey(open)} ${this.seen(open) !== undefined}`)
      .join();
    if (pinned !== this.pinned) this.tree.rerender();
    this.pinned = pinned;
    this.revealSoon();
  }

  private remember(): void {
    const address = activeClient();
    const seen = address && this.seen(address);
    if (address !== undefined && seen !== undefined)
      inBackground(this.recents.add(address.accountId, { id: address.clientId, name: clientName(seen) }));
  }

  private revealSoon(): void {
    clearTimeout(this.timer);
    if (!this.disposed && this.reveals.address !== undefined)
      this.timer = setTimeout(() => this.reveal(), revealDelay);
  }

  private reveal(): void {
    const node = this.reveals.address && this.tree.nodeOf(this.reveals.address);
    if (node === undefined || !this.tree.isRendered(node) || !this.view.visible) return;
    const select = this.reveals.begin(node, this.view.selection);
    const end = () => this.reveals.end();
    this.view.reveal(node, { select, focus: false }).then(end, end);
  }

  private seen({ accountId, clientId }: ClientAddress) {
    return this.accounts.session(accountId)?.clients.get(clientId);
  }
}
