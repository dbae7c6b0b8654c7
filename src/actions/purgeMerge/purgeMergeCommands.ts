import path from 'node:path';
import * as vscode from 'vscode';
import { UserError } from '../../platform/sentences';
import { requireSession } from '../../platform/signedIn';
import type { Session } from '../../session/session';
import type { ActionCommands } from '../commandNames';
import type { ActionsContext } from '../context';
import { knownName } from '../display/clientNames';
import type { TargetChoice, Targets } from '../targets/targetChoice';
import { askAboutUnsaved } from '../targets/unsavedDocuments';
import { reportMerge, reportPurge, tabsOf } from './afterPurgeMerge';
import { PurgeMergePage } from './purgeMergePage';
import { PurgeOrMerge, type PurgeMergeIds } from './purgeOrMerge';

/** Purge and merge. Whatever a command is called with, it only opens the page on which the user confirms. */
export function purgeMergeCommands(
  choice: TargetChoice,
  context: ActionsContext,
): Pick<ActionCommands, 'purgeClient' | 'mergeClients'> {
  const open = async (session: Session, ids: PurgeMergeIds) => {
    const { account } = session;
    const operation = new PurgeOrMerge(session, context.passwords, ids);
    if (!(await askAboutUnsaved(account, operation.affected))) return;
    const backups = path.join(context.storage.fsPath, 'backups');
    if (isInsideWorkspace(backups))
      throw new UserError(
        vscode.l10n.t(
          'The folder of backups is open as a workspace. Nothing was done; close it, then try again.',
        ),
      );
    const page = new PurgeMergePage({
      session,
      operation,
      extension: context.extension,
      backups,
      log: context.log,
      columnsOf: (id) => tabsOf(account.id, [id]).map(({ group }) => group.viewColumn),
      done: async (result, backup, columns) => {
        if (result === 'purged') reportPurge(account, backup, ids.removed);
        else
          await reportMerge(
            account,
            result,
            backup,
            columns,
            () => requireSession(context.accounts, account.id),
            context.log,
          );
      },
    });
    await page.load();
  };
  return {
    purgeClient: async (...args) => {
      const targets = await choice.choose(args, { title: vscode.l10n.t('Purge Which Client?'), many: false });
      const [removed] = targets?.ids ?? [];
      if (targets !== undefined && removed !== undefined)
        await open(targets.session, { removed, survivor: undefined });
    },
    mergeClients: async (...args) => {
      const targets = await choice.choose(args, { title: vscode.l10n.t('Merge Which Clients?'), many: true });
      const ids = targets && (await chooseSurvivor(choice, targets));
      if (targets !== undefined && ids !== undefined) await open(targets.session, ids);
    },
  };
}

/** Of two clients the first one survives. For a single client, the survivor is asked for. */
async function chooseSurvivor(
  choice: TargetChoice,
  { session, ids }: Targets,
): Promise<PurgeMergeIds | undefined> {
  const [first, second, third] = ids;
  if (first === undefined || third !== undefined)
    throw new UserError(vscode.l10n.t('A merge takes two clients. Choose one or two, then try again.'));
  if (second !== undefined) return { removed: second, survivor: first };
  const title = vscode.l10n.t('Merge “{0}” into Which Client?', knownName(session, first));
  const survivor = await choice.another(session, title, first);
  return survivor === undefined ? undefined : { removed: first, survivor };
}

function isInsideWorkspace(folder: string): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => {
    const relative = path.relative(uri.fsPath, folder);
    return uri.scheme === 'file' && !relative.startsWith('..') && !path.isAbsolute(relative);
  });
}
