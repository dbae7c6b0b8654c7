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
export function personOf(contact: JsonObject): string {
  const email = emailOf(contact);
  return email === '' ? JSON.stringify([contactName(contact), asText(contact.phone).trim()]) : ` ${email}`;
}

/** Gives each contact of a list away once, found by one of its keys: comparing all with all would take seconds. */
export class Unmatched {
  /** Places in the list by key, the first one at the end. */
  private readonly places = new Map<string, number[]>();
  private readonly taken: Set<number>;

  /** `taken` holds the places that are not to be found. */
  constructor(
    list: readonly JsonObject[],
    private readonly keysOf: (contact: JsonObject) => readonly string[],
    taken: ReadonlySet<number> = new Set(),
  ) {
    this.taken = new Set(taken);
    for (let at = list.length - 1; at >= 0; at--) {
      for (const key of keysOf(list[at] ?? {})) {
        const places = this.places.get(key);
        if (places) places.push(at);
        else this.places.set(key, [at]);
      }
    }
  }

  /** The first place of a contact that has a key in common with this one, or -1. */
  take(contact: JsonObject): number {
    let first = -1;
    for (const key of this.keysOf(contact)) {
      const places = this.places.get(key) ?? [];
      while (places.length > 0 && this.taken.has(places.at(-1) ?? -1)) places.pop();
      const at = places.at(-1) ?? -1;
      if (at !== -1 && (first === -1 || at < first)) first = at;
    }
    if (first !== -1) this.taken.add(first);
    return first;
  }

  /** Whether a place was given away. */
  isTaken(at: number): boolean {
    return this.taken.has(at);
  }
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
  const unmatched = new Unmatched(list, (contact) => [personOf(contact)], used);
  return pairs.map((index, i) => (index === -1 ? unmatched.take(wanted[i] ?? {}) : index));
}
