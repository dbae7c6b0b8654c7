import type * as vscode from 'vscode';
import { Disposables } from '../platform/disposables';
import type { ActionCommands } from './commandNames';
import type { ActionsContext } from './context';
import { BulkAction } from './bulkAction';
import { fieldCommands } from './fieldCommands';
import { lifecycleCommands } from './lifecycleCommands';
import { ResultPages } from './resultPages';
import { TargetChoice } from './targetChoice';

export type { ActionsContext } from './context';

export interface ActionsFeature extends vscode.Disposable {
  commands: ActionCommands;
}

/** Builds what acts on clients. In a bundle of its own, loaded by the first use. */
export function createActions(context: ActionsContext): ActionsFeature {
  const all = new Disposables();
  const pages = all.add(new ResultPages());
  const targets = new TargetChoice(context);
  const bulk = new BulkAction(context.log, pages);
  const commands: ActionCommands = {
    ...lifecycleCommands(targets, bulk),
    ...fieldCommands(targets, bulk),
  };
  return { commands, dispose: () => all.dispose() };
}
