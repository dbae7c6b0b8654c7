import * as vscode from 'vscode';
import { clientScheme } from '../platform/clientUri';
import { registerCommand } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import { documentCommands } from './commandNames';
import type { DocumentsContext, DocumentsFeature } from './entry';
import { LazyClientFiles } from './lazyClientFiles';

/**
 * Clients as JSON documents: the file system of `ninja-client:` and the commands that open one. `settled` resolves when
 * the drafts of dirty documents are on disk.
 */
export function registerDocuments(context: Omit<DocumentsContext, 'changes'>): {
  disposable: vscode.Disposable;
  settled: () => Promise<void>;
} {
  const all = new Disposables();
  let feature: Promise<DocumentsFeature> | undefined;
  const load = (): Promise<DocumentsFeature> =>
    (feature ??= import('./entry').then(({ createDocuments }) =>
      all.add(createDocuments({ ...context, changes: files.changes })),
    ));
  const files: LazyClientFiles = new LazyClientFiles(async () => (await load()).files);
  all.add(files.changes);
  all.add(vscode.workspace.registerFileSystemProvider(clientScheme, files, { isCaseSensitive: true }));

  // A restored document with unsaved text comes without any call to the file system.
  const notice = ({ uri }: vscode.TextDocument) => {
    if (uri.scheme === clientScheme) void load();
  };
  all.add(vscode.workspace.onDidOpenTextDocument(notice));
  vscode.workspace.textDocuments.forEach(notice);
  // An editor that failed to load before sign-in has no document that would be noticed.
  all.add(
    context.accounts.onDidChange(() => {
      if (feature === undefined && hasTabs()) void load().then(({ editors }) => editors.reopenFailed());
    }),
  );

  for (const name of documentCommands)
    all.add(
      registerCommand(`ninjaClients.${name}`, context.log, async (argument) =>
        (await load()).commands[name](argument),
      ),
    );
  return {
    disposable: all,
    settled: async () => (feature === undefined ? undefined : (await feature).settled()),
  };
}

function hasTabs(): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === clientScheme),
  );
}
