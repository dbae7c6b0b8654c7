import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import { say } from '../platform/messages';
import type { Accounts } from './accounts';
import { leftoverNames, type Leftover } from './store/leftovers';

/** Folder of backups in the extension's storage: the user may want to keep these. */
export const backupsFolder = 'backups';

/** Where this extension keeps what is no secret. */
export interface Places {
  /** The state of all windows, and of this workspace. */
  states: readonly vscode.Memento[];
  /** Folders of its own; those of the first are asked about if they are backups. */
  folders: readonly string[];
}

/**
 * Asks, then removes all accounts, secrets, drafts and caches of this extension from this machine, and says what could not
 * be removed. Backups are removed only if the user says so.
 */
export async function forgetEverything(
  accounts: Accounts,
  { states, folders }: Places,
  stopSample: () => Promise<void>,
): Promise<void> {
  const entries = await entriesOf(folders);
  const backups = entries.filter((entry) => path.basename(entry) === backupsFolder);
  const keep = vscode.l10n.t('Forget Everything, Keep Backups');
  const all = vscode.l10n.t('Forget Everything and Backups');
  const only = vscode.l10n.t('Forget Everything');
  const choice = await say(
    'warning',
    vscode.l10n.t('Sign out of all accounts and forget everything on this machine?'),
    backups.length > 0 ? [keep, all] : [only],
    {
      modal: true,
      detail: vscode.l10n.t(
        'Removes all tokens, remembered passwords, filters, recent clients, sample data and the notes that unsaved clients are based on. Text in open editors stays, but can no longer be merged with the server. Nothing changes on any server.',
      ),
    },
  );
  if (choice === undefined) return;
  const left = new Set<Leftover>(await accounts.removeAll());
  const attempt = async (what: Leftover, work: () => PromiseLike<unknown>) => {
    try {
      await work();
    } catch {
      left.add(what);
    }
  };
  await attempt('files', stopSample);
  for (const state of states)
    for (const key of state.keys()) await attempt('notes', () => state.update(key, undefined));
  // Read again: signing out and ending the sample data may have written.
  for (const entry of await entriesOf(folders))
    if (choice !== keep || !backups.includes(entry))
      await attempt('files', () => rm(entry, { recursive: true, force: true }));
  if (left.size === 0) say('info', vscode.l10n.t('Everything was forgotten. Nothing changed on any server.'));
  else
    say(
      'warning',
      vscode.l10n.t(
        'All accounts were signed out, but this could not be removed from this machine: {0}. Unlock its secret storage or make room on its disk, then choose “Forget Everything” again.',
        leftoverNames(left),
      ),
    );
}

async function entriesOf(folders: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names: string[] = await readdir(folder).catch(() => []);
      return names.map((name) => path.join(folder, name));
    }),
  );
  return found.flat();
}
