import { isExactNumber, sameDecimal } from '../api/exactNumber';
import type { Field } from './fields/field';
import { asText, isCompound } from './json';

/** Whether two JSON values are the same, whatever the order of their keys. */
export function deepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isExactNumber(a) && isExactNumber(b)) return sameDecimal(a.source, b.source);
  if (!isCompound(a) || !isCompound(b)) return false;
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

/** True for null, undefined and text of blanks only: all mean "no value" to the server. */
export function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && value.trim() === '');
}

/** True for every spelling of true that the server accepts. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 1 || value === '1' || value === 'true';
}

/**
 * Whether two values of a field mean the same to the server: it trims texts, stores null and `""` alike
 * and sends numbers as numbers or as text (docs/invoice-ninja-api.md §2.1 and §7.1).
 */
export function sameValue(field: Field | undefined, a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isCompound(a) || isCompound(b)) return deepEqual(a, b);
  if (field?.type === 'boolean') return isTrue(a) === isTrue(b);
  if (field && isNumeric(field))
    return isBlank(a) || isBlank(b) ? isBlank(a) && isBlank(b) : sameNumber(a, b);
  return asText(a).trim() === asText(b).trim();
}

/** Whether two numbers, or texts of numbers, are the same in all their digits. */
function sameNumber(a: unknown, b: unknown): boolean {
  if (Number(a) !== Number(b)) return false;
  const [left, right] = [asText(a).trim(), asText(b).trim()];
  // A text that is no decimal, such as `0x10`, is as exact as a double.
  return sameDecimal(left, right) || !sameDecimal(left, left) || !sameDecimal(right, right);
}

/** As `sameValue` for a key of `settings`, where a blank value means "inherit", which is something else than false. */
export function sameSetting(field: Field | undefined, a: unknown, b: unknown): boolean {
  return isBlank(a) || isBlank(b) ? isBlank(a) && isBlank(b) : sameValue(field, a, b);
}

/** True for a password that the user typed: neither blank nor the asterisks that the server sends in place of one. */
export function isTypedPassword(value: unknown): value is string {
  return typeof value === 'string' && /[^*\s]/.test(value);
}

/** True for fields whose values are numbers in JSON. */
export function isNumeric(field: Field): boolean {
  return field.type === 'number' || field.type === 'integer' || field.type === 'timestamp';
}
