import path from 'node:path';
import * as vscode from 'vscode';
import type { Client, Id } from '../../api/types';
import { clientUri, parseClientUri } from '../../platform/clientUri';
import { inAccount, say } from '../../platform/messages';
import { UserError } from '../../platform/sentences';
import { clientName } from '../../records/names';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import type { Backup } from './backup';
import type { ActionCommands } from '../commandNames';
import type { ActionsContext } from '../context';
import { FinalAct, type FinalIds, type FinalKind } from './purgeOrMerge';
import { FinalPage } from './purgeMergePage';
import { hasTwoPrimaries, repairPrimaries } from './keepFirstPrimary';
import { knownName, type TargetChoice, type Targets } from '../targets/targetChoice';
import { settleUnsavedText } from '../targets/unsavedDocuments';

/** Purge and merge. A command only opens the page of facts, whatever else it is called with. */
export function finalCommands(
  choice: TargetChoice,
  context: ActionsContext,
): Pick<ActionCommands, 'purgeClient' | 'mergeClients'> {
  const open = async (session: Session, kind: FinalKind, ids: FinalIds) => {
    const both = [ids.gone, ...(ids.survivor === undefined ? [] : [ids.survivor])];
    if (!(await settleUnsavedText(session.account, both))) return;
    const backups = path.join(context.storage.fsPath, 'backups');
    if (insideWorkspace(backups))
      throw new UserError(
        vscode.l10n.t(
          'The folder of backups is open as a workspace. Nothing was done; close it, then try again.',
        ),
      );
    const page = new FinalPage({
      session,
      act: new FinalAct(session, context.passwords, kind, ids),
      extension: context.extension,
      backups,
      log: context.log,
      columnsOf: (id) => tabsOf(session.account.id, [id]).map(({ group }) => group.viewColumn),
      done: (result, backup, columns) =>
        result === 'purged'
          ? afterPurge(session, backup, ids.gone)
          : afterMerge(session, result, backup, columns, () => choice.session(session.account.id)),
    });
    await page.load();
  };
  return {
    purgeClient: async (...args) => {
      const targets = await choice.choose(args, { title: vscode.l10n.t('Purge Which Client?'), many: false });
      const [gone] = targets?.ids ?? [];
      if (targets !== undefined && gone !== undefined)
        await open(targets.session, 'purge', { gone, survivor: undefined });
    },
    mergeClients: async (...args) => {
      const targets = await choice.choose(args, { title: vscode.l10n.t('Merge Which Clients?'), many: true });
      const pair = targets && (await pairOf(choice, targets));
      if (targets !== undefined && pair !== undefined) await open(targets.session, 'merge', pair);
    },
  };
}

/** Two selected clients, the first one survives; or one and another that is asked for, which survives. */
async function pairOf(choice: TargetChoice, { session, ids }: Targets): Promise<FinalIds | undefined> {
  const [first, second, third] = ids;
  if (first === undefined || third !== undefined)
    throw new UserError(vscode.l10n.t('A merge takes two clients. Choose one or two, then try again.'));
  if (second !== undefined) return { gone: second, survivor: first };
  const title = vscode.l10n.t('Merge “{0}” into Which Client?', knownName(session, first));
  const survivor = await choice.another(session, title, first);
  return survivor === undefined ? undefined : { gone: first, survivor };
}

async function afterPurge({ account }: Session, backup: Backup, id: Id): Promise<void> {
  const name = clientName(backup.clients.get(id) ?? {});
  const text = vscode.l10n.t('Purged “{0}” in {1}. Its backup is {2}.', name, account.label, backup.file);
  tellBackup(text, backup);
  return Promise.resolve();
}

async function afterMerge(
  session: Session,
  survivor: Client,
  backup: Backup,
  columns: readonly vscode.ViewColumn[],
  now: () => Session,
): Promise<void> {
  const name = clientName(survivor);
  const gone = backup.ids.filter((id) => id !== survivor.id);
  const { label } = session.account;
  tellBackup(vscode.l10n.t('Merged into “{0}” in {1}. The backup is {2}.', name, label, backup.file), backup);
  await followTabs(session.account, gone, survivor, columns);
  if (!hasTwoPrimaries(survivor)) return;
  const repair = vscode.l10n.t('Keep the First Only');
  const more = vscode.l10n.t('“{0}” has more than one primary contact now.', name);
  if ((await say('warning', inAccount(more, session.account), [repair])) !== repair) return;
  await repairPrimaries(now(), survivor.id);
  const one = vscode.l10n.t('“{0}” has one primary contact again.', name);
  void say('info', inAccount(one, session.account));
}

function tellBackup(text: string, { file }: Backup): void {
  const show = vscode.l10n.t('Show Backup');
  void say('info', text, [show]).then((choice) => {
    if (choice === show) void vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
  });
}

/** A merged loser's tab gives way to the survivor's; unsaved text stays, and says where everything is now. */
async function followTabs(
  account: Account,
  gone: readonly Id[],
  survivor: Client,
  columns: readonly vscode.ViewColumn[],
): Promise<void> {
  const uri = clientUri({ accountId: account.id, clientId: survivor.id }, clientName(survivor));
  for (const viewColumn of columns) await vscode.window.showTextDocument(uri, { viewColumn, preview: false });
  const left = tabsOf(account.id, gone);
  for (const { label } of left.filter(({ isDirty }) => isDirty))
    void say(
      'warning',
      inAccount(
        vscode.l10n.t(
          '“{0}” was merged into “{1}”. Its unsaved text stays open to copy from.',
          label.replace(/\.client\.json$/, ''),
          clientName(survivor),
        ),
        account,
      ),
    );
  await vscode.window.tabGroups.close(left.filter(({ isDirty }) => !isDirty));
}

function tabsOf(accountId: string, ids: readonly Id[]): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => {
      const address = input instanceof vscode.TabInputText ? parseClientUri(input.uri) : undefined;
      return address?.accountId === accountId && ids.includes(address.clientId);
    });
}

function insideWorkspace(folder: string): boolean {
  return (vscode.workspace.workspaceFolders ?? []).some(({ uri }) => {
    const way = path.relative(uri.fsPath, folder);
    return uri.scheme === 'file' && !way.startsWith('..') && !path.isAbsolute(way);
  });
}
