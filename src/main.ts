import * as vscode from 'vscode';
import { registerAccounts, type AccountsFeature } from './accounts/registerAccounts';
import { registerActions } from './actions/registerActions';
import type { ClientOpener } from './browse/clientOpener';
import { listQuery } from './browse/filter/filterState';
import type { LazyTree } from './browse/tree/lazyTree';
import type { Node } from './browse/tree/nodes';
import { registerBrowse, type BrowseFeature } from './browse/registerBrowse';
import type { LazyClientFiles, LoadedFiles } from './documents/fileSystem/lazyClientFiles';
import { registerDocuments } from './documents/registerDocuments';
import { CommandTable } from './platform/commands/commands';
import { Log } from './platform/log';
import { OrderedState } from './platform/orderedState';

/** What integration tests use directly; only the test mode of the extension returns it. */
export interface TestHandles extends Pick<AccountsFeature, 'accounts' | 'verify'>, BrowseFeature {
  commands: CommandTable;
  state: vscode.Memento;
  /** Folder of the global storage. */
  storage: vscode.Uri;
}

/** How browsing opens clients: by commands of other features, which it must not call itself. */
const opener: ClientOpener = {
  open: (address) => vscode.commands.executeCommand('ninjaClients.openClient', address),
  openBeside: async (address) => {
    await vscode.commands.executeCommand('ninjaClients.openClient', address);
    await vscode.commands.executeCommand('workbench.action.moveEditorToNextGroup');
  },
  openInBrowser: (address) => vscode.commands.executeCommand('ninjaClients.openInInvoiceNinja', address),
  copyId: (address) => vscode.commands.executeCommand('ninjaClients.copyHashedId', address),
};

/** What was registered at activation. */
export interface EarlyRegistrations {
  files: LazyClientFiles;
  tree: LazyTree;
  view: vscode.TreeView<Node>;
}

/** The started extension, for the registrations of activation. */
export interface Runtime {
  /** Runs a declared command. */
  run(id: string, args: unknown[]): Promise<unknown>;
  files(): Promise<LoadedFiles>;
  /** Resolves when nothing is left to write to disk. */
  flushed(): Promise<void>;
  handles: TestHandles;
}

/** Builds the collaborators and registers the features. */
export function start(context: vscode.ExtensionContext, { files, tree, view }: EarlyRegistrations): Runtime {
  const log = new Log();
  const commands = new CommandTable(log);
  const state = new OrderedState(context.globalState);
  const { accounts, passwords, currentAccount, signIn, verify, disposable } = registerAccounts(
    context,
    state,
    commands,
    log,
  );
  const browse = registerBrowse({
    state,
    accounts,
    currentAccount,
    opener,
    drops: {
      files: (client, dropped) => actions.dropped(client, dropped),
      clients: (client, others) => actions.mergeInto(client, others),
    },
    commands,
    log,
    lazyTree: tree,
    view,
  });
  const documents = registerDocuments({
    storage: context.globalStorageUri,
    accounts,
    currentAccount,
    signIn,
    commands,
    log,
    changes: files.changes,
  });
  const actions = registerActions({
    accounts,
    passwords,
    commands,
    log,
    extension: context.extensionUri,
    storage: context.globalStorageUri,
    selected: () => browse.selectedByHand(),
    listed: () => {
      const accountId = currentAccount()?.id;
      return accountId === undefined
        ? undefined
        : {
            accountId,
            query: listQuery(browse.filters.filter(accountId)),
            total: browse.tree.total(accountId),
          };
    },
  });
  commands.add('showLog', () => log.show());
  context.subscriptions.push(log, disposable, browse.disposable, documents.disposable, actions.disposable);
  return {
    run: (id, args) => commands.run(id, args),
    files: documents.files,
    flushed: async () => void (await Promise.all([documents.flushed(), state.flushed()])),
    handles: { accounts, verify, commands, state, storage: context.globalStorageUri, ...browse },
  };
}
