import type * as vscode from 'vscode';
import { Disposables } from '../platform/disposables';
import type { DroppedFile } from '../platform/droppedFile';
import { BulkAction } from './bulk/bulkAction';
import { fieldCommands } from './bulk/fieldCommands';
import { lifecycleCommands } from './bulk/lifecycleCommands';
import type { ActionCommands } from './commandNames';
import { openedFolder, type ActionsContext } from './context';
import type { ResultPages } from './display/resultPages';
import { DocumentCommands } from './files/documentCommands';
import { UploadCommands } from './files/uploadCommands';
import { purgeMergeCommands } from './purgeMerge/purgeMergeCommands';
import { TargetChoice } from './targets/targetChoice';

/** The loaded feature. */
export interface ActionsFeature extends vscode.Disposable {
  commands: ActionCommands;
  /** Uploads files that were dropped on a client of the tree. */
  dropped(client: unknown, files: readonly DroppedFile[]): Promise<void>;
}

/** Builds the commands on clients. The bundle that starts here is loaded when one of them first runs. */
export function createActions(context: ActionsContext, pages: ResultPages): ActionsFeature {
  const all = new Disposables();
  const targets = new TargetChoice(context);
  const bulk = new BulkAction(context.log, pages, context.accounts);
  const uploads = new UploadCommands(targets, pages, context.log);
  const documents = all.add(
    new DocumentCommands(targets, pages, context.passwords, context.log, openedFolder(context)),
  );
  return {
    commands: {
      ...lifecycleCommands(targets, bulk),
      ...fieldCommands(targets, bulk),
      ...purgeMergeCommands(targets, context),
      ...documents.commands,
      ...uploads.commands,
    },
    dropped: (client, files) => uploads.dropped(client, files),
    dispose: () => all.dispose(),
  };
}
