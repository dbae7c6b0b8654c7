import type * as vscode from 'vscode';
import type { CommandTable } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import { actionCommands } from './commandNames';
import { offerWhatMayBeDone } from './actionContextKeys';
import { errorText, say } from '../platform/messages';
import type { DroppedFile } from '../platform/droppedFile';
import type { ActionsContext, ActionsFeature } from './entry';

export interface Actions {
  disposable: vscode.Disposable;
  /** Uploads files that were dropped on a client of the tree; tells by itself what came of it. */
  dropped(client: unknown, files: readonly DroppedFile[]): Promise<void>;
  /** Opens the page of facts of a merge into a client that others were dropped on. */
  mergeInto(survivor: unknown, others: readonly unknown[]): Promise<void>;
}

/** Commands that act on clients. Nothing of what they do is loaded before the first use. */
export function registerActions(context: ActionsContext & { commands: CommandTable }): Actions {
  const all = new Disposables();
  all.add(offerWhatMayBeDone(context.accounts));
  let feature: Promise<ActionsFeature> | undefined;
  const load = (): Promise<ActionsFeature> =>
    (feature ??= import('./entry').then(({ createActions }) => all.add(createActions(context))));
  for (const name of actionCommands)
    context.commands.add(name, async (...args) => (await load()).commands[name](...args));
  const drop = async (work: (feature: ActionsFeature) => unknown) => {
    try {
      await work(await load());
    } catch (error) {
      context.log.failure('drop', error);
      void say('error', errorText(error));
    }
  };
  return {
    disposable: all,
    dropped: (client, files) => drop((loaded) => loaded.dropped(client, files)),
    // The first of several survives, as when they are selected.
    mergeInto: (survivor, others) =>
      drop(({ commands }) => commands.mergeClients(survivor, [survivor, ...others])),
  };
}
