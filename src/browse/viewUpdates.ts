import type * as vscode from 'vscode';
import { inBackground } from '../platform/messages';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import type { Session } from '../session/session';
import type { BrowseAccounts } from './browseAccounts';
import type { ClientDecorations } from './editors/clientDecorations';
import type { FilterStore } from './filter/filterState';
import type { SavedQueries } from './filter/savedQueries';
import type { Recents } from './search/recents';
import type { ClientTree } from './tree/clientTree';
import type { ViewHeader } from './tree/viewHeader';

/** The views that are updated, and the sources they show. */
export interface UpdatedViews {
  accounts: BrowseAccounts;
  filters: FilterStore;
  tree: ClientTree;
  header: ViewHeader;
  queries: SavedQueries;
  decorations: ClientDecorations;
  recents: Recents;
  log: Log;
}

/**
 * Updates everything in the sidebar when accounts, clients or filters change. The only listener to their events in
 * browsing; `EditorFollower` is the one for editors.
 */
export class ViewUpdates implements vscode.Disposable {
  private readonly subscriptions = new Disposables();
  /** Sessions whose first page was rendered. */
  private readonly renderedSessions = new Set<Session>();

  constructor(private readonly views: UpdatedViews) {
    const { accounts, filters, tree, header, queries, decorations, recents } = views;
    header.update();
    this.subscriptions.add(
      accounts.onDidChange(() => {
        inBackground(recents.keepOnly(accounts.all().map(({ id }) => id)));
        this.forgetReplaced();
        tree.refresh();
        queries.refresh();
        decorations.refresh();
        header.update();
      }),
    );
    this.subscriptions.add(
      accounts.onDidOpenSession((session) => {
        session.onDidChange((change) => {
          tree.follow(session, change);
          decorations.refresh();
        });
        session.permissions.onDidChange(() => tree.rerender(session.account.id));
      }),
    );
    this.subscriptions.add(
      filters.onDidChange(({ accountId, what }) => {
        if (what === 'filter') tree.refresh(accountId);
        else queries.refresh();
        header.update();
      }),
    );
    this.subscriptions.add(
      tree.onDidRender((accountId) => {
        header.update();
        this.loadCompany(accountId);
      }),
    );
  }

  /** Sessions whose clients were rendered, without those replaced since. */
  sessionsInUse(): readonly Session[] {
    this.forgetReplaced();
    return [...this.renderedSessions];
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  /** A session that was replaced must not stay in memory. */
  private forgetReplaced(): void {
    const { accounts } = this.views;
    for (const session of this.renderedSessions)
      if (accounts.session(session.account.id) !== session) this.renderedSessions.delete(session);
  }

  /** Currency and labels are loaded after an account's first page, which must not wait for them. */
  private loadCompany(accountId: string): void {
    const { accounts, tree, log } = this.views;
    const session = accounts.session(accountId);
    if (session === undefined || this.renderedSessions.has(session) || tree.list(accountId)?.loaded !== true)
      return;
    this.renderedSessions.add(session);
    Promise.all([
      session.companyData.company({ priority: 'background' }),
      session.companyData.statics({ priority: 'background' }),
    ]).then(
      () => tree.rerender(accountId),
      (error: unknown) => log.failure('lookup tables', error),
    );
  }
}
