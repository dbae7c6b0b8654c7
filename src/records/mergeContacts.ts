import type { Id } from '../api/types';
import { isTrue, isTypedPassword, sameValue } from './compare';
import { contactFields } from './contactFields';
import { asText } from './json';
import type { JsonObject } from './json';
import { idOf, samePerson } from './match';
import { mergeFields, toWire } from './mergeFields';
import type { Findings } from './mergeFields';
import { contactName } from './names';
import { primaryIndex, wishedPrimary } from './primary';
import type { Own } from './primary';

/** How a contact is named in questions. `id` is `""` for a new one. */
export interface ContactRef {
  id: Id;
  name: string;
  email: string;
}

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

const writable = contactFields.filter((field) => field.writable);
/** `is_primary` is merged as one fact about the whole list. */
const merged = writable.filter((field) => field.key !== 'is_primary');

/**
 * Three-way merge of contacts by id. The user's order stands, contacts that others added follow. A contact that one
 * side changed and the other removed is contested.
 */
export function mergeContacts(
  base: readonly JsonObject[],
  server: readonly JsonObject[],
  mine: readonly JsonObject[],
  findings: Findings,
): MergedContacts {
  const old = byId(base);
  const theirs = byId(server);
  const mineIds = new Set(mine.map(idOf));
  /** What others added since: a contact that the user added too is the same one. */
  const arrived = server.filter((contact) => !old.has(idOf(contact) ?? '') && !mineIds.has(idOf(contact)));
  const entries: Entry[] = [];
  const own: Own[] = [];
  const added: ContactRef[] = [];
  let dirty = false;

  mine.forEach((contact, at) => {
    const id = idOf(contact);
    const path = ['contacts', at];
    const before = id === undefined ? undefined : (old.get(id) ?? theirs.get(id));
    own.push({ mine: contact, base: before });
    let now = id === undefined ? undefined : theirs.get(id);
    if (id === undefined) {
      const twin = arrived.findIndex((other) => samePerson(contact, other));
      if (twin !== -1) now = arrived.splice(twin, 1)[0];
    }
    const label = contactName(now ?? before ?? contact);
    if (now) {
      const send = mergeFields(merged, before ?? {}, now, contact, { path, label }, findings);
      if (Object.keys(send).length > 0) dirty = true;
      entries.push({ wire: wireOf(now, send), server: now, at });
    } else if (before) {
      // Others removed it: without an edit of mine it stays removed.
      const send = mergeFields(merged, before, before, contact, { path, label }, findings);
      if (Object.keys(send).length === 0) {
        findings.foreign = true;
        return;
      }
      findings.contested.push({ path, label, base: before, server: undefined, mine: contact });
      dirty = true;
      entries.push({ wire: { ...writableOf(before), ...send }, server: undefined, at });
    } else {
      findings.changed.push(path);
      dirty = true;
      added.push(refOf(contact));
      entries.push({ wire: newContact(contact), server: undefined, at });
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
    if (!sameContact(before, contact)) {
      const label = contactName(contact);
      findings.contested.push({ path: ['contacts'], label, base: before, server: contact, mine: undefined });
    }
    const twin = nameless.findIndex(
      (other) => samePerson(other, before) || contactName(other) === contactName(before),
    );
    if (twin !== -1) nameless.splice(twin, 1);
    removed.push({ ...refOf(contact), reason: twin === -1 ? 'removed' : 'lostId' });
  }
  for (const contact of arrived) {
    findings.foreign = true;
    entries.push({ wire: wireOf(contact, {}), server: contact, at: -1 });
  }

  const primary = mergePrimary(base, server, own, entries, findings);
  const from = server[primaryIndex(server)];
  const to = entries[primary];
  const moved = from !== undefined && to !== undefined && to.server !== from;
  if (moved && entries.length > 0) dirty = true;
  entries.forEach((entry, i) => (entry.wire.is_primary = i === primary));
  return {
    send: dirty ? entries.map((entry) => entry.wire) : undefined,
    removed,
    added,
    primaryChange: dirty && moved ? { from: refOf(from), to: refOf(to.server ?? to.wire) } : undefined,
  };
}

/** Index in `entries` of the contact that is to be the primary one, -1 for none. */
function mergePrimary(
  base: readonly JsonObject[],
  server: readonly JsonObject[],
  own: readonly Own[],
  entries: readonly Entry[],
  findings: Findings,
): number {
  const basePrimary = base[primaryIndex(base)];
  const serverPrimary = server[primaryIndex(server)];
  const wish = wishedPrimary(own, basePrimary);
  const wished = own[wish.index];
  const theirs = entries.findIndex((entry) => entry.server !== undefined && entry.server === serverPrimary);
  const mine = entries.findIndex((entry) => entry.at === wish.index);
  const theyMoved =
    basePrimary !== undefined && serverPrimary !== undefined && idOf(basePrimary) !== idOf(serverPrimary);
  if (!wished || (wished.base !== undefined && wished.base === basePrimary) || mine === -1) {
    if (theyMoved && theirs !== -1) findings.foreign = true;
    return theirs !== -1 ? theirs : Math.min(Math.max(mine, 0), entries.length - 1);
  }
  if (!wish.explicit) return theirs !== -1 ? theirs : mine;
  const path = ['contacts', wish.index, 'is_primary'];
  findings.changed.push(path);
  if (theyMoved && mine !== theirs) {
    findings.contested.push({
      path,
      label: 'Primary contact',
      base: contactName(basePrimary),
      server: contactName(serverPrimary),
      mine: contactName(wished.mine),
    });
  }
  return mine;
}

function byId(contacts: readonly JsonObject[]): Map<string, JsonObject> {
  return new Map(contacts.map((contact) => [idOf(contact) ?? '', contact]));
}

function refOf(contact: JsonObject): ContactRef {
  return { id: idOf(contact) ?? '', name: contactName(contact), email: asText(contact.email).trim() };
}

function sameContact(a: JsonObject, b: JsonObject): boolean {
  return merged.every((field) => field.secret === true || sameValue(field, a[field.key], b[field.key]));
}

/** The writable values that a contact has. Passwords are masked when read and never sent back. */
function writableOf(contact: JsonObject): JsonObject {
  const wire: JsonObject = {};
  for (const { key } of writable) {
    if (key !== 'password' && Object.hasOwn(contact, key)) wire[key] = contact[key];
  }
  return wire;
}

function wireOf(server: JsonObject, send: JsonObject): JsonObject {
  return { id: server.id, ...writableOf(server), ...send };
}

/** A contact of the text as a new one: everything writable that says something. */
export function newContact(contact: JsonObject): JsonObject {
  const wire: JsonObject = {};
  for (const field of merged) {
    const value = contact[field.key];
    if (value === undefined || (field.key === 'password' && !isTypedPassword(value))) continue;
    wire[field.key] = toWire(field, value);
  }
  if (Object.hasOwn(contact, 'is_primary')) wire.is_primary = isTrue(contact.is_primary);
  return wire;
}
