import {
  clientField,
  contactField,
  isInternalSetting,
  isSecretKey,
  isSecretSetting,
} from '../fields/catalogue';
import { clientFields } from '../fields/clientFields';
import { isBlank } from '../compare';
import { contactFields } from '../fields/contactFields';
import type { Field } from '../fields/field';
import { asObject, asObjects, isScalar } from '../json';
import type { JsonObject } from '../json';
import { settingsFields } from '../fields/settingsFields';

/** How a record becomes text. */
export interface TextOptions {
  /** Include the keys that log in to the client portal: `client_hash`, `contact_key`, `link`. Passwords never are. */
  showPortalKeys?: boolean;
}

/**
 * The part of a record that its text contains, in the text's order: the keys of the catalogue that the record has, then
 * scalar keys that only newer servers have. Other lists and objects than contacts and settings are left out, and so are
 * settings with a blank value, which means the same as no value, and those that log in somewhere.
 */
export function visibleRecord(client: JsonObject, options: TextOptions = {}): JsonObject {
  const object = visibleFields(client, clientFields, clientField, options);
  if ('contacts' in object) {
    object.contacts = asObjects(client.contacts).map((contact) =>
      visibleFields(contact, contactFields, contactField, options),
    );
  }
  if ('settings' in object) object.settings = visibleSettings(asObject(client.settings));
  return object;
}

function visibleFields(
  record: JsonObject,
  fields: readonly Field[],
  fieldOf: (key: string) => Field | undefined,
  options: TextOptions,
): JsonObject {
  const object: JsonObject = {};
  for (const field of fields) {
    if (Object.hasOwn(record, field.key) && isVisible(field.key, field, options))
      object[field.key] = record[field.key];
  }
  for (const [key, value] of Object.entries(record)) {
    if (!fieldOf(key) && isScalar(value) && key !== '__proto__' && isVisible(key, undefined, options)) {
      object[key] = value;
    }
  }
  return object;
}

function isVisible(key: string, field: Field | undefined, options: TextOptions): boolean {
  return key !== 'password' && (options.showPortalKeys === true || !isSecretKey(key, field));
}

function isHiddenSetting(key: string): boolean {
  return isInternalSetting(key) || isSecretSetting(key) || key === '__proto__';
}

function visibleSettings(settings: JsonObject): JsonObject {
  const keys = new Set([...settingsFields.map((field) => field.key), ...Object.keys(settings)]);
  const object: JsonObject = {};
  for (const key of keys) {
    if (!isBlank(settings[key]) && !isHiddenSetting(key)) object[key] = settings[key];
  }
  return object;
}
