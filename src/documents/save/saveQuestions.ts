import * as vscode from 'vscode';
import type { Client } from '../../api/types';
import { say } from '../../platform/messages';
import type { MergeConflict } from '../../records/merge/mergeFields';
import type { Save, SavePlan } from '../../records/merge/plan';

/** True when the user chose to save their values over the server's newer ones. */
export async function askOverwrite(
  name: string,
  account: string,
  conflicts: readonly MergeConflict[],
): Promise<boolean> {
  const overwrite = vscode.l10n.t('Save My Values');
  const lines = conflicts
    .slice(0, 12)
    .map(({ label, server, mine }) =>
      vscode.l10n.t('{0}: the server has {1}, you have {2}', label, quoted(server), quoted(mine)),
    );
  if (conflicts.length > lines.length)
    lines.push(vscode.l10n.t('… and {0} more', conflicts.length - lines.length));
  const question = vscode.l10n.t('{0} was changed on the server in the same places as here.', name);
  const detail = questionDetail(account, lines);
  return (await say('warning', question, [overwrite], { modal: true, detail })) === overwrite;
}

/** True when contacts may go, or another one may become the primary contact. */
export async function askContacts(name: string, account: string, plan: Save): Promise<boolean> {
  const { removedContacts, primaryChange } = plan;
  const lines = removedContacts.map((contact) =>
    contact.reason === 'lostId'
      ? vscode.l10n.t(
          '{0} has lost its id: it would be made anew, without its portal access and invitations.',
          who(contact),
        )
      : vscode.l10n.t('{0} would be deleted, with its portal access and invitations.', who(contact)),
  );
  if (primaryChange !== undefined)
    lines.push(
      vscode.l10n.t(
        '{0} would become the primary contact instead of {1}.',
        who(primaryChange.to),
        who(primaryChange.from),
      ),
    );
  const proceed =
    removedContacts.length > 0 ? vscode.l10n.t('Delete and Save') : vscode.l10n.t('Change Primary and Save');
  const question = vscode.l10n.t('Change the contacts of {0}?', name);
  const detail = questionDetail(account, lines);
  return (await say('warning', question, [proceed], { modal: true, detail })) === proceed;
}

/** True when a client that another user deleted may be restored, so that it can be saved. */
export async function askRestore(name: string, account: string): Promise<boolean> {
  const restore = vscode.l10n.t('Restore and Save');
  const question = vscode.l10n.t('{0} was deleted and cannot be changed as it is.', name);
  const detail = questionDetail(account, [
    vscode.l10n.t('Restoring makes it an active client again; then your text is saved.'),
  ]);
  return (await say('warning', question, [restore], { modal: true, detail })) === restore;
}

/** The detail of a question; every question names the account in which it would change something. */
export function questionDetail(account: string, lines: readonly string[]): string[] {
  return [...lines, '', vscode.l10n.t('Account: {0}', account)];
}

function who({ name, email }: { name: string; email: string }): string {
  const both = [name, email !== name ? email : ''].filter((part) => part.trim() !== '');
  return both.join(', ') || vscode.l10n.t('A contact without a name');
}

function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  if (text === '') return vscode.l10n.t('nothing');
  return `“${text.length > 80 ? `${text.slice(0, 79)}…` : text}”`;
}

/** Conflicts of a plan as `path=server's value`: a further change on the server is another question. */
export function conflictKeys(plan: SavePlan, base: Client | undefined, server: Client): ReadonlySet<string> {
  if (plan.kind !== 'save') return new Set();
  // Without a base nobody knows who changed what: every difference is asked about. `updated_at` counts whole seconds.
  if (base === undefined) {
    const places = plan.changed.map((path) => path.join('.'));
    return new Set(places.length === 0 ? [] : [`${places.join()}=${JSON.stringify(server)}`]);
  }
  return new Set(
    plan.conflicts.map(({ path, server: value }) => `${path.join('.')}=${JSON.stringify(value)}`),
  );
}

/** Names the question about contacts that a save would ask; `""` for none. */
export function contactQuestion({ removedContacts, primaryChange }: Save): string {
  if (removedContacts.length === 0 && primaryChange === undefined) return '';
  return `contacts:${removedContacts.map(({ id }) => id).join()};${primaryChange?.to.id ?? ''}`;
}
