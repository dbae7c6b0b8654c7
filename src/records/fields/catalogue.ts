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
 * Settings that are the server's own bookkeeping: neither shown nor changed. `settings.industry_id` and `size_id` are
 * overwritten by the server on create and have no meaning of their own.
 */
const internalSettings = new Set(['entity']);

/** Unknown keys of newer servers that look like a way to log in. */
const secretName = /(hash|token|secret|password|key|link)$/i;

export function clientField(key: string): Field | undefined {
  return client.get(key);
}

export function contactField(key: string): Field | undefined {
  return contact.get(key);
}

export function settingsField(key: string): Field | undefined {
  return settings.get(key);
}

/** True for a key of `settings` that the text does not show. */
export function isInternalSetting(key: string): boolean {
  return internalSettings.has(key);
}

/** True for a key of a client or contact that must not be shown unless the user asked for portal keys. */
export function isSecretKey(key: string, field: Field | undefined): boolean {
  return field ? field.secret === true : secretName.test(key);
}

/** The field at a place of the text, e.g. of `["contacts", 0, "email"]`; undefined for unknown keys. */
export function fieldAt(path: JsonPath): Field | undefined {
  const [first, second, third] = path;
  if (path.length === 1 && typeof first === 'string') return client.get(first);
  if (first === 'settings' && path.length === 2) return settings.get(String(second));
  if (first === 'contacts' && path.length === 3) return contact.get(String(third));
  return undefined;
}
