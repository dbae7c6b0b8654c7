import { isExactNumber, reviveNumber } from './exactNumber';

/**
 * Parses untrusted JSON in UTF-8. Drops keys named `__proto__` at every depth: copied by assignment they would change the
 * prototype of the target. Numbers that a double cannot hold become `ExactNumber`. Throws `SyntaxError` like `JSON.parse`.
 *
 * Searching the bytes costs a third of searching the text, which counts in lists of hundreds of clients
 * (`npm run bench -- wire`).
 */
export function parseJson(bytes: Buffer): unknown {
  return parse(bytes, mayHoldProto(bytes) || holdsLongNumber(bytes));
}

/**
 * Parses a list without dropping `__proto__`: `answers.ts` does that per row, as another pass over all bytes would cost a
 * tenth of the whole request (`npm run bench -- browse`). Else as `parseJson`.
 */
export function parseList(bytes: Buffer): unknown {
  return parse(bytes, holdsLongNumber(bytes));
}

/** With a function that looks at every value, `JSON.parse` takes four to eight times as long. */
function parse(bytes: Buffer, withCare: boolean): unknown {
  const text = bytes.toString('utf8');
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    return JSON.parse(json, withCare ? revive : undefined);
  } catch (error) {
    // Lists in lists without end: `revive` is called recursively.
    throw error instanceof RangeError ? new SyntaxError('nesting') : error;
  }
}

function revive(key: string, value: unknown, context?: { source?: string }): unknown {
  return key === '__proto__' ? undefined : reviveNumber(key, value, context);
}

/** Starts of escapes that may spell a letter of `proto__`. Servers have no reason to escape ASCII letters. */
const escapedLetters = ['\\u005', '\\u006', '\\u007'];

function mayHoldProto(bytes: Buffer): boolean {
  return bytes.includes('proto__') || escapedLetters.some((start) => bytes.includes(start));
}

/** A number of fewer digits fits into a double: 2^53 has 16, and a fraction has 15 that are kept. */
const fewestDigits = 16;
const before = new Set(':,[- \t\r\n'.split('').map((char) => char.charCodeAt(0)));
const after = new Set(',}]eE \t\r\n'.split('').map((char) => char.charCodeAt(0)));

/**
 * Whether a number, or text that looks like one, is so long that a double may not hold it. Looks at every 16th byte, as a
 * long number cannot lie between two of them. Exponents are not looked for: the server's fractions are doubles too
 * (PHP), so it cannot write one that is out of a double's range.
 */
function holdsLongNumber(bytes: Buffer): boolean {
  const { length } = bytes;
  let at = fewestDigits - 1;
  while (at < length) {
    if (!isDigit(bytes[at])) {
      at += fewestDigits;
      continue;
    }
    let start = at;
    while (isDigit(bytes[start - 1])) start--;
    let end = at + 1;
    while (isDigit(bytes[end])) end++;
    const isLong = end - start >= fewestDigits;
    if (isLong && (start === 0 || before.has(bytes[start - 1] ?? 0)) && after.has(bytes[end] ?? 0x20))
      return true;
    at = end + fewestDigits - 1;
  }
  return false;
}

/** Digits, the point between them, and a slash, which is harmless here. */
function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte <= 0x39 && byte >= 0x2e;
}

/** True for a JSON object (neither null nor a list nor a number). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isExactNumber(value);
}
