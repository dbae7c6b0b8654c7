/** How an escape begins that may spell a letter of `proto__`; servers have no reason to escape ASCII letters. */
const escapedLetters = ['\\u005', '\\u006', '\\u007'];

/**
 * Parses JSON of a stranger, in UTF-8. Keys named `__proto__` are dropped, at every depth: copied by assignment they
 * would change the prototype of whatever they are copied to. Throws `SyntaxError` as `JSON.parse` does.
 *
 * Looking at the bytes costs a third of looking at the text, which counts in lists of hundreds of clients
 * (`npm run bench -- wire`).
 */
export function parseJson(bytes: Buffer): unknown {
  const suspicious = bytes.includes('proto__') || escapedLetters.some((start) => bytes.includes(start));
  return JSON.parse(textOf(bytes), suspicious ? dropProto : undefined);
}

/**
 * Parses a list, whose rows `check.ts` frees of `__proto__` one by one: going through all bytes again would cost a
 * tenth of the whole request (`npm run bench -- browse`). Throws `SyntaxError` as `JSON.parse` does.
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
