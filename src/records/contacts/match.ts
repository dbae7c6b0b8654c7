import { asText } from '../json';
import type { JsonObject } from '../json';
import { contactName } from '../names';

/** The contact's hashed id, or undefined for a new one. */
export function idOf(contact: JsonObject): string | undefined {
  const id = asText(contact.id).trim();
  return id === '' ? undefined : id;
}

/** The contact's e-mail address for comparing: trimmed and in lower case. */
export function emailOf(contact: JsonObject): string {
  return asText(contact.email).trim().toLowerCase();
}

/**
 * Whether two contacts without a common id are the same person: the same e-mail address, or the same name and phone
 * number if neither has an address.
 */
export function samePerson(a: JsonObject, b: JsonObject): boolean {
  const [left, right] = [emailOf(a), emailOf(b)];
  if (left !== '' || right !== '') return left === right;
  return contactName(a) === contactName(b) && asText(a.phone).trim() === asText(b.phone).trim();
}

/**
 * For each contact of `wanted` its index in `list`, or -1. By id, else the first unused one that is the same person.
 * Both are lists of the same contacts at two times, e.g. before and after a save.
 */
export function pairContacts(wanted: readonly JsonObject[], list: readonly JsonObject[]): number[] {
  const byId = new Map<string, number>();
  list.forEach((contact, index) => {
    const id = idOf(contact);
    if (id !== undefined && !byId.has(id)) byId.set(id, index);
  });
  const used = new Set<number>();
  const pairs = wanted.map((contact) => {
    const index = byId.get(idOf(contact) ?? '') ?? -1;
    used.add(index);
    return index;
  });
  return pairs.map((index, i) => {
    const contact = wanted[i];
    if (index !== -1 || !contact) return index;
    const found = list.findIndex((other, at) => !used.has(at) && samePerson(contact, other));
    used.add(found);
    return found;
  });
}
