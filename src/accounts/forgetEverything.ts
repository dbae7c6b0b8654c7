import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { say } from '../platform/messages';
import type { Accounts } from './accounts';

/** Folder of backups in the extension's storage: the user may want to keep these. */
export const backupsFolder = 'backups';

/**
 * Asks, then removes all accounts, secrets, drafts and caches of this extension from this machine. Backups are removed only
 * if the user says so. False when the user canceled.
 */
export async function forgetEverything(
  accounts: Accounts,
  state: vscode.Memento,
  storage: string,
  stopSample: () => Promise<void>,
): Promise<boolean> {
  const entries: string[] = await readdir(storage).catch(() => []);
  const keep = vscode.l10n.t('Forget Everything, Keep Backups');
  const all = vscode.l10n.t('Forget Everything and Backups');
  const only = vscode.l10n.t('Forget Everything');
  const choice = await say(
    'warning',
    vscode.l10n.t('Sign out of all accounts and forget everything on this machine?'),
    entries.includes(backupsFolder) ? [keep, all] : [only],
    {
      modal: true,
      detail: vscode.l10n.t(
        'Removes all tokens, remembered passwords, filters, recent clients, sample data and the notes that unsaved clients are based on. Text in open editors stays, but can no longer be merged with the server. Nothing changes on any server.',
      ),
    },
  );
  if (choice === undefined) return false;
  await accounts.removeAll();
  await stopSample();
  for (const key of state.keys()) await state.update(key, undefined);
  for (const entry of entries) {
    if (entry === backupsFolder && choice === keep) continue;
    await rm(path.join(storage, entry), { recursive: true, force: true });
  }
  return true;
}
