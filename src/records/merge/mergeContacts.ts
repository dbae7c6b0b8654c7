import { sameValue } from '../compare';
import {
  mergedContactFields,
  newContactBody,
  contactRef,
  contactBody,
  writableValues,
} from '../contacts/contactBody';
import type { ContactRef } from '../contacts/contactBody';
import type { JsonObject } from '../json';
import { idOf, samePerson } from '../contacts/match';
import { mergeFields } from './mergeFields';
import type { MergeReport } from './mergeFields';
import { contactName } from '../names';
import { withPendingIds } from './pendingIds';
import { primaryIndex, intendedPrimary } from '../contacts/primary';
import type { OwnContact, IntendedPrimary } from '../contacts/primary';

export interface RemovedContact extends ContactRef {
  /** `lostId`: it stands in the text without its id and would be created anew, with a new portal key. */
  reason: 'removed' | 'lostId';
}

export interface MergedContacts {
  /** All contacts as PUT wants them, or undefined when the user changed none. */
  send: JsonObject[] | undefined;
  removed: RemovedContact[];
  added: ContactRef[];
  primaryChange: { from: ContactRef; to: ContactRef } | undefined;
}

/** One contact of the merged list. */
interface Entry {
  /** What is sent. */
  wire: JsonObject;
  /** The server's version, undefined for a contact that will be created. */
  server: JsonObject | undefined;
  /** Index in the user's list, -1 for one that only the server has. */
  at: number;
}

/**
 * Three-way merge of contacts by id. The user's order stands, contacts that others added follow. A contact that one
 * side changed and the other removed is contested.
 */
export function mergeContacts(
  baseText: readonly JsonObject[],
  server: readonly JsonObject[],
  mineText: readonly JsonObject[],
  findings: MergeReport,
): MergedContacts {
  const { base, mine } = withPendingIds(baseText, server, mineText);
  const old = byId(base);
  const theirs = byId(server);
  const mineIds = new Set(mine.map(idOf));
  /** What others added since: a contact that the user added too is the same one. */
  const arrived = server.filter((contact) => !old.has(idOf(contact) ?? '') && !mineIds.has(idOf(contact)));
  const basePrimary = base[primaryIndex(base)];
  const serverPrimary = server[primaryIndex(server)];
  const own = mine.map((contact): OwnContact => {
    const id = idOf(contact);
    return { mine: contact, base: id === undefined ? undefined : (old.get(id) ?? theirs.get(id)) };
  });
  const wish = intendedPrimary(own, basePrimary);
  const entries: Entry[] = [];
  const added: ContactRef[] = [];
  let dirty = false;

  own.forEach(({ mine: contact, base: before }, at) => {
    const id = idOf(contact);
    const path = ['contacts', at];
    let now = id === undefined ? undefined : theirs.get(id);
    if (id === undefined) {
      const twin = arrived.findIndex((other) => samePerson(contact, other));
      if (twin !== -1) now = arrived.splice(twin, 1)[0];
    }
    const label = contactName(now ?? before ?? contact);
    if (now) {
      const send = mergeFields(mergedContactFields, before, now, contact, { path, label }, findings);
      if (Object.keys(send).length > 0) dirty = true;
      entries.push({ wire: contactBody(now, send), server: now, at });
    } else if (before) {
      // Others removed it: without an edit of mine it stays removed.
      const send = mergeFields(mergedContactFields, before, before, contact, { path, label }, findings);
      const isTicked = wish.explicit && wish.index === at;
      if (Object.keys(send).length === 0 && !isTicked) {
        findings.foreign = true;
        return;
      }
      findings.conflicts.push({ path, label, base: before, server: undefined, mine: contact });
      dirty = true;
      entries.push({ wire: { ...writableValues(before), ...send }, server: undefined, at });
    } else {
      findings.changed.push(path);
      dirty = true;
      added.push(contactRef(contact));
      entries.push({ wire: newContactBody(contact), server: undefined, at });
    }
  });

  const removed: RemovedContact[] = [];
  const nameless = mine.filter((contact) => idOf(contact) === undefined);
  for (const contact of server) {
    const id = idOf(contact) ?? '';
    const before = old.get(id);
    if (!before || mineIds.has(id)) continue;
    dirty = true;
    findings.changed.push(['contacts']);
    const becamePrimary = contact === serverPrimary && before !== basePrimary;
    if (!sameContact(before, contact) || becamePrimary) {
      const label = contactName(contact);
      findings.conflicts.push({ path: ['contacts'], label, base: before, server: contact, mine: undefined });
    }
    const twin = nameless.findIndex(
      (other) => samePerson(other, before) || contactName(other) === contactName(before),
    );
    if (twin !== -1) nameless.splice(twin, 1);
    removed.push({ ...contactRef(contact), reason: twin === -1 ? 'removed' : 'lostId' });
  }
  for (const contact of arrived) {
    findings.foreign = true;
    entries.push({ wire: contactBody(contact, {}), server: contact, at: -1 });
  }

  const primary = mergePrimary({ base: basePrimary, server: serverPrimary, wish, own }, entries, findings);
  const from = serverPrimary;
  const to = entries[primary];
  const moved = from !== undefined && to !== undefined && to.server !== from;
  if (moved && entries.length > 0) dirty = true;
  entries.forEach((entry, i) => (entry.wire.is_primary = i === primary));
  return {
    send: dirty ? entries.map((entry) => entry.wire) : undefined,
    removed,
    added,
    primaryChange:
      dirty && moved ? { from: contactRef(from), to: contactRef(to.server ?? to.wire) } : undefined,
  };
}

/** Who is the primary contact for each side. */
interface Primaries {
  base: JsonObject | undefined;
  server: JsonObject | undefined;
  wish: IntendedPrimary;
  own: readonly OwnContact[];
}

/** Index in `entries` of the contact that is to be the primary one, -1 for none. */
function mergePrimary(
  { base, server, wish, own }: Primaries,
  entries: readonly Entry[],
  findings: MergeReport,
): number {
  const wished = own[wish.index];
  const theirs = entries.findIndex((entry) => entry.server !== undefined && entry.server === server);
  const mine = entries.findIndex((entry) => entry.at === wish.index);
  const theyMoved = base !== undefined && server !== undefined && idOf(base) !== idOf(server);
  if (!wished || (wished.base !== undefined && wished.base === base) || mine === -1) {
    if (theyMoved && theirs !== -1) findings.foreign = true;
    return theirs !== -1 ? theirs : Math.min(Math.max(mine, 0), entries.length - 1);
  }
  if (!wish.explicit) return theirs !== -1 ? theirs : mine;
  const path = ['contacts', wish.index, 'is_primary'];
  findings.changed.push(path);
  if (theyMoved && mine !== theirs) {
    findings.conflicts.push({
      path,
      label: 'Primary contact',
      base: contactName(base),
      server: contactName(server),
      mine: contactName(wished.mine),
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
