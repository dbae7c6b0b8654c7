import type { Client, ClientBody } from '../../api/types';
import { checkParsed } from '../check/check';
import { hasError } from '../check/problems';
import type { Problem } from '../check/problems';
import type { ContactRef } from '../contacts/contactBody';
import type { JsonPath } from '../json';
import { parseText } from '../text/parse';
import { mergeClient } from './merge';
import type { RemovedContact } from './mergeContacts';
import type { MergeConflict } from './mergeFields';

/** A save that sends something. */
export interface Save {
  kind: 'save';
  /**
   * Body of the PUT: the changed fields, always the complete settings, and the complete contacts if one of them changed.
   * In a conflict it holds the user's value, so ask before sending it.
   */
  body: ClientBody;
  /** Places that both the user and someone else changed since the base. */
  conflicts: MergeConflict[];
  /** Contacts that the save would delete. */
  removedContacts: RemovedContact[];
  /** Set if another contact would become the primary one. */
  primaryChange: { from: ContactRef; to: ContactRef } | undefined;
  /** Places in the user's text that differ from the base. */
  changed: JsonPath[];
}

/** What a save would do. */
export type SavePlan =
  /** The text cannot be saved; one of the problems at least is an error. */
  | { kind: 'invalid'; problems: Problem[] }
  /** Nothing to send: only the formatting changed, or the server already has what the text says. */
  | { kind: 'unchanged' }
  /** The client is deleted, and the server rejects changes of deleted clients. */
  | { kind: 'locked' }
  | Save;

/**
 * Decides what saving a text would do. It is a three-way merge of the client:
 *
 * - `base` is the version that the editor's text was made from,
 * - `server` is the newest version that was read from the server,
 * - `text` is what the user wants to save.
 *
 * Only differences between `base` and `text` are changes of the user; everything else keeps the server's value, so a save
 * never undoes what others did. The function sends and asks nothing and has no side effects. Call it again with a newly
 * read `server` after every question to the user, as the client may have changed during the question.
 */
export function planSave(base: Client, server: Client, text: string): SavePlan {
  const parsed = parseText(text);
  const problems = checkParsed(parsed, { base, server });
  if (!parsed.value || hasError(problems)) return { kind: 'invalid', problems };
  const merge = mergeClient(base, server, parsed.value);
  const hasChanges = Object.keys(merge.fields).length > 0 || merge.settingsChanged || merge.contacts;
  if (!hasChanges) return { kind: 'unchanged' };
  if (server.is_deleted) return { kind: 'locked' };
  const body: ClientBody = { ...merge.fields, settings: merge.settings };
  if (merge.contacts) body.contacts = merge.contacts;
  return {
    kind: 'save',
    body,
    conflicts: merge.conflicts,
    removedContacts: merge.removed,
    primaryChange: merge.primaryChange,
    changed: merge.changed,
  };
}
