import { clientFields } from '../fields/clientFields';
import { asObject, asObjects } from '../json';
import type { JsonObject } from '../json';
import { mergeContacts } from './mergeContacts';
import type { MergedContacts } from './mergeContacts';
import { mergeFields } from './mergeFields';
import type { MergeReport } from './mergeFields';
import { mergeSettings } from './mergeSettings';

export interface Merge extends MergeReport, Omit<MergedContacts, 'send'> {
  /** Client fields that the user changed and the server does not have yet. */
  fields: JsonObject;
  /** The complete settings to send with any PUT. */
  settings: JsonObject;
  settingsChanged: boolean;
  /** The complete contacts to send, undefined when none changed. */
  contacts: JsonObject[] | undefined;
}

/**
 * Three-way merge: `base` is the version the user opened, `server` the newest one, `mine` the user's text.
 * The user's value wins where both changed the same; each such place is in `contested`. Whole keys that `mine` leaves
 * out are unchanged.
 */
export function mergeClient(base: JsonObject, server: JsonObject, mine: JsonObject): Merge {
  const findings: MergeReport = { changed: [], conflicts: [], foreign: false };
  const fields = mergeFields(clientFields, base, server, mine, { path: [], label: '' }, findings);
  const own = Object.hasOwn(mine, 'settings') ? asObject(mine.settings) : undefined;
  const { settings, changed } = mergeSettings(base.settings, server.settings, own, findings);
  const baseContacts = asObjects(base.contacts);
  const { send, ...contacts } = mergeContacts(
    baseContacts,
    asObjects(server.contacts),
    Object.hasOwn(mine, 'contacts') ? asObjects(mine.contacts) : baseContacts,
    findings,
  );
  return { ...findings, ...contacts, fields, settings, settingsChanged: changed, contacts: send };
}
