import type { Client, Contact } from '../api/types';
import { clientFields } from '../records/clientFields';

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

export function mergePreview(survivor: Client, loser: Client): MergePreview {
  const emails = new Set(survivor.contacts.map(emailOf));
  const dropped = (contact: Contact) => emailOf(contact) === '' || emails.has(emailOf(contact));
  const movedContacts = loser.contacts.filter((contact) => !dropped(contact));
  return {
    movedContacts,
    droppedContacts: loser.contacts.filter(dropped),
    lostFields: [...lostFields(survivor, loser), ...lostSettings(survivor, loser)],
    balance: survivor.balance + loser.balance,
    paid: survivor.paid_to_date + loser.paid_to_date,
    credit: survivor.credit_balance + loser.credit_balance,
    documents: (survivor.documents?.length ?? 0) + (loser.documents?.length ?? 0),
    primaries: [...survivor.contacts, ...movedContacts].filter(({ is_primary }) => is_primary),
  };
}

function emailOf({ email }: Contact): string {
  return email.trim().toLowerCase();
}

function lostFields(survivor: Client, loser: Client): LostField[] {
  return clientFields
    .filter(({ key, writable, secret }) => writable && secret !== true && !told.has(key))
    .map(({ key, title }) => ({ label: title, value: textOf(loser[key]), kept: textOf(survivor[key]) }))
    .filter(({ value, kept }) => value !== '' && value !== kept);
}

function lostSettings(survivor: Client, loser: Client): LostField[] {
  return Object.entries(loser.settings)
    .filter(([key]) => key !== 'entity')
    .map(([key, value]) => ({
      label: `settings.${key}`,
      value: textOf(value),
      kept: textOf(survivor.settings[key]),
    }))
    .filter(({ value, kept }) => value !== '' && value !== kept);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number') return value === 0 ? '' : String(value);
  if (value === true) return 'yes';
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0
    ? JSON.stringify(value)
    : '';
}
