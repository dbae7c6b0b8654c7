import type { Backend } from '../backend';
import { COUNTRY_IDS } from '../lookups/countries';
import { isEmail } from './emailRule';
import { entries, asInteger, isArray, isEmpty, leadingNumber, text, type Fields } from '../php';
import { Errors, label, serverError } from '../http/problem';
import type { ClientRow } from '../store/rows';
import { checkSettings } from './settings';
import { CURRENCIES } from '../lookups/currencies';

const classifications = [
  'individual',
  'business',
  'company',
  'partnership',
  'trust',
  'charity',
  'government',
  'other',
];

/** Validates a prepared POST (no `client`) or PUT; throws the 422 with every field's messages. */
export function validateClient(backend: Backend, input: Fields, client?: ClientRow): void {
  const errors = new Errors();
  unique(backend, input, 'number', errors, client);
  unique(backend, input, 'id_number', errors, client);
  country(input, 'country_id', errors);
  country(input, 'shipping_country_id', errors);
  if (client) {
    for (const field of ['industry_id', 'size_id']) {
      if (isEmptyText(input[field]) || asInteger(input[field]) !== undefined) continue;
      errors.add(field, `The ${label(field)} must be an integer.`);
    }
  }
  const { classification } = input;
  if (!isEmptyText(classification) && !classifications.includes(text(classification))) {
    errors.add('classification', 'The selected classification is invalid.');
  }
  arrayField(input, 'documents', errors);
  arrayField(input, 'contacts', errors);
  if (isArray(input.contacts)) checkContacts(input.contacts, client !== undefined, errors);
  checkSettings(input.settings as Fields, errors);
  checkCurrency(backend, input.settings as Fields, errors);
  errors.throwIfAny();
}

function isEmptyText(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** `unique` compares in SQL: text by the collation, a number or boolean by its numeric value (recorded: update/number). */
function unique(
  backend: Backend,
  input: Fields,
  field: 'number' | 'id_number',
  errors: Errors,
  self?: ClientRow,
): void {
  const value = input[field];
  if (isEmptyText(value)) return;
  if (isArray(value)) throw serverError();
  const { store } = backend;
  let taken: boolean;
  if (typeof value === 'string') {
    const index = field === 'number' ? store.numbers : store.idNumbers;
    taken = [...index.find(value)].some((id) => id !== self?.id);
  } else {
    const wanted = Number(value);
    taken = store.clients.all().some((row) => {
      const held = row[field];
      return row !== self && held !== null && leadingNumber(held) === wanted;
    });
  }
  if (taken) errors.add(field, `The ${label(field)} has already been taken.`);
}

function country(input: Fields, field: string, errors: Errors): void {
  const value = input[field];
  if (isEmptyText(value)) return;
  const id = asInteger(value);
  if (id === undefined) errors.add(field, `The ${label(field)} must be an integer.`);
  else if (!COUNTRY_IDS.has(id)) errors.add(field, `The selected ${label(field)} is invalid.`);
}

function arrayField(input: Fields, field: string, errors: Errors): void {
  if (Object.hasOwn(input, field) && !isArray(input[field]))
    errors.add(field, `The ${field} must be an array.`);
}

function checkContacts(contacts: Fields | unknown[], update: boolean, errors: Errors): void {
  const list = entries(contacts).flatMap(([key, contact]): [string, Fields][] =>
    isArray(contact) ? [[key, contact as Fields]] : [],
  );
  const emails = list.map(([, contact]) => contact.email).filter((email) => !isEmptyText(email));
  for (const [key, contact] of list) {
    const field = `contacts.${key}.email`;
    const { email } = contact;
    if (!isEmptyText(email)) {
      if (emails.filter((other) => other === email).length > 1) {
        errors.add(field, `The ${field} field has a duplicate value.`);
      } else if (!isEmail(email)) {
        errors.add(field, `The ${update ? 'email' : field} must be a valid email address.`);
      }
    }
    const password = `contacts.${key}.password`;
    const weak = passwordProblem(password, contact.password);
    if (weak !== undefined) errors.add(password, update ? 'Password Strength' : weak);
  }
}

function passwordProblem(field: string, password: unknown): string | undefined {
  if (isEmptyText(password)) return undefined;
  if (typeof password !== 'string') return `The ${field} must be a string.`;
  if (password.length < 7) return `The ${field} must be at least 7 characters.`;
  const strong = /[a-z]/.test(password) && /[A-Z]/.test(password) && /[0-9]/.test(password);
  return strong ? undefined : `The ${field} format is invalid.`;
}

function checkCurrency(backend: Backend, settings: Fields, errors: Errors): void {
  if (!backend.dialect.currencyMustExist || isEmpty(settings.currency_id)) return;
  const id = Number(text(settings.currency_id));
  if (!CURRENCIES.some((currency) => currency.id === id)) {
    errors.add('settings.currency_id', 'The selected settings.currency id is invalid.');
  }
}
