import * as vscode from 'vscode';
import { settings } from '../../platform/settings';
import type { ActionCommands } from '../commandNames';
import type { TargetChoice } from '../targets/targetChoice';
import type { BulkAction, BulkLabels } from './bulkAction';
import { lifecycleOperation, type Lifecycle } from './bulkOperations';

type LifecycleCommand = 'archiveClients' | 'restoreClients' | 'deleteClients';

/** Archive, restore and delete, each with Undo. */
export function lifecycleCommands(
  choice: TargetChoice,
  bulk: BulkAction,
): Pick<ActionCommands, LifecycleCommand> {
  const run = async (action: Lifecycle, title: string, args: readonly unknown[]) => {
    const targets = await choice.choose(args, { title, many: true });
    if (targets === undefined) return;
    await bulk.run({
      targets,
      operation: lifecycleOperation(action),
      labels: labels(action),
      undo: true,
      confirm: action === 'delete' && settings.confirmDelete(),
      ...(action === 'delete'
        ? { detail: vscode.l10n.t('Deleted clients can be restored, and Undo brings them back.') }
        : {}),
    });
  };
  return {
    archiveClients: (...args) => run('archive', vscode.l10n.t('Archive Clients'), args),
    restoreClients: (...args) => run('restore', vscode.l10n.t('Restore Clients'), args),
    deleteClients: (...args) => run('delete', vscode.l10n.t('Delete Clients'), args),
  };
}

function labels(action: Lifecycle): BulkLabels {
  switch (action) {
    case 'archive':
      return {
        question: (what) => vscode.l10n.t('Archive {0}', what),
        running: (what) => vscode.l10n.t('Archiving {0}', what),
        done: (what) => vscode.l10n.t('Archived {0}', what),
      };
    case 'restore':
      return {
        question: (what) => vscode.l10n.t('Restore {0}', what),
        running: (what) => vscode.l10n.t('Restoring {0}', what),
        done: (what) => vscode.l10n.t('Restored {0}', what),
      };
    case 'delete':
      return {
        question: (what) => vscode.l10n.t('Delete {0}', what),
        running: (what) => vscode.l10n.t('Deleting {0}', what),
        done: (what) => vscode.l10n.t('Deleted {0}', what),
      };
  }
}
