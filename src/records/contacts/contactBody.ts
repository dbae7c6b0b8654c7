import type { Id } from '../../api/types';
import { isTrue, isTypedPassword } from '../compare';
import { contactFields } from '../fields/contactFields';
import { asText } from '../json';
import type { JsonObject } from '../json';
import { idOf } from './match';
import { toBodyValue } from '../merge/mergeFields';
import { contactName } from '../names';

/** How a contact is named in questions. `id` is `""` for a new one. */
export interface ContactRef {
  id: Id;
  name: string;
  email: string;
}

const writable = contactFields.filter((field) => field.writable);
/** `is_primary` is merged as one fact about the whole list. */
export const mergedContactFields = writable.filter((field) => field.key !== 'is_primary');

/** How to name a contact. */
export function contactRef(contact: JsonObject): ContactRef {
  return { id: idOf(contact) ?? '', name: contactName(contact), email: asText(contact.email).trim() };
}

/** The writable values that a contact has. Passwords are masked when read and never sent back. */
export function writableValues(contact: JsonObject): JsonObject {
  const wire: JsonObject = {};
  for (const { key } of writable) {
    if (key !== 'password' && Object.hasOwn(contact, key)) wire[key] = contact[key];
  }
  return wire;
}

/** A contact that the server has, as PUT wants it: complete, with `send` in it. */
export function contactBody(server: JsonObject, send: JsonObject): JsonObject {
  return { id: server.id, ...writableValues(server), ...send };
}

/** A contact of the text as a new one: everything writable that says something. */
export function newContactBody(contact: JsonObject): JsonObject {
  const wire: JsonObject = {};
  for (const field of mergedContactFields) {
    const value = contact[field.key];
    if (value === undefined || (field.key === 'password' && !isTypedPassword(value))) continue;
    wire[field.key] = toBodyValue(field, value);
  }
  if (Object.hasOwn(contact, 'is_primary')) wire.is_primary = isTrue(contact.is_primary);
  return wire;
}
