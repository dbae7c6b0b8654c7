import type * as vscode from 'vscode';
import { Disposables } from '../platform/disposables';
import type { ActionCommands } from './commandNames';
import type { ActionsContext } from './context';
import { BulkAction } from './bulk/bulkAction';
import { DocumentActions } from './files/documentCommands';
import { fieldCommands } from './bulk/fieldCommands';
import { finalCommands } from './purgeMerge/purgeMergeCommands';
import { lifecycleCommands } from './bulk/lifecycleCommands';
import { ResultPages } from './display/resultPages';
import { TargetChoice } from './targets/targetChoice';
import { UploadAction } from './files/uploadCommands';
import type { DroppedFile } from '../platform/droppedFile';
import { sourceOfDrop } from './files/uploadSources';

export type { ActionsContext } from './context';

export interface ActionsFeature extends vscode.Disposable {
  commands: ActionCommands;
  /** Uploads files that were dropped on a client of the tree. */
  dropped(client: unknown, files: readonly DroppedFile[]): Promise<void>;
}

/** Builds what acts on clients. In a bundle of its own, loaded by the first use. */
export function createActions(context: ActionsContext): ActionsFeature {
  const all = new Disposables();
  const pages = all.add(new ResultPages());
  const targets = new TargetChoice(context);
  const bulk = new BulkAction(context.log, pages, (accountId) => targets.session(accountId));
  const uploads = new UploadAction(targets, pages, context.log);
  const documents = all.add(new DocumentActions(targets, pages, context.passwords, context.log));
  const commands: ActionCommands = {
    ...lifecycleCommands(targets, bulk),
    ...fieldCommands(targets, bulk),
    ...finalCommands(targets, context),
    ...documents.commands,
    uploadDocuments: (...args) => uploads.fromDialog(args),
    uploadFiles: (...args) => uploads.fromExplorer(args),
    uploadActiveEditor: () => uploads.fromEditor(),
  };
  const dropped = async (client: unknown, files: readonly DroppedFile[]) => {
    const to = await targets.choose([client], { title: '', many: false });
    if (to !== undefined) await uploads.send(to, files.map(sourceOfDrop));
  };
  return { commands, dropped, dispose: () => all.dispose() };
}
