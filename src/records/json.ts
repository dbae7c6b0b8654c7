import { isExactNumber } from '../api/exactNumber';

/** A JSON object whose values have not been checked. */
export type JsonObject = Record<string, unknown>;

/** Keys and indexes from the root, e.g. `["contacts", 1, "email"]`. */
export type JsonPath = (string | number)[];

/** The value if it is a JSON object, else an empty one (PHP sends `[]` for an empty object). */
export function asObject(value: unknown): JsonObject {
  return isCompound(value) && !Array.isArray(value) ? (value as JsonObject) : {};
}

/** True for an object or a list; a number that a double cannot hold is neither. */
export function isCompound(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !isExactNumber(value);
}

/** The objects of a list; anything else counts as an empty list. */
export function asObjects(value: unknown): JsonObject[] {
  return Array.isArray(value) ? value.map(asObject) : [];
}

/** True for text, numbers, booleans and null. */
export function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) || isExactNumber(value);
}

/** The text of a scalar; anything else is `""`. */
export function asText(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean' || isExactNumber(value)
      ? String(value)
      : '';
}
