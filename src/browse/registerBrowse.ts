import * as vscode from 'vscode';
import type { ClientQuery } from '../api/clientQuery';
import { registerCommand } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { settings } from '../platform/settings';
import type { Session } from '../session/session';
import { ClientTree, type TreeAccounts } from './clientTree';
import type { Node } from './nodes';

export interface BrowseAccounts extends TreeAccounts {
  onDidChange: vscode.Event<void>;
  onDidOpenSession: vscode.Event<Session>;
}

export const viewId = 'ninjaClients.clients';

/** Active and archived clients by name; always said to the server, which would otherwise mix in deleted ones. */
const listQuery: ClientQuery = { status: ['active', 'archived'], sort: { column: 'name', direction: 'asc' } };

/** The sidebar tree and its commands. */
export function registerBrowse(
  accounts: BrowseAccounts,
  log: Log,
): { tree: ClientTree; disposable: vscode.Disposable } {
  const all = new Disposables();
  const tree = all.add(new ClientTree(accounts, () => listQuery, settings.pageSize));
  const view = all.add(
    vscode.window.createTreeView<Node>(viewId, { treeDataProvider: tree, showCollapseAll: true }),
  );

  all.add(accounts.onDidChange(() => tree.refresh()));
  all.add(
    accounts.onDidOpenSession((session) => {
      session.onDidChange((change) => tree.follow(session, change));
    }),
  );
  all.add(tree.onDidDraw((accountId) => showFacts(accountId)));

  // Currency and labels come after the first page, so that the page itself waits for nothing.
  const asked = new Set<Session>();
  const showFacts = (accountId: string) => {
    view.description = tree.count();
    const session = accounts.session(accountId);
    if (session === undefined || asked.has(session)) return;
    asked.add(session);
    Promise.all([
      session.company({ priority: 'background' }),
      session.statics({ priority: 'background' }),
    ]).then(
      () => tree.redraw(accountId),
      (error: unknown) => log.failure('lookup tables', error),
    );
  };

  all.add(registerCommand('ninjaClients.refresh', log, () => tree.refresh()));
  const loadMore = (node: unknown) => {
    const accountId = accountOf(node) ?? accounts.all()[0]?.id;
    if (accountId === undefined) return undefined;
    return vscode.window.withProgress({ location: { viewId } }, () => tree.loadMore(accountId));
  };
  all.add(registerCommand('ninjaClients.retry', log, loadMore));
  all.add(registerCommand('ninjaClients.loadMore', log, loadMore));
  return { tree, disposable: all };
}

/** Command arguments come from anywhere: only a text that names an account is taken. */
function accountOf(node: unknown): string | undefined {
  const id =
    typeof node === 'object' && node !== null ? (node as Record<string, unknown>).accountId : undefined;
  return typeof id === 'string' ? id : undefined;
}
