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

/** A text that is the same for the same person, as `samePerson` has it. */
function personOf(contact: JsonObject): string {
  const email = emailOf(contact);
  return email === '' ? JSON.stringify([contactName(contact), asText(contact.phone).trim()]) : ` ${email}`;
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
  if (!pairs.includes(-1)) return pairs;
  const byPerson = new Map<string, number[]>();
  // From the end, so that `pop` takes the first one.
  for (let index = list.length - 1; index >= 0; index--) {
    const contact = list[index];
    if (used.has(index) || !contact) continue;
    const person = personOf(contact);
    const same = byPerson.get(person);
    if (same) same.push(index);
    else byPerson.set(person, [index]);
  }
  return pairs.map((index, i) => {
    const contact = wanted[i];
    return index !== -1 || !contact ? index : (byPerson.get(personOf(contact))?.pop() ?? -1);
  });
}
