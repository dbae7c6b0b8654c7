import { clientFields } from '../fields/clientFields';
import { asObject, asObjects } from '../json';
import type { JsonObject } from '../json';
import { mergeContacts } from './mergeContacts';
import type { MergedContacts } from './mergeContacts';
import { mergeFields } from './mergeFields';
import type { MergeReport } from './mergeFields';
import { mergeSettings } from './mergeSettings';

/** The result of a three-way merge of a client. */
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
 * Three-way merge: `base` is the version that the user's text was made from, `server` the newest one, `mine` the
 * user's text as JSON. Where both sides changed the same, the user's value wins and the place is in `conflicts`. A key
 * that `mine` leaves out is unchanged.
 */
export function mergeClient(base: JsonObject, server: JsonObject, mine: JsonObject): Merge {
  const report: MergeReport = { changed: [], conflicts: [] };
  const fields = mergeFields(clientFields, base, server, mine, { path: [], label: '' }, report);
  const own = Object.hasOwn(mine, 'settings') ? asObject(mine.settings) : undefined;
  const { settings, changed } = mergeSettings(base.settings, server.settings, own, report);
  const baseContacts = asObjects(base.contacts);
  const { send, ...contacts } = mergeContacts(
    baseContacts,
    asObjects(server.contacts),
    Object.hasOwn(mine, 'contacts') ? asObjects(mine.contacts) : baseContacts,
    report,
  );
  return { ...report, ...contacts, fields, settings, settingsChanged: changed, contacts: send };
}
