import * as vscode from 'vscode';
import { pickerText, plainText } from '../../platform/plainText';
import { UserError } from '../../platform/sentences';
import { clientField } from '../../records/fields/catalogue';
import type { LookupRow } from '../../session/companyData';
import type { ActionCommands } from '../commandNames';
import { nameOrCount } from '../display/clientNames';
import { fieldLabel } from '../display/fieldNames';
import type { TargetChoice, Targets } from '../targets/targetChoice';
import type { BulkAction } from './bulkAction';
import { cloneOperation, fieldOperation, groupOperation } from './bulkOperations';
import { cloneVerifier } from './cloneVerifier';

type FieldCommand = 'assignGroup' | 'setClientField' | 'cloneClients';

/** Assign to a group, set a field, and clone. None of these has Undo. */
export function fieldCommands(choice: TargetChoice, bulk: BulkAction): Pick<ActionCommands, FieldCommand> {
  return {
    assignGroup: async (...args) => {
      const title = vscode.l10n.t('Assign Clients to a Group');
      const targets = await choice.choose(args, { title, many: true });
      if (targets === undefined) return;
      const groups = await targets.session.companyData.lookup('group');
      if (groups.length === 0)
        throw new UserError(
          vscode.l10n.t('There are no groups yet. Nothing was done; make one in Invoice Ninja first.'),
        );
      const group = await pickRow(
        groups,
        title,
        vscode.l10n.t('Group for {0} in {1}', ...clientsAndAccount(targets)),
      );
      if (group === undefined) return;
      await bulk.run({
        targets,
        operation: groupOperation(group.id),
        labels: {
          question: (what) => vscode.l10n.t('Assign {0} to “{1}”', what, group.name),
          running: (what) => vscode.l10n.t('Assigning {0} to “{1}”', what, group.name),
          done: (what) => vscode.l10n.t('Assigned {0} to “{1}”', what, group.name),
        },
        undo: false,
        confirm: false,
      });
    },
    setClientField: async (...args) => {
      const title = vscode.l10n.t('Set a Field of Clients');
      const targets = await choice.choose(args, { title, many: true });
      if (targets === undefined) return;
      const newValue = await askFieldAndValue(targets, title);
      if (newValue === undefined) return;
      const { label, column, value, valueName } = newValue;
      await bulk.run({
        targets,
        operation: fieldOperation(column, value),
        labels: {
          question: (what) => vscode.l10n.t('Set {0} of {1}', label, what),
          running: (what) => vscode.l10n.t('Setting {0} of {1}', label, what),
          done: (what) => vscode.l10n.t('Set {0} of {1}', label, what),
        },
        undo: false,
        confirm: true,
        detail: vscode.l10n.t(
          'The new value is “{0}”. What was there before is replaced, and this cannot be undone.',
          valueName,
        ),
      });
    },
    cloneClients: async (...args) => {
      const targets = await choice.choose(args, { title: vscode.l10n.t('Clone Clients'), many: true });
      if (targets === undefined) return;
      await bulk.run({
        targets,
        operation: cloneOperation(),
        labels: {
          question: (what) => vscode.l10n.t('Clone {0}', what),
          running: (what) => vscode.l10n.t('Cloning {0}', what),
          done: (what) => vscode.l10n.t('Cloned {0}', what),
        },
        undo: false,
        confirm: true,
        detail: vscode.l10n.t('Each gets a copy with its contacts, a new number and no balance.'),
        verifyOutcome: await cloneVerifier(targets.session),
      });
    },
  };
}

/** For a picker's placeholder, because for a single client it may be the last question before the change. */
function clientsAndAccount({ session, ids }: Targets): [clients: string, account: string] {
  const shorten = (text: string) => plainText(text, 80);
  return [nameOrCount(session, ids, shorten), shorten(session.account.label)];
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
  /** The name where the value is an id, else the value itself. */
  valueName: string;
}

/** Asks for a field and its new value. Offers only fields that this server can set on many clients at once. */
async function askFieldAndValue(targets: Targets, title: string): Promise<FieldValue | undefined> {
  const { session } = targets;
  const [statics, company] = await Promise.all([
    session.companyData.statics(),
    session.companyData.company(),
  ]);
  const fields = statics.bulkUpdateColumns.flatMap((column) => clientField(column) ?? []);
  if (fields.length === 0)
    throw new UserError(
      vscode.l10n.t('This version of Invoice Ninja cannot set a field of many clients. Nothing was done.'),
    );
  const items = fields.map((field) => ({ label: pickerText(fieldLabel(field, company)), field }));
  const placeHolder = vscode.l10n.t('Field of {0} in {1}', ...clientsAndAccount(targets));
  const picked = await vscode.window.showQuickPick(items, { title: pickerText(title), placeHolder });
  if (picked === undefined) return undefined;
  const { field, label } = picked;
  if (field.lookup !== undefined) {
    const placeHolder = vscode.l10n.t('New value for {0} in {1}', ...clientsAndAccount(targets));
    const row = await pickRow(await session.companyData.lookup(field.lookup), label, placeHolder);
    return row && { column: field.key, label, value: row.id, valueName: row.name };
  }
  const value = await vscode.window.showInputBox({
    title: label,
    prompt: vscode.l10n.t('The new value for all of these clients; leave it empty to clear the field'),
    ignoreFocusOut: true,
  });
  return value === undefined ? undefined : { column: field.key, label, value, valueName: value };
}
