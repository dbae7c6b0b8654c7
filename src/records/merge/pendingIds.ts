import { idOf, samePerson } from '../contacts/match';
import type { JsonObject } from '../json';

/**
 * A contact that a save created stands in the user's text without an id, or with the id it had before others removed
 * it, as long as the user types on and the text is not loaded anew. The server knows it by a new id. Returns base and
 * mine with the server's ids (or, where the server has lost the contact again, with one that nobody has), so that such
 * contacts are merged like any other.
 */
export function withPendingIds(
  base: readonly JsonObject[],
  server: readonly JsonObject[],
  mine: readonly JsonObject[],
): { base: readonly JsonObject[]; mine: readonly JsonObject[] } {
  const stored = new Set(server.map(idOf));
  if (base.every((contact) => stored.has(idOf(contact)) && idOf(contact) !== undefined))
    return { base, mine };
  const known = new Set(base.map(idOf));
  const unclaimed = server.filter((contact) => !known.has(idOf(contact)));
  const given = new Map<number, string>();
  const isOpen = (index: number) => mine[index] && idOf(mine[index]) === undefined && !given.has(index);
  const identified = base.map((contact, index) => {
    const old = idOf(contact);
    if (old !== undefined && stored.has(old)) return contact;
    const twin = unclaimed.findIndex((other) => samePerson(contact, other));
    const found = twin === -1 ? undefined : idOf(unclaimed.splice(twin, 1)[0] ?? {});
    if (old !== undefined && found === undefined) return contact;
    const id = found ?? `pending ${index}`;
    let at = mine.findIndex((other) => old !== undefined && idOf(other) === old);
    if (old === undefined) {
      at = mine.findIndex((other, place) => isOpen(place) && samePerson(contact, other));
      if (at === -1 && isOpen(index)) at = index;
    }
    if (at !== -1) given.set(at, id);
    return { ...contact, id };
  });
  return {
    base: identified,
    mine: mine.map((contact, index) => {
      const id = given.get(index);
      return id === undefined ? contact : { ...contact, id };
    }),
  };
}
