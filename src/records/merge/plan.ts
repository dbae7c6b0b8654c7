import type { Client, ClientBody } from '../../api/types';
import { checkParsed } from '../check/check';
import type { JsonPath } from '../json';
import { mergeClient } from './merge';
import type { ContactRef } from '../contacts/contactBody';
import type { RemovedContact } from './mergeContacts';
import type { MergeConflict } from './mergeFields';
import { parseText } from '../text/parse';
import { hasError } from '../check/problems';
import type { Problem } from '../check/problems';

/** A save that sends something. */
export interface Save {
  kind: 'save';
  /**
   * The smallest safe body: changed fields, the complete settings, and the complete contacts when one changed.
   * The user's value stands in it also for contested places: ask before sending.
   */
  body: ClientBody;
  conflicts: MergeConflict[];
  removedContacts: RemovedContact[];
  addedContacts: ContactRef[];
  primaryChange: { from: ContactRef; to: ContactRef } | undefined;
  /** Others changed something since `base` that survives this save. */
  merged: boolean;
  /** Places in the user's text that differ from `base`. */
  changed: JsonPath[];
}

export type SavePlan =
  | { kind: 'invalid'; problems: Problem[] }
  /** Nothing to send: only formatting changed, or the server says already what the text says. */
  | { kind: 'unchanged'; merged: boolean }
  /** The server refuses to change deleted clients. */
  | { kind: 'locked'; reason: 'deleted' }
  | Save;

/**
 * What saving a text means: `base` is the version that the text was made from, `server` the newest one.
 * Pure: call it again with a newly read server version after every question.
 */
export function planSave(base: Client, server: Client, text: string): SavePlan {
  const parsed = parseText(text);
  const problems = checkParsed(parsed, { base, server });
  if (!parsed.value || hasError(problems)) return { kind: 'invalid', problems };
  const merge = mergeClient(base, server, parsed.value);
  const nothing = Object.keys(merge.fields).length === 0 && !merge.settingsChanged && !merge.contacts;
  if (nothing) return { kind: 'unchanged', merged: merge.foreign };
  if (server.is_deleted) return { kind: 'locked', reason: 'deleted' };
  const body: ClientBody = { ...merge.fields, settings: merge.settings };
  if (merge.contacts) body.contacts = merge.contacts;
  return {
    kind: 'save',
    body,
    conflicts: merge.conflicts,
    removedContacts: merge.removed,
    addedContacts: merge.added,
    primaryChange: merge.primaryChange,
    merged: merge.foreign,
    changed: merge.changed,
  };
}
