import { clientFields } from './clientFields';
import { contactFields } from './contactFields';
import type { Field } from './field';
import type { JsonPath } from '../json';
import { settingsFields } from './settingsFields';

const byKey = (fields: readonly Field[]) => new Map(fields.map((field) => [field.key, field]));
const client = byKey(clientFields);
const contact = byKey(contactFields);
const settings = byKey(settingsFields);

/**
 * Settings that only the server uses; the text does not contain them and no save changes them.
 */
const internalSettings = new Set(['entity']);

/** Keys that are not in the catalogue but may log in or pay somewhere, such as `smtp_password` and `gateway_tokens`. */
const secretName = /(hash|token|secret|password|passphrase|credential|salt|key|link|invitation)s?$/i;

/** The field of a client's key, undefined for an unknown one. */
export function clientField(key: string): Field | undefined {
  return client.get(key);
}

/** The field of a contact's key, undefined for an unknown one. */
export function contactField(key: string): Field | undefined {
  return contact.get(key);
}

/** The field of a key of `settings`, undefined for an unknown one. */
export function settingsField(key: string): Field | undefined {
  return settings.get(key);
}

/** True for a key of `settings` that the text does not contain. */
export function isInternalSetting(key: string): boolean {
  return internalSettings.has(key);
}

/** True for a key of `settings` that the text does not contain, and that a save changes only where the user writes it. */
export function isSecretSetting(key: string): boolean {
  return isSecretKey(key, settings.get(key));
}

/**
 * True for a key that logs in somewhere. The text has those of a client and its contacts only if the user asked for portal
 * keys. `field` is undefined for a key that is not in the catalogue.
 */
export function isSecretKey(key: string, field: Field | undefined): boolean {
  return field ? field.secret === true : secretName.test(key);
}

/** The field at a path of the text, e.g. `["contacts", 0, "email"]`; undefined for unknown keys. */
export function fieldAt(path: JsonPath): Field | undefined {
  const [first, second, third] = path;
  if (path.length === 1 && typeof first === 'string') return client.get(first);
  if (first === 'settings' && path.length === 2) return settings.get(String(second));
  if (first === 'contacts' && path.length === 3) return contact.get(String(third));
  return undefined;
}
