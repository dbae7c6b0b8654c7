import type * as vscode from 'vscode';
import type { CommandTable } from '../platform/commands/commands';
import { Disposables } from '../platform/disposables';
import type { DroppedFile } from '../platform/droppedFile';
import { lazily } from '../platform/lazily';
import { inBackground, errorText, say } from '../platform/messages';
import { updateActionContextKeys } from './actionContextKeys';
import { actionCommands } from './commandNames';
import { ResultPages } from './display/resultPages';
import { removeLeftFolders } from './files/openedFolders';
import { openedFolder, type ActionsContext } from './context';
import type { ActionsFeature } from './entry';

/** Milliseconds after which folders of ended windows are removed: the start itself does no I/O. */
const sweepDelay = 5000;

/** What other features may start here, wired up in `main.ts`. Both report their own failures and do not throw. */
export interface Actions {
  disposable: vscode.Disposable;
  /** Uploads files that were dropped on a client of the tree. */
  dropped(client: unknown, files: readonly DroppedFile[]): Promise<void>;
  /** Opens the page that merges `others` into the client they were dropped on. */
  mergeInto(survivor: unknown, others: readonly unknown[]): Promise<void>;
}

/** Registers the commands on clients. Their code (`entry.ts`) is loaded when one of them first runs. */
export function registerActions(context: ActionsContext & { commands: CommandTable }): Actions {
  const all = new Disposables();
  all.add(updateActionContextKeys(context.accounts));
  // From the start: VS Code asks for the texts of tabs that a reload left.
  const pages = all.add(new ResultPages());
  const load = lazily<ActionsFeature>(async () =>
    all.add((await import('./entry')).createActions(context, pages)),
  );
  const sweep = setTimeout(() => inBackground(removeLeftFolders(openedFolder(context))), sweepDelay);
  all.add({ dispose: () => clearTimeout(sweep) });
  for (const name of actionCommands)
    context.commands.add(name, async (...args) => (await load()).commands[name](...args));
  const onDrop = async (work: (feature: ActionsFeature) => unknown) => {
    try {
      await work(await load());
    } catch (error) {
      context.log.failure('drop', error);
      say('error', errorText(error));
    }
  };
  return {
    disposable: all,
    dropped: (client, files) => onDrop((loaded) => loaded.dropped(client, files)),
    // The first of several selected clients survives a merge.
    mergeInto: (survivor, others) =>
      onDrop(({ commands }) => commands.mergeClients(survivor, [survivor, ...others])),
  };
}
