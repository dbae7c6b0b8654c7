import * as vscode from 'vscode';
import { relatedKinds, type Client, type Contact, type RelatedKind } from '../../api/types';
import { isInternalSetting, isSecretSetting, settingsField } from '../../records/fields/catalogue';
import { clientFields } from '../../records/fields/clientFields';
import type { Field } from '../../records/fields/field';
import type { FieldNames } from '../display/fieldNames';
import type { ClientOverview } from './clientOverview';

/** A value of the removed client that is lost in a merge. */
interface LostField {
  label: string;
  value: string;
  /** The survivor's own value, which stays; empty text for none. */
  kept: string;
}

/** What a merge will do, by the rules of the server (docs/invoice-ninja-api.md §8.4). */
interface MergePreview {
  readonly movedContacts: Contact[];
  /** Contacts without an e-mail, or with one that a contact of the survivor has. */
  readonly droppedContacts: Contact[];
  readonly lostFields: LostField[];
  /** Amounts of the survivor after the merge. */
  readonly balance: number;
  readonly paid: number;
  readonly credit: number;
  /** The contacts that will be primary. The server keeps those of both clients. */
  readonly primaries: Contact[];
}

/** What becomes of the related records of the removed client. Its ledger and its system logs are always lost. */
interface RelatedAfterMerge {
  readonly moves: RelatedKind[];
  readonly lost: RelatedKind[];
  /** Kinds of which the server's version does not tell. */
  readonly mayBeLost: RelatedKind[];
  /** How many locations are lost. */
  readonly locations: number;
}

/** Fields that other sections show, and those that are not lost. */
const skippedFields = new Set([
  'contacts',
  'documents',
  'settings',
  'id',
  'client_hash',
  'gateway_tokens',
  'locations',
]);

/** Works out what a merge will do. `names` replaces ids by names. */
export function mergePreview(survivor: Client, removed: Client, names: FieldNames): MergePreview {
  const emails = new Set(survivor.contacts.map(emailOf));
  const isDropped = (contact: Contact) => emailOf(contact) === '' || emails.has(emailOf(contact));
  const movedContacts = removed.contacts.filter((contact) => !isDropped(contact));
  return {
    movedContacts,
    droppedContacts: removed.contacts.filter(isDropped),
    lostFields: [...lostFields(survivor, removed, names), ...lostSettings(survivor, removed, names)],
    balance: survivor.balance + removed.balance,
    paid: survivor.paid_to_date + removed.paid_to_date,
    credit: survivor.credit_balance + removed.credit_balance,
    primaries: [...survivor.contacts, ...movedContacts].filter(({ is_primary }) => is_primary),
  };
}

/** Servers before 2026 do not move recurring expenses, and none moves locations (docs/invoice-ninja-api.md §8.4). */
export function relatedAfterMerge({ client, counts, recentServer }: ClientOverview): RelatedAfterMerge {
  const kinds = counts.get('recurring_expenses') === 0 ? [] : (['recurring_expenses'] as const);
  return {
    moves: relatedKinds.filter((kind) => kind !== 'recurring_expenses' || recentServer === 'yes'),
    lost: recentServer === 'no' ? [...kinds] : [],
    mayBeLost: recentServer === 'doubtful' ? [...kinds] : [],
    locations: client.locations?.length ?? 0,
  };
}

function emailOf({ email }: Contact): string {
  return email.trim().toLowerCase();
}

function lostFields(survivor: Client, removed: Client, names: FieldNames): LostField[] {
  return clientFields
    .filter(({ key, writable, secret }) => writable && secret !== true && !skippedFields.has(key))
    .map((field) => ({
      label: names.label(field),
      value: textOf(removed[field.key], field, names),
      kept: textOf(survivor[field.key], field, names),
    }))
    .filter(isLost);
}

function lostSettings(survivor: Client, removed: Client, names: FieldNames): LostField[] {
  return Object.entries(removed.settings)
    .filter(([key]) => !isInternalSetting(key) && !isSecretSetting(key))
    .map(([key, value]) => {
      const field = settingsField(key);
      return {
        label: field === undefined ? `settings.${key}` : names.label(field),
        value: textOf(value, field, names),
        kept: textOf(survivor.settings[key], field, names),
      };
    })
    .filter(isLost);
}

function isLost({ value, kept }: LostField): boolean {
  return value !== '' && value !== kept;
}

/** A value as text: names instead of ids, empty text for false, 0 and nothing. */
function textOf(value: unknown, field: Field | undefined, names: FieldNames): string {
  if (value === true) return vscode.l10n.t('yes');
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length > 0 ? JSON.stringify(value) : '';
  const text = typeof value === 'string' ? value.trim() : '';
  const plain = typeof value === 'number' && value !== 0 ? String(value) : text;
  return (field?.lookup && names.row(field.lookup, plain)) ?? plain;
}
