import {
  asBoolean,
  isArrayOrObject,
  isEmpty,
  isNumeric,
  leadingNumber,
  setField,
  text,
  toInt,
  type Fields,
} from '../php';
import { serverError, type ValidationErrors } from '../http/problem';
import { SETTING_TYPES, type SettingType } from './settingTypes';

/** Settings that every created client has (recorded: create/*). */
export function defaultSettings(): Fields {
  return { entity: 'App\\Models\\Client', industry_id: '', size_id: '' };
}

/** Settings of a POST: the ones sent, overwritten by the defaults, with the currency if none was sent. */
export function settingsForCreate(sent: unknown, isSent: boolean, currency: string): Fields {
  if (isSent && !isArrayOrObject(sent)) throw serverError();
  const settings: Fields = { ...(isArrayOrObject(sent) ? (sent as Fields) : {}), ...defaultSettings() };
  delete settings.translations;
  if (!Object.hasOwn(settings, 'currency_id')) settings.currency_id = currency;
  return settings;
}

/**
 * Settings of a PUT: replaced as a whole; without them in the body, nothing but the company's currency
 * (recorded: update/settings-*).
 */
export function settingsForUpdate(sent: unknown, isSent: boolean, currency: string): Fields {
  if (!isSent) return { currency_id: currency };
  if (!isArrayOrObject(sent)) throw serverError();
  const settings: Fields = { ...(sent as Fields) };
  if (isEmpty(settings.currency_id)) settings.currency_id = currency;
  return settings;
}

/** Adds a message for the first setting of a wrong type. */
export function checkSettings(settings: Fields, errors: ValidationErrors): void {
  for (const [name, value] of Object.entries(settings)) {
    // The server calls `strlen()` on every value, which fails for lists.
    if (name !== 'translations' && isArrayOrObject(value) && !isEmpty(value)) throw serverError();
  }
  for (const [name, type] of SETTING_TYPES) {
    const value = settings[name];
    if (!Object.hasOwn(settings, name) || isEmpty(value)) continue;
    const word = typeNameIfWrong(type, value);
    if (word !== undefined) {
      errors.add('settings', `${name} is not a valid ${word}`);
      return;
    }
  }
}

/** The type's name for the message, or undefined if the value fits. */
function typeNameIfWrong(type: SettingType, value: unknown): string | undefined {
  switch (type) {
    case 'string':
      return typeof value === 'string' ? undefined : 'string';
    case 'bool':
      return typeof value === 'boolean' || asBoolean(value) === true ? undefined : 'bool';
    case 'float':
      return undefined;
    case 'int':
      return isWholeNumber(value) ? undefined : 'int';
    case 'id':
    case 'days':
    case 'counter':
      return isWholeNumber(value) ? undefined : 'integer';
  }
}

function isWholeNumber(value: unknown): boolean {
  return isNumeric(value) && Number.isInteger(Math.abs(Number(value)));
}

/** Converts known settings to their types; unknown and unset ones stay as they are. */
export function castSettings(settings: Fields): Fields {
  const out: Fields = {};
  for (const [name, value] of Object.entries(settings)) {
    const type = SETTING_TYPES.get(name);
    const unset = value === null || value === '';
    setField(out, name, type === undefined || (unset && type !== 'float') ? value : cast(type, value));
  }
  return out;
}

function cast(type: SettingType, value: unknown): unknown {
  switch (type) {
    case 'bool':
      return typeof value === 'boolean' ? value : asBoolean(value) === true;
    case 'float':
      return typeof value === 'number' ? value : leadingNumber(text(value));
    case 'int':
    case 'counter':
      return toInt(value);
    case 'id':
    case 'days':
    case 'string':
      return text(value);
  }
}
