import * as l10n from '@vscode/l10n';
import { sameValue } from '../compare';
import {
  contactBody,
  contactRef,
  mergedContactFields,
  newContactBody,
  writableValues,
} from '../contacts/contactBody';
import type { ContactRef } from '../contacts/contactBody';
import { idOf, personOf, Unmatched } from '../contacts/match';
import { intendedPrimary, primaryIndex } from '../contacts/primary';
import type { IntendedPrimary, OwnContact } from '../contacts/primary';
import type { JsonObject } from '../json';
import { contactName } from '../names';
import { mergeFields } from './mergeFields';
import type { MergeReport } from './mergeFields';
import { withPendingIds } from './pendingIds';

/** A contact of the server that a save would delete. */
export interface RemovedContact extends ContactRef {
  /** `lostId`: it is in the text without its id, so it would be created again, with a new portal key. */
  reason: 'removed' | 'lostId';
}

/** The merged contacts and what a save of them does that the user has to confirm. */
export interface MergedContacts {
  /** All contacts as PUT wants them, or undefined when the user changed none. */
  send: JsonObject[] | undefined;
  removed: RemovedContact[];
  primaryChange: { from: ContactRef; to: ContactRef } | undefined;
}

/** One contact of the merged list. */
interface MergedContact {
  /** What is sent. */
  body: JsonObject;
  /** The server's version, undefined for a contact that will be created. */
  server: JsonObject | undefined;
  /** Index in the user's list, -1 for one that only the server has. */
  at: number;
}

/**
 * Three-way merge of contacts by id. The user's order is kept; contacts that others added follow. A contact that one
 * side changed and the other removed is a conflict. Conflicts and changes are added to `report`.
 */
export function mergeContacts(
  baseText: readonly JsonObject[],
  server: readonly JsonObject[],
  mineText: readonly JsonObject[],
  report: MergeReport,
): MergedContacts {
  const { base, mine } = withPendingIds(baseText, server, mineText);
  const baseById = byId(base);
  const serverById = byId(server);
  const mineIds = new Set(mine.map(idOf));
  const addedByOthers = server.filter(
    (contact) => !baseById.has(idOf(contact) ?? '') && !mineIds.has(idOf(contact)),
  );
  // A contact that both sides added is the same one.
  const unmatched = new Unmatched(addedByOthers, (contact) => [personOf(contact)]);
  const basePrimary = base[primaryIndex(base)];
  const serverPrimary = server[primaryIndex(server)];
  const own = mine.map((contact): OwnContact => {
    const id = idOf(contact);
    return {
      mine: contact,
      base: id === undefined ? undefined : (baseById.get(id) ?? serverById.get(id)),
    };
  });
  const intended = intendedPrimary(own, basePrimary);
  const merged: MergedContact[] = [];
  let isChanged = false;

  own.forEach(({ mine: contact, base: before }, at) => {
    const id = idOf(contact);
    const path = ['contacts', at];
    let now = id === undefined ? undefined : serverById.get(id);
    if (id === undefined) {
      now = addedByOthers[unmatched.take(contact)];
    }
    const label = contactName(now ?? before ?? contact);
    if (now) {
      const send = mergeFields(mergedContactFields, before, now, contact, { path, label }, report);
      if (Object.keys(send).length > 0) isChanged = true;
      merged.push({ body: contactBody(now, send), server: now, at });
    } else if (before) {
      // Others removed it. It stays removed unless the user edited it.
      const send = mergeFields(mergedContactFields, before, before, contact, { path, label }, report);
      const isTicked = intended.explicit && intended.index === at;
      if (Object.keys(send).length === 0 && !isTicked) return;
      report.conflicts.push({ path, label, base: before, server: undefined, mine: contact });
      isChanged = true;
      merged.push({ body: { ...writableValues(before), ...send }, server: undefined, at });
    } else {
      report.changed.push(path);
      isChanged = true;
      merged.push({ body: newContactBody(contact), server: undefined, at });
    }
  });

  const removed: RemovedContact[] = [];
  const withoutId = new Unmatched(
    mine.filter((contact) => idOf(contact) === undefined),
    (contact) => [personOf(contact), `name ${contactName(contact)}`],
  );
  for (const contact of server) {
    const id = idOf(contact) ?? '';
    const before = baseById.get(id);
    if (!before || mineIds.has(id)) continue;
    isChanged = true;
    report.changed.push(['contacts']);
    const becamePrimary = contact === serverPrimary && before !== basePrimary;
    if (!sameContact(before, contact) || becamePrimary) {
      const label = contactName(contact);
      report.conflicts.push({ path: ['contacts'], label, base: before, server: contact, mine: undefined });
    }
    const reason = withoutId.take(before) === -1 ? 'removed' : 'lostId';
    removed.push({ ...contactRef(contact), reason });
  }
  addedByOthers.forEach((contact, at) => {
    if (!unmatched.isTaken(at)) merged.push({ body: contactBody(contact, {}), server: contact, at: -1 });
  });

  const primary = mergePrimary({ base: basePrimary, server: serverPrimary, intended, own }, merged, report);
  const from = serverPrimary;
  const to = merged[primary];
  const isMoved = from !== undefined && to !== undefined && to.server !== from;
  if (isMoved) isChanged = true;
  merged.forEach((contact, i) => (contact.body.is_primary = i === primary));
  return {
    send: isChanged ? merged.map((contact) => contact.body) : undefined,
    removed,
    primaryChange: isMoved ? { from: contactRef(from), to: contactRef(to.server ?? to.body) } : undefined,
  };
}

/** The primary contact of each side. */
interface Primaries {
  base: JsonObject | undefined;
  server: JsonObject | undefined;
  intended: IntendedPrimary;
  own: readonly OwnContact[];
}

/** Index in `merged` of the contact that becomes the primary one, -1 for none. */
function mergePrimary(
  { base, server, intended, own }: Primaries,
  merged: readonly MergedContact[],
  report: MergeReport,
): number {
  const chosen = own[intended.index];
  const theirs = merged.findIndex((contact) => contact.server !== undefined && contact.server === server);
  const mine = merged.findIndex((contact) => contact.at === intended.index);
  if (!chosen || (chosen.base !== undefined && chosen.base === base) || mine === -1) {
    return theirs !== -1 ? theirs : Math.min(Math.max(mine, 0), merged.length - 1);
  }
  if (!intended.explicit) return theirs !== -1 ? theirs : mine;
  const path = ['contacts', intended.index, 'is_primary'];
  report.changed.push(path);
  const othersMovedIt = base !== undefined && server !== undefined && idOf(base) !== idOf(server);
  if (othersMovedIt && mine !== theirs) {
    report.conflicts.push({
      path,
      label: l10n.t('Primary contact'),
      base: contactName(base),
      server: contactName(server),
      mine: contactName(chosen.mine),
    });
  }
  return mine;
}

function byId(contacts: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(contacts.map((contact) => [idOf(contact) ?? '', contact]));
}

function sameContact(a: JsonObject, b: JsonObject): boolean {
  return mergedContactFields.every(
    (field) => field.secret === true || sameValue(field, a[field.key], b[field.key]),
  );
}
