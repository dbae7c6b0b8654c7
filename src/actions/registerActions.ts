import type * as vscode from 'vscode';
import { registerCommand } from '../platform/commands';
import { Disposables } from '../platform/disposables';
import { actionCommands } from './commandNames';
import type { ActionsContext, ActionsFeature } from './entry';

/** Commands that act on clients. Nothing of what they do is loaded before the first use. */
export function registerActions(context: ActionsContext): vscode.Disposable {
  const all = new Disposables();
  let feature: Promise<ActionsFeature> | undefined;
  const load = (): Promise<ActionsFeature> =>
    (feature ??= import('./entry').then(({ createActions }) => all.add(createActions(context))));
  for (const name of actionCommands)
    all.add(
      registerCommand(`ninjaClients.${name}`, context.log, async (...args) =>
        (await load()).commands[name](...args),
      ),
    );
  return all;
}
