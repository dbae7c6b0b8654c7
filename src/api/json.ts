/** Starts of escapes that may spell a letter of `proto__`. Servers have no reason to escape ASCII letters. */
const escapedLetters = ['\\u005', '\\u006', '\\u007'];

/**
 * Parses untrusted JSON in UTF-8. Drops keys named `__proto__` at every depth: copied by assignment they would change the
 * prototype of the target. Throws `SyntaxError` like `JSON.parse`.
 *
 * Searching the bytes costs a third of searching the text, which counts in lists of hundreds of clients
 * (`npm run bench -- wire`).
 */
export function parseJson(bytes: Buffer): unknown {
  const suspicious = bytes.includes('proto__') || escapedLetters.some((start) => bytes.includes(start));
  return JSON.parse(textOf(bytes), suspicious ? dropProto : undefined);
}

/**
 * Parses a list without dropping `__proto__`: `answers.ts` does that per row, as another pass over all bytes would cost a
 * tenth of the whole request (`npm run bench -- browse`). Throws `SyntaxError` like `JSON.parse`.
 */
export function parseList(bytes: Buffer): unknown {
  return JSON.parse(textOf(bytes));
}

function textOf(bytes: Buffer): string {
  const text = bytes.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function dropProto(this: unknown, key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value;
}

/** True for a JSON object (neither null nor a list). */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
