import type { Field } from './fields/field';
import { asText } from './json';

/** Same JSON value, whatever the order of keys. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = Object.keys(a);
  return (
    left.length === Object.keys(b).length &&
    left.every(
      (key) =>
        Object.hasOwn(b, key) &&
        deepEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]),
    )
  );
}

/** Null, missing or nothing but blanks. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** What the server takes for true. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

/**
 * Whether two values of a field mean the same to the server: it trims texts, stores null and `""` alike
 * and sends numbers as numbers or as text (invoice-ninja-api.md §2.1 and §7.1).
 */
export function sameValue(field: Field | undefined, a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if ((typeof a === 'object' && a !== null) || (typeof b === 'object' && b !== null)) return deepEqual(a, b);
  if (field?.type === 'boolean') return isTrue(a) === isTrue(b);
  if (field && isNumeric(field))
    return isBlank(a) || isBlank(b) ? isBlank(a) && isBlank(b) : Number(a) === Number(b);
  return asText(a).trim() === asText(b).trim();
}

/** As `sameValue` for a key of `settings`, where absent, null and `""` are one state ("inherit") and false is another. */
export function sameSetting(field: Field | undefined, a: unknown, b: unknown): boolean {
  return isBlank(a) || isBlank(b) ? isBlank(a) && isBlank(b) : sameValue(field, a, b);
}

/** A password that means something: not blank and not the mask of asterisks that the server shows for one. */
export function isTypedPassword(value: unknown): value is string {
  return typeof value === 'string' && /[^*\s]/.test(value);
}

/** True for fields whose values are numbers in JSON. */
export function isNumeric(field: Field): boolean {
  return field.type === 'number' || field.type === 'integer' || field.type === 'timestamp';
}
