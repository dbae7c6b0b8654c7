import { idOf, samePerson } from '../contacts/match';
import type { JsonObject } from '../json';

/**
 * Matches contacts of base and text to the ids that the server gave them.
 *
 * After a save that created a contact, the text lacks its new id as long as the user goes on typing and the editor does
 * not load the saved record. The same goes for a contact that the save created again because others had deleted it: the
 * text still has its old id. Returns `base` and `mine` with the server's ids, so that such contacts merge like any other.
 * A contact that the server has lost again gets an id that nobody has.
 */
export function withPendingIds(
  base: readonly JsonObject[],
  server: readonly JsonObject[],
  mine: readonly JsonObject[],
): { base: readonly JsonObject[]; mine: readonly JsonObject[] } {
  const serverIds = new Set(server.map(idOf));
  if (base.every((contact) => serverIds.has(idOf(contact)) && idOf(contact) !== undefined))
    return { base, mine };
  const baseIds = new Set(base.map(idOf));
  const unclaimed = server.filter((contact) => !baseIds.has(idOf(contact)));
  /** Ids for contacts of `mine`, by index. */
  const assigned = new Map<number, string>();
  const needsId = (index: number) => mine[index] && idOf(mine[index]) === undefined && !assigned.has(index);
  const identified = base.map((contact, index) => {
    const oldId = idOf(contact);
    if (oldId !== undefined && serverIds.has(oldId)) return contact;
    const same = unclaimed.findIndex((other) => samePerson(contact, other));
    const newId = same === -1 ? undefined : idOf(unclaimed.splice(same, 1)[0] ?? {});
    if (oldId !== undefined && newId === undefined) return contact;
    const id = newId ?? `pending ${index}`;
    let at = mine.findIndex((other) => oldId !== undefined && idOf(other) === oldId);
    if (oldId === undefined) {
      at = mine.findIndex((other, place) => needsId(place) && samePerson(contact, other));
      if (at === -1 && needsId(index)) at = index;
    }
    if (at !== -1) assigned.set(at, id);
    return { ...contact, id };
  });
  return {
    base: identified,
    mine: mine.map((contact, index) => {
      const id = assigned.get(index);
      return id === undefined ? contact : { ...contact, id };
    }),
  };
}
