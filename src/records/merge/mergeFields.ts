import { isExactNumber, numberOf } from '../../api/exactNumber';
import { isBlank, isTypedPassword, sameValue } from '../compare';
import type { Field } from '../fields/field';
import { asText } from '../json';
import type { JsonObject, JsonPath } from '../json';

/** A place that the user and someone else changed differently since the base. */
export interface MergeConflict {
  /** Place in the user's text; for something missing there, of its nearest ancestor. */
  path: JsonPath;
  /** E.g. `Phone` or `Ines Falk: E-mail`. */
  label: string;
  base: unknown;
  server: unknown;
  /** Undefined: the user removed it. */
  mine: unknown;
}

/** What a merge reports besides its result; each part of the merge adds to it. */
export interface MergeReport {
  /** Places in the user's text that differ from the base. */
  changed: JsonPath[];
  conflicts: MergeConflict[];
}

/**
 * Three-way merge of the writable scalar fields of one object. A field that `mine` leaves out is unchanged. Without
 * `base` both sides created the object, so every value is a change.
 * Returns what has to be sent: what the user changed and the server does not have already.
 */
export function mergeFields(
  fields: readonly Field[],
  base: JsonObject | undefined,
  server: JsonObject,
  mine: JsonObject,
  at: { path: JsonPath; label: string },
  report: MergeReport,
): JsonObject {
  const send: JsonObject = {};
  for (const field of fields) {
    const { key } = field;
    if (!field.writable || field.type === 'object' || field.type === 'array') continue;
    if (key === 'password') {
      if (!isTypedPassword(mine[key])) continue;
      report.changed.push([...at.path, key]);
      send[key] = mine[key];
      continue;
    }
    const old = base?.[key];
    const isChange = (value: unknown) => (base ? !sameValue(field, old, value) : !isBlank(value));
    if (!Object.hasOwn(mine, key) || !isChange(mine[key])) continue;
    const path = [...at.path, key];
    report.changed.push(path);
    if (sameValue(field, mine[key], server[key])) continue;
    if (isChange(server[key])) {
      const label = at.label ? `${at.label}: ${field.title}` : field.title;
      report.conflicts.push({ path, label, base: old, server: server[key], mine: mine[key] });
    }
    send[key] = toBodyValue(field, mine[key]);
  }
  return send;
}

/** A value as a request body has it: numbers of text fields as text (ids of lookup tables), null in them as `""`. */
export function toBodyValue(field: Field | undefined, value: unknown): unknown {
  if (value === null || value === undefined) return field && field.type !== 'string' ? null : '';
  if (field?.type === 'string' && (typeof value === 'number' || isExactNumber(value))) return asText(value);
  if (field?.type === 'number' && typeof value === 'string' && value.trim() !== '')
    return numberOf(value.trim());
  return value;
}
