import { relatedKinds, type Client, type Contact, type RelatedKind } from '../../api/types';
import { settingsField } from '../../records/fields/catalogue';
import { clientFields } from '../../records/fields/clientFields';
import type { Field } from '../../records/fields/field';
import type { ClientFacts } from './clientOverview';
import type { FieldNames } from '../display/fieldNames';

export interface LostField {
  label: string;
  value: string;
  /** What the survivor has there; empty text for nothing. */
  kept: string;
}

/** What a merge will do, by the server's rules (reference: invoice-ninja-api.md §8.4). */
export interface MergePreview {
  readonly movedContacts: Contact[];
  /** Their e-mail is empty or the survivor has it already. */
  readonly droppedContacts: Contact[];
  /** Fields of the loser that the survivor does not take over. */
  readonly lostFields: LostField[];
  readonly balance: number;
  readonly paid: number;
  readonly credit: number;
  readonly documents: number;
  /** Contacts that will all be primary; fewer than two need no repair. */
  readonly primaries: Contact[];
}

/** What becomes of the records that belong to the loser. Its ledger and its system logs are always lost. */
export interface MergeFates {
  readonly moves: RelatedKind[];
  readonly lost: RelatedKind[];
  /** The server's version does not tell. */
  readonly mayBeLost: RelatedKind[];
  /** Locations that are lost with it. */
  readonly locations: number;
}

/** Told elsewhere, or not lost. */
const told = new Set([
  'contacts',
  'documents',
  'settings',
  'id',
  'client_hash',
  'gateway_tokens',
  'locations',
]);

/** What comes of a merge; `names` make ids readable. */
export function mergePreview(survivor: Client, loser: Client, names: FieldNames): MergePreview {
  const emails = new Set(survivor.contacts.map(emailOf));
  const dropped = (contact: Contact) => emailOf(contact) === '' || emails.has(emailOf(contact));
  const movedContacts = loser.contacts.filter((contact) => !dropped(contact));
  return {
    movedContacts,
    droppedContacts: loser.contacts.filter(dropped),
    lostFields: [...lostFields(survivor, loser, names), ...lostSettings(survivor, loser, names)],
    balance: survivor.balance + loser.balance,
    paid: survivor.paid_to_date + loser.paid_to_date,
    credit: survivor.credit_balance + loser.credit_balance,
    documents: (survivor.documents?.length ?? 0) + (loser.documents?.length ?? 0),
    primaries: [...survivor.contacts, ...movedContacts].filter(({ is_primary }) => is_primary),
  };
}

/** Versions before 2026 do not move recurring expenses, and none moves locations. What there is none of is not lost. */
export function mergeFates({ client, counts, recentServer }: ClientFacts): MergeFates {
  const left = counts.get('recurring_expenses') === 0 ? [] : (['recurring_expenses'] as const);
  return {
    moves: relatedKinds.filter((kind) => kind !== 'recurring_expenses' || recentServer === 'yes'),
    lost: recentServer === 'no' ? [...left] : [],
    mayBeLost: recentServer === 'doubtful' ? [...left] : [],
    locations: client.locations?.length ?? 0,
  };
}

function emailOf({ email }: Contact): string {
  return email.trim().toLowerCase();
}

function lostFields(survivor: Client, loser: Client, names: FieldNames): LostField[] {
  return clientFields
    .filter(({ key, writable, secret }) => writable && secret !== true && !told.has(key))
    .map((field) => ({
      label: names.label(field),
      value: textOf(loser[field.key], field, names),
      kept: textOf(survivor[field.key], field, names),
    }))
    .filter(isLost);
}

function lostSettings(survivor: Client, loser: Client, names: FieldNames): LostField[] {
  return Object.entries(loser.settings)
    .filter(([key]) => key !== 'entity')
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

/** As people know it: names instead of ids. */
function textOf(value: unknown, field: Field | undefined, names: FieldNames): string {
  if (value === true) return 'yes';
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length > 0 ? JSON.stringify(value) : '';
  const text = typeof value === 'string' ? value.trim() : '';
  const shown = typeof value === 'number' && value !== 0 ? String(value) : text;
  return (field?.lookup && names.row(field.lookup, shown)) ?? shown;
}
