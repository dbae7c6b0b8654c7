import type { Id } from '../../api/types';
import { isTrue, isTypedPassword } from '../compare';
import { contactFields } from '../fields/contactFields';
import { asText } from '../json';
import type { JsonObject } from '../json';
import { idOf } from './match';
import { toBodyValue } from '../merge/mergeFields';
import { contactName } from '../names';

/** A contact as questions to the user name it. `id` is `""` for a new one. */
export interface ContactRef {
  id: Id;
  name: string;
  email: string;
}

const writableFields = contactFields.filter((field) => field.writable);
/** The fields that merge per contact. `is_primary` does not: it is merged once for the whole list. */
export const mergedContactFields = writableFields.filter((field) => field.key !== 'is_primary');

/** The reference of a contact, as questions to the user name it. */
export function contactRef(contact: JsonObject): ContactRef {
  return { id: idOf(contact) ?? '', name: contactName(contact), email: asText(contact.email).trim() };
}

/** The writable values of a contact. The password is left out: the server sends asterisks in its place. */
export function writableValues(contact: JsonObject): JsonObject {
  const body: JsonObject = {};
  for (const { key } of writableFields) {
    if (key !== 'password' && Object.hasOwn(contact, key)) body[key] = contact[key];
  }
  return body;
}

/** A contact of the server as PUT needs it: complete, with the changes in `send`. */
export function contactBody(server: JsonObject, send: JsonObject): JsonObject {
  return { id: server.id, ...writableValues(server), ...send };
}

/** A contact of the text as a new contact in a request body: its writable values that are not null or undefined. */
export function newContactBody(contact: JsonObject): JsonObject {
  const body: JsonObject = {};
  for (const field of mergedContactFields) {
    const value = contact[field.key];
    if (value === undefined || (field.key === 'password' && !isTypedPassword(value))) continue;
    body[field.key] = toBodyValue(field, value);
  }
  if (Object.hasOwn(contact, 'is_primary')) body.is_primary = isTrue(contact.is_primary);
  return body;
}
