import * as vscode from 'vscode';
import type { CommandTable } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import type { Log } from '../platform/log';
import { settings } from '../platform/settings';
import type { Account } from '../session/account';
import type { Session } from '../session/session';
import { browseCommandNames } from './browseCommandNames';
import type { BrowseCommands } from './browseCommands';
import { ClientDecorations } from './editors/clientDecorations';
import { ClientDrag, type DropTargets } from './dragDrop/clientDrag';
import { ClientTree, type TreeAccounts } from './tree/clientTree';
import { EditorFollower } from './editors/editorFollower';
import { filterSentence } from './filter/filterSentence';
import { FilterStore, listQuery } from './filter/filterState';
import type { ClientOpener } from './search/goToClient';
import { viewId, type LateTree } from './tree/lateTree';
import { clientMime } from './dragDrop/mimeTypes';
import type { Node } from './tree/nodes';
import { clientsInTabs } from './editors/openEditors';
import { PollTimer } from './list/pollTimer';
import { Recents } from './search/recents';
import { SavedQueries } from './filter/savedQueries';
import { ViewHeader } from './tree/viewHeader';

export interface BrowseAccounts extends TreeAccounts {
  onDidChange: vscode.Event<void>;
  onDidOpenSession: vscode.Event<Session>;
}

export interface BrowseContext {
  state: vscode.Memento;
  accounts: BrowseAccounts;
  /** The account that a command without an argument is about. */
  currentAccount: () => Account | undefined;
  opener: ClientOpener;
  drops: DropTargets;
  commands: CommandTable;
  log: Log;
  /** The tree and its view, as VS Code has known them since activation. */
  late: LateTree;
  view: vscode.TreeView<Node>;
}

export interface BrowseFeature {
  tree: ClientTree;
  view: vscode.TreeView<Node>;
  filters: FilterStore;
  queries: SavedQueries;
  decorations: ClientDecorations;
  drag: ClientDrag;
  links: vscode.UriHandler;
  drop: vscode.DocumentDropEditProvider;
  disposable: vscode.Disposable;
}

/** All but the tree itself is loaded by its first use. */
const browsing = () => import('./entry').then((entry) => entry.browsing);

/** The sidebar: clients, filter, search and saved queries. */
export function registerBrowse(context: BrowseContext): BrowseFeature {
  const { state, accounts, currentAccount, opener, log, view } = context;
  const all = new Disposables();
  const filters = all.add(new FilterStore(state));
  const recents = new Recents(state);
  const sentence = (accountId: string) => filterSentence(filters.filter(accountId));
  const tree = all.add(
    new ClientTree(
      accounts,
      {
        query: (accountId) => listQuery(filters.filter(accountId)),
        sentence,
        pageSize: settings.pageSize,
        open: clientsInTabs,
      },
      browsing,
    ),
  );
  const drag = new ClientDrag(context.drops);
  all.add(context.late.become({ tree, drag }));
  const queries = all.add(new SavedQueries(accounts, filters));
  all.add(vscode.window.registerTreeDataProvider('ninjaClients.queries', queries));
  const decorations = all.add(new ClientDecorations(accounts));
  all.add(vscode.window.registerFileDecorationProvider(decorations));
  const links: vscode.UriHandler = {
    handleUri: async (uri) => (await browsing()).followLink(uri, accounts, (address) => opener.open(address)),
  };
  all.add(vscode.window.registerUriHandler(links));
  const drop: vscode.DocumentDropEditProvider = {
    provideDocumentDropEdits: async (document, _, data) =>
      data.get(clientMime) === undefined
        ? undefined
        : (await browsing()).clientDropEdits(document, data, accounts),
  };
  all.add(
    vscode.languages.registerDocumentDropEditProvider({ pattern: '**' }, drop, {
      dropMimeTypes: [clientMime],
    }),
  );

  const header = new ViewHeader(accounts, filters, tree, view, sentence);
  header.show();

  all.add(
    accounts.onDidChange(() => {
      void recents.keepOnly(accounts.all().map(({ id }) => id));
      tree.refresh();
      queries.refresh();
      decorations.redraw();
      header.show();
    }),
  );
  all.add(
    accounts.onDidOpenSession((session) => {
      session.onDidChange((change) => {
        tree.follow(session, change);
        decorations.redraw();
      });
      session.rights.onDidChange(() => tree.redraw(session.account.id));
    }),
  );
  all.add(
    filters.onDidChange(({ accountId, what }) => {
      if (what === 'filter') tree.refresh(accountId);
      else queries.refresh();
      header.show();
    }),
  );

  // Currency and labels come after the first page, so that the page itself waits for nothing.
  const asked = new Set<Session>();
  all.add(
    tree.onDidDraw((accountId) => {
      header.show();
      const session = accounts.session(accountId);
      if (session === undefined || asked.has(session) || !tree.loaded(accountId)) return;
      asked.add(session);
      Promise.all([
        session.company({ priority: 'background' }),
        session.statics({ priority: 'background' }),
      ]).then(
        () => tree.redraw(accountId),
        (error: unknown) => log.failure('lookup tables', error),
      );
    }),
  );

  const inUse = () => [...asked].filter((session) => accounts.session(session.account.id) === session);
  all.add(new PollTimer(inUse, (session, fresh) => tree.grew(session.account.id, fresh), browsing));

  all.add(new EditorFollower(accounts, tree, view, recents));
  const parts = { accounts, currentAccount, opener, tree, filters, recents, queries, viewId, view };
  let commands: BrowseCommands | undefined;
  for (const name of browseCommandNames)
    context.commands.add(name, async (argument) => {
      commands ??= (await browsing()).browseCommands(parts);
      return commands[name](argument);
    });
  return { tree, view, filters, queries, decorations, drag, links, drop, disposable: all };
}
