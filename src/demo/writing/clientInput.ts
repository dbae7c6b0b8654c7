import type { Backend } from '../backend';
import { COUNTRIES } from '../lookups/countries';
import { CURRENCIES } from '../lookups/currencies';
import { decodeId } from '../store/hashIds';
import { LANGUAGES } from '../lookups/languages';
import {
  entriesOf,
  isArrayOrObject,
  isEmpty,
  isNumeric,
  setField,
  stripTags,
  text,
  type Fields,
} from '../php';
import { serverError } from '../http/problem';
import { castSettings, settingsForCreate, settingsForUpdate } from './settings';

/**
 * Prepares a body for validation as the server's request classes do: ids decoded, codes resolved, settings
 * completed.
 */
export function prepareInput(backend: Backend, body: Fields, mode: 'create' | 'update'): Fields {
  const input: Fields = { ...body };
  if (backend.dialect.documentsOnWrite === 'drop' && !isEmpty(input.documents)) delete input.documents;
  prepareName(input);
  for (const key of ['public_notes', 'private_notes']) prepareNotes(input, key);
  for (const key of ['assigned_user_id', 'group_settings_id']) {
    if (Object.hasOwn(input, key) && input[key] !== null) input[key] = decodeId(input[key]);
  }
  if (isArrayOrObject(input.contacts)) input.contacts = prepareContacts(input.contacts);
  prepareSettings(backend, input, mode);
  applyCountryCode(input, 'country_code', 'country_id');
  applyCountryCode(input, 'shipping_country_code', 'shipping_country_id');
  if (mode === 'create' && isEmpty(input.number)) delete input.number;
  return input;
}

/** The settings of a validated body, in the types in which they are stored. */
export function storedSettings(input: Fields): Fields {
  return castSettings(input.settings as Fields);
}

function prepareName(input: Fields): void {
  if (!Object.hasOwn(input, 'name')) return;
  if (isArrayOrObject(input.name)) throw serverError();
  input.name = stripTags(text(input.name));
}

function prepareNotes(input: Fields, key: string): void {
  const value = input[key];
  if (value === undefined || value === null || isArrayOrObject(value)) return;
  input[key] = text(value).replaceAll('</sc', '<-');
}

function prepareSettings(backend: Backend, input: Fields, mode: 'create' | 'update'): void {
  const has = Object.hasOwn(input, 'settings');
  const { currency_id: company } = backend.store.company;
  const group = backend.store.groups.get(Number(input.group_settings_id ?? 0));
  const currency = mode === 'create' ? text(group?.settings.currency_id) || company : company;
  const settings = (mode === 'create' ? settingsForCreate : settingsForUpdate)(input.settings, has, currency);
  if (backend.dialect.pdfVariables === 'drop') delete settings.pdf_variables;
  if (mode === 'create' && !isEmpty(input.currency_code)) {
    const code = text(input.currency_code);
    settings.currency_id = String(CURRENCIES.find((row) => row.code === code)?.id ?? company);
  }
  if (!isEmpty(input.language_code)) {
    const locale = text(input.language_code);
    const id = LANGUAGES.find((row) => row.locale === locale)?.id;
    if (id !== undefined) settings.language_id = String(id);
    else if (mode === 'update') settings.language_id = '';
  }
  input.settings = settings;
}

/** Resolves an ISO code of two or three capital letters; an unknown one clears the field. */
function applyCountryCode(input: Fields, from: string, to: string): void {
  if (isEmpty(input[from])) return;
  const code = text(input[from]);
  const country = COUNTRIES.find((row) => row.alpha2 === code || row.alpha3 === code);
  input[to] = country ? String(country.id) : null;
}

/** Decodes ids, trims e-mails and drops masked passwords; entries that are no objects are kept for the sync. */
function prepareContacts(contacts: Fields | unknown[]): Fields | unknown[] {
  const prepared = entriesOf(contacts).map(([key, contact]): [string, unknown] => [
    key,
    prepareContact(contact),
  ]);
  if (Array.isArray(contacts)) return prepared.map(([, contact]) => contact);
  const out: Fields = {};
  for (const [key, contact] of prepared) setField(out, key, contact);
  return out;
}

function prepareContact(sent: unknown): unknown {
  if (!isArrayOrObject(sent) || Array.isArray(sent)) return sent;
  const contact: Fields = { ...sent };
  if (Object.hasOwn(contact, 'email')) {
    if (isArrayOrObject(contact.email)) throw serverError();
    contact.email = text(contact.email).trim();
  }
  const { id, password } = contact;
  if (isNumeric(id)) delete contact.id;
  else if (typeof id === 'string') contact.id = decodeId(id);
  if (typeof password === 'string') {
    const plain = password.replaceAll('*', '');
    if (plain === '') delete contact.password;
    else contact.password = plain;
  }
  return contact;
}
