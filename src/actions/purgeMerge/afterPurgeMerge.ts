import * as vscode from 'vscode';
import type { Client, Id } from '../../api/types';
import { clientUri, parseClientUri } from '../../platform/clientUri';
import type { Log } from '../../platform/log';
import { inBackground, inAccount, say } from '../../platform/messages';
import { sentence } from '../../platform/sentences';
import { clientName } from '../../records/names';
import type { Account } from '../../session/account';
import type { Session } from '../../session/session';
import type { Backup } from './backup';
import { hasSeveralPrimaries, keepFirstPrimary } from './keepFirstPrimary';

/** Tells that a client was purged, and where its backup is. */
export function reportPurge({ label }: Account, backup: Backup, id: Id): void {
  const name = clientName(backup.clients.get(id) ?? {});
  offerBackup(vscode.l10n.t('Purged “{0}” in {1}. Its backup is {2}.', name, label, backup.file), backup);
}

/**
 * Tells that clients were merged and where the backup is, moves tabs to the survivor, and offers to keep only one
 * primary contact. `columns` are those in which the removed client was open; `currentSession` returns the account's
 * session at the time of the call.
 */
export async function reportMerge(
  account: Account,
  survivor: Client,
  backup: Backup,
  columns: readonly vscode.ViewColumn[],
  currentSession: () => Session,
  log: Log,
): Promise<void> {
  const name = clientName(survivor);
  const removed = backup.ids.filter((id) => id !== survivor.id);
  offerBackup(
    vscode.l10n.t('Merged into “{0}” in {1}. The backup is {2}.', name, account.label, backup.file),
    backup,
  );
  await moveTabs(account, removed, survivor, columns).catch((error: unknown) =>
    log.failure('after-merge', error),
  );
  if (!hasSeveralPrimaries(survivor)) return;
  const repair = vscode.l10n.t('Keep the First Only');
  const question = vscode.l10n.t('“{0}” has more than one primary contact now.', name);
  if ((await say('warning', inAccount(question, account), [repair])) !== repair) return;
  try {
    await keepFirstPrimary(currentSession(), survivor.id);
  } catch (error) {
    log.failure('after-merge', error);
    const text = vscode.l10n.t(
      'The clients are merged, but “{0}” still has more than one primary contact. {1}',
      name,
      sentence(error),
    );
    say('error', inAccount(text, account));
    return;
  }
  const repaired = vscode.l10n.t('“{0}” has one primary contact again.', name);
  say('info', inAccount(repaired, account));
}

/** The tabs in which a client of these is open. */
export function tabsOf(accountId: string, ids: readonly Id[]): vscode.Tab[] {
  return vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => {
      const address = input instanceof vscode.TabInputText ? parseClientUri(input.uri) : undefined;
      return address?.accountId === accountId && ids.includes(address.clientId);
    });
}

function offerBackup(text: string, { file }: Backup): void {
  const show = vscode.l10n.t('Show Backup');
  const open = () => vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
  inBackground(say('info', text, [show]).then((choice) => (choice === show ? open() : undefined)));
}

/** Opens the survivor in place of the removed client. A tab with unsaved text stays open, with a message. */
async function moveTabs(
  account: Account,
  removed: readonly Id[],
  survivor: Client,
  columns: readonly vscode.ViewColumn[],
): Promise<void> {
  const uri = clientUri({ accountId: account.id, clientId: survivor.id }, clientName(survivor));
  for (const viewColumn of columns) await vscode.window.showTextDocument(uri, { viewColumn, preview: false });
  const tabs = tabsOf(account.id, removed);
  for (const { label } of tabs.filter(({ isDirty }) => isDirty))
    say(
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
  await vscode.window.tabGroups.close(tabs.filter(({ isDirty }) => !isDirty));
}
