import * as vscode from 'vscode';
import type { CommandTable } from '../platform/commands/commands';
import { Disposables } from '../platform/disposables';
import { lazily } from '../platform/lazily';
import type { Log } from '../platform/log';
import { settings } from '../platform/settings';
import type { Account } from '../session/account';
import type { BrowseAccounts } from './browseAccounts';
import { browseCommandNames } from './browseCommandNames';
import type { BrowseCommands } from './browseCommands';
import type { ClientOpener } from './clientOpener';
import { ClientDrag, type DropTargets } from './dragDrop/clientDrag';
import { clientMime } from './dragDrop/mimeTypes';
import { ClientDecorations } from './editors/clientDecorations';
import { EditorFollower } from './editors/editorFollower';
import { clientsInTabs } from './editors/openEditors';
import { filterSentence } from './filter/filterSentence';
import { FilterStore, listQuery } from './filter/filterState';
import { SavedQueries } from './filter/savedQueries';
import { PollTimer } from './list/pollTimer';
import { Recents } from './search/recents';
import { ClientTree } from './tree/clientTree';
import { viewId, type LazyTree } from './tree/lazyTree';
import type { Node } from './tree/nodes';
import { ViewHeader } from './tree/viewHeader';
import { ViewUpdates } from './viewUpdates';

/** What the composition root passes to browsing. */
export interface BrowseContext {
  /** The global state: filters, saved queries, recent clients. */
  state: vscode.Memento;
  accounts: BrowseAccounts;
  /** The account that a command without an argument is about. */
  currentAccount: () => Account | undefined;
  opener: ClientOpener;
  drops: DropTargets;
  commands: CommandTable;
  log: Log;
  /** The tree and its view, as registered at activation. */
  lazyTree: LazyTree;
  view: vscode.TreeView<Node>;
}

/** What the composition root and the tests use of browsing. */
export interface BrowseFeature {
  tree: ClientTree;
  view: vscode.TreeView<Node>;
  /** The rows of the tree that the user selected: what commands from the palette work on. */
  selectedByHand: () => readonly Node[];
  filters: FilterStore;
  queries: SavedQueries;
  decorations: ClientDecorations;
  drag: ClientDrag;
  links: vscode.UriHandler;
  drop: vscode.DocumentDropEditProvider;
  disposable: vscode.Disposable;
}

/** Everything but the tree itself is loaded by its first use. */
const browsing = lazily(async () => (await import('./entry')).browsing);

/** The sidebar: clients, filter, search and saved queries. */
export function registerBrowse(context: BrowseContext): BrowseFeature {
  const { state, accounts, currentAccount, opener, log, view } = context;
  const all = new Disposables();
  const filters = all.add(new FilterStore(state));
  const recents = new Recents(state);
  const filterText = (accountId: string) => filterSentence(filters.filter(accountId));
  const source = {
    query: (accountId: string) => listQuery(filters.filter(accountId)),
    filterText,
    pageSize: settings.pageSize,
    open: clientsInTabs,
  };
  const tree = all.add(new ClientTree(accounts, source, browsing));
  const drag = new ClientDrag(context.drops);
  all.add(context.lazyTree.attach({ tree, drag }));
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
  const header = new ViewHeader(accounts, filters, tree, view, filterText);
  const updates = all.add(
    new ViewUpdates({ accounts, filters, tree, header, queries, decorations, recents, log }),
  );
  all.add(
    new PollTimer(
      () => updates.sessionsInUse(),
      (session, count) => tree.countNew(session.account.id, count),
      browsing,
    ),
  );
  const follower = all.add(new EditorFollower(accounts, tree, view, recents));

  let commands: BrowseCommands | undefined;
  const parts = { accounts, currentAccount, opener, tree, filters, recents, queries, viewId, view };
  for (const name of browseCommandNames)
    context.commands.add(name, async (argument) => {
      commands ??= (await browsing()).browseCommands(parts);
      return commands[name](argument);
    });
  return {
    tree,
    view,
    selectedByHand: () => follower.selectedByHand(),
    filters,
    queries,
    decorations,
    drag,
    links,
    drop,
    disposable: all,
  };
}
