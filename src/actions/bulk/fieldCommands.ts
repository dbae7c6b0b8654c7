import * as vscode from 'vscode';
import { pickerText, plainText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { clientField } from '../../records/fields/catalogue';
import type { LookupRow } from '../../session/accountFacts';
import { describe, type BulkAction } from './bulkAction';
import { cloneWish, fieldWish, groupWish } from './bulkOperations';
import type { ActionCommands } from '../commandNames';
import { copyWatch } from './cloneVerifier';
import { fieldLabel } from '../display/fieldNames';
import type { TargetChoice, Targets } from '../targets/targetChoice';

type FieldCommand = 'assignGroup' | 'setClientField' | 'cloneClients';

/** One group, one value or a copy for each of many clients. There is no undo for these. */
export function fieldCommands(choice: TargetChoice, bulk: BulkAction): Pick<ActionCommands, FieldCommand> {
  return {
    assignGroup: async (...args) => {
      const title = vscode.l10n.t('Assign Clients to a Group');
      const targets = await choice.choose(args, { title, many: true });
      if (targets === undefined) return;
      const groups = await targets.session.lookup('group');
      if (groups.length === 0)
        throw new UserError(
          vscode.l10n.t('There are no groups yet. Nothing was done; make one in Invoice Ninja first.'),
        );
      const group = await pickRow(groups, title, vscode.l10n.t('Group for {0} in {1}', ...whom(targets)));
      if (group === undefined) return;
      await bulk.run({
        targets,
        wish: groupWish(group.id),
        words: {
          ask: (what) => vscode.l10n.t('Assign {0} to “{1}”', what, group.name),
          doing: (what) => vscode.l10n.t('Assigning {0} to “{1}”', what, group.name),
          did: (what) => vscode.l10n.t('Assigned {0} to “{1}”', what, group.name),
        },
        undo: false,
        confirm: false,
      });
    },
    setClientField: async (...args) => {
      const title = vscode.l10n.t('Set a Field of Clients');
      const targets = await choice.choose(args, { title, many: true });
      if (targets === undefined) return;
      const wanted = await askFieldAndValue(targets, title);
      if (wanted === undefined) return;
      const { label, column, value, shown } = wanted;
      await bulk.run({
        targets,
        wish: fieldWish(column, value),
        words: {
          ask: (what) => vscode.l10n.t('Set {0} of {1}', label, what),
          doing: (what) => vscode.l10n.t('Setting {0} of {1}', label, what),
          did: (what) => vscode.l10n.t('Set {0} of {1}', label, what),
        },
        undo: false,
        confirm: true,
        detail: vscode.l10n.t(
          'The new value is “{0}”. What was there before is replaced, and this cannot be undone.',
          shown,
        ),
      });
    },
    cloneClients: async (...args) => {
      const targets = await choice.choose(args, { title: vscode.l10n.t('Clone Clients'), many: true });
      if (targets === undefined) return;
      await bulk.run({
        targets,
        wish: cloneWish(),
        words: {
          ask: (what) => vscode.l10n.t('Clone {0}', what),
          doing: (what) => vscode.l10n.t('Cloning {0}', what),
          did: (what) => vscode.l10n.t('Cloned {0}', what),
        },
        undo: false,
        confirm: true,
        detail: vscode.l10n.t('Each gets a copy with its contacts, a new number and no balance.'),
        settle: await copyWatch(targets.session),
      });
    },
  };
}

/** Which clients, and in which account: for one client a choice may be the last question before something happens. */
function whom(targets: Targets): [what: string, account: string] {
  const short = (text: string) => plainText(text, 80);
  return [describe(targets, short), short(targets.session.account.label)];
}

async function pickRow(
  rows: readonly LookupRow[],
  title: string,
  placeHolder: string,
): Promise<LookupRow | undefined> {
  const items = rows.map((row) => ({ label: pickerText(row.name), row }));
  const options = { title: pickerText(title), placeHolder, matchOnDescription: true };
  return (await vscode.window.showQuickPick(items, options))?.row;
}

interface FieldValue {
  column: string;
  label: string;
  value: string;
  /** The value as people know it. */
  shown: string;
}

/** Only columns that this server offers for many clients at once. */
async function askFieldAndValue(targets: Targets, title: string): Promise<FieldValue | undefined> {
  const { session } = targets;
  const [statics, company] = await Promise.all([session.statics(), session.company()]);
  const fields = statics.bulkUpdateColumns.flatMap((column) => clientField(column) ?? []);
  if (fields.length === 0)
    throw new UserError(
      vscode.l10n.t('This version of Invoice Ninja cannot set a field of many clients. Nothing was done.'),
    );
  const items = fields.map((field) => ({ label: pickerText(fieldLabel(field, company)), field }));
  const placeHolder = vscode.l10n.t('Field of {0} in {1}', ...whom(targets));
  const picked = await vscode.window.showQuickPick(items, { title: pickerText(title), placeHolder });
  if (picked === undefined) return undefined;
  const { field, label } = picked;
  if (field.lookup !== undefined) {
    const asked = vscode.l10n.t('New value for {0} in {1}', ...whom(targets));
    const row = await pickRow(await session.lookup(field.lookup), label, asked);
    return row && { column: field.key, label, value: row.id, shown: row.name };
  }
  const value = await vscode.window.showInputBox({
    title: label,
    prompt: vscode.l10n.t('The new value for all of these clients; leave it empty to clear the field'),
    ignoreFocusOut: true,
  });
  return value === undefined ? undefined : { column: field.key, label, value, shown: value };
}
