import type { Backend } from '../backend';
import { COUNTRY_IDS } from '../lookups/countries';
import { isEmail } from './emailRule';
import { entriesOf, asInteger, isArrayOrObject, isEmpty, leadingNumber, text, type Fields } from '../php';
import { ValidationErrors, readableName, serverError } from '../http/problem';
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

/** Validates a prepared POST (without `client`) or PUT. Throws the 422 with the messages of all fields. */
export function validateClient(backend: Backend, input: Fields, client?: ClientRow): void {
  const errors = new ValidationErrors();
  checkUnique(backend, input, 'number', errors, client);
  checkUnique(backend, input, 'id_number', errors, client);
  checkCountry(input, 'country_id', errors);
  checkCountry(input, 'shipping_country_id', errors);
  if (client) {
    for (const field of ['industry_id', 'size_id']) {
      if (isBlank(input[field]) || asInteger(input[field]) !== undefined) continue;
      errors.add(field, `The ${readableName(field)} must be an integer.`);
    }
  }
  const { classification } = input;
  if (!isBlank(classification) && !classifications.includes(text(classification))) {
    errors.add('classification', 'The selected classification is invalid.');
  }
  checkArray(input, 'documents', errors);
  checkArray(input, 'contacts', errors);
  if (isArrayOrObject(input.contacts)) checkContacts(input.contacts, client !== undefined, errors);
  checkSettings(input.settings as Fields, errors);
  checkCurrency(backend, input.settings as Fields, errors);
  errors.throwIfAny();
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

/** The database compares: text by the collation, a number or boolean by its numeric value (recorded: update/number). */
function checkUnique(
  backend: Backend,
  input: Fields,
  field: 'number' | 'id_number',
  errors: ValidationErrors,
  self?: ClientRow,
): void {
  const value = input[field];
  if (isBlank(value)) return;
  if (isArrayOrObject(value)) throw serverError();
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
  if (taken) errors.add(field, `The ${readableName(field)} has already been taken.`);
}

function checkCountry(input: Fields, field: string, errors: ValidationErrors): void {
  const value = input[field];
  if (isBlank(value)) return;
  const id = asInteger(value);
  if (id === undefined) errors.add(field, `The ${readableName(field)} must be an integer.`);
  else if (!COUNTRY_IDS.has(id)) errors.add(field, `The selected ${readableName(field)} is invalid.`);
}

function checkArray(input: Fields, field: string, errors: ValidationErrors): void {
  if (Object.hasOwn(input, field) && !isArrayOrObject(input[field]))
    errors.add(field, `The ${field} must be an array.`);
}

function checkContacts(contacts: Fields | unknown[], update: boolean, errors: ValidationErrors): void {
  const list = entriesOf(contacts).flatMap(([key, contact]): [string, Fields][] =>
    isArrayOrObject(contact) ? [[key, contact as Fields]] : [],
  );
  const emails = list.map(([, contact]) => contact.email).filter((email) => !isBlank(email));
  for (const [key, contact] of list) {
    const field = `contacts.${key}.email`;
    const { email } = contact;
    if (!isBlank(email)) {
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
  if (isBlank(password)) return undefined;
  if (typeof password !== 'string') return `The ${field} must be a string.`;
  if (password.length < 7) return `The ${field} must be at least 7 characters.`;
  const strong = /[a-z]/.test(password) && /[A-Z]/.test(password) && /[0-9]/.test(password);
  return strong ? undefined : `The ${field} format is invalid.`;
}

function checkCurrency(backend: Backend, settings: Fields, errors: ValidationErrors): void {
  if (!backend.dialect.currencyMustExist || isEmpty(settings.currency_id)) return;
  const id = Number(text(settings.currency_id));
  if (!CURRENCIES.some((currency) => currency.id === id)) {
    errors.add('settings.currency_id', 'The selected settings.currency id is invalid.');
  }
}
