import * as vscode from 'vscode';
import { inBackground } from '../platform/messages';
import { clientScheme } from '../platform/clientUri';
import type { CommandTable } from '../platform/commands/commands';
import { Disposables } from '../platform/disposables';
import { lazily } from '../platform/lazily';
import { documentCommands } from './commandNames';
import type { DocumentsContext, DocumentsFeature } from './entry';
import type { LoadedFiles } from './fileSystem/lazyClientFiles';

/** What the composition root gets of the documents. */
export interface Documents {
  /** The file system of `ninja-client:`, loaded by this call. */
  files: () => Promise<LoadedFiles>;
  /** Resolves when the drafts of dirty documents are on disk. */
  flushed: () => Promise<void>;
  disposable: vscode.Disposable;
}

/** Clients as JSON documents, and the commands on them. */
export function registerDocuments(context: DocumentsContext & { commands: CommandTable }): Documents {
  const all = new Disposables();
  const load = lazily<DocumentsFeature>(async () =>
    all.add((await import('./entry')).createDocuments(context)),
  );

  // A restored document with unsaved text comes without any call to the file system.
  const notice = ({ uri }: vscode.TextDocument) => {
    if (uri.scheme === clientScheme) inBackground(load());
  };
  all.add(vscode.workspace.onDidOpenTextDocument(notice));
  vscode.workspace.textDocuments.forEach(notice);
  // An editor that failed to load before sign-in has no document that would be noticed.
  all.add(
    context.accounts.onDidChange(() => {
      if (load.started() === undefined && hasTabs())
        inBackground(load().then(({ editors }) => editors.reopenFailed()));
    }),
  );

  for (const name of documentCommands)
    context.commands.add(name, async (argument) => (await load()).commands[name](argument));
  return {
    files: async () => (await load()).files,
    disposable: all,
    flushed: async () => (await load.started())?.flushed(),
  };
}

function hasTabs(): boolean {
  return vscode.window.tabGroups.all.some(({ tabs }) =>
    tabs.some(({ input }) => input instanceof vscode.TabInputText && input.uri.scheme === clientScheme),
  );
}
