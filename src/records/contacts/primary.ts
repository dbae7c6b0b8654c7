import { isTrue } from '../compare';
import type { JsonObject } from '../json';

/**
 * Index of the contact that the server makes the primary one of a list: the first with the flag, else the first
 * (docs/invoice-ninja-api.md §6.5). -1 for an empty list.
 */
export function primaryIndex(contacts: readonly JsonObject[]): number {
  const flagged = contacts.findIndex((contact) => isTrue(contact.is_primary));
  return flagged === -1 && contacts.length > 0 ? 0 : flagged;
}

/** One contact of the user's text and its version in the base (undefined: new). */
export interface OwnContact {
  mine: JsonObject;
  base: JsonObject | undefined;
}

/** Which contact the user's text makes the primary one. */
export interface IntendedPrimary {
  /** Index in the user's list, -1 if it is empty. */
  index: number;
  /** False if the user did not choose it: it only follows from another contact having been removed. */
  explicit: boolean;
}

/**
 * The primary contact that the user means. Setting the flag of a second contact without clearing the first one's means
 * the second, although the server would take the first.
 */
export function intendedPrimary(
  own: readonly OwnContact[],
  basePrimary: JsonObject | undefined,
): IntendedPrimary {
  const flags = own.map(({ mine, base }) =>
    isTrue(Object.hasOwn(mine, 'is_primary') ? mine.is_primary : base?.is_primary),
  );
  const chosen = own.findIndex(
    ({ base }, i) => flags[i] === true && !isTrue(base?.is_primary) && base !== basePrimary,
  );
  if (chosen !== -1) return { index: chosen, explicit: true };
  let index = flags.indexOf(true);
  // Records without any flag exist; reordering their contacts does not choose another primary contact.
  if (index === -1 && !isTrue(basePrimary?.is_primary)) {
    index = own.findIndex(({ base }) => base !== undefined && base === basePrimary);
  }
  if (index === -1 && own.length > 0) index = 0;
  const oldIsThere = own.some(({ base }) => base !== undefined && base === basePrimary);
  return { index, explicit: oldIsThere && own[index]?.base !== basePrimary };
}
