/**
 * JSON as the real server writes its lists and items, which is PHP's `json_encode` with `JSON_PRETTY_PRINT` (reference
 * §2.1, `BaseController`): four blanks a level, plain ASCII, slashes escaped. Clients read the same from it; they have a
 * third more bytes to read.
 * @param level how deep the value stands in the answer: its lines but the first are moved in by so many levels
 */
export function phpJson(value: unknown, level = 0): string {
  const text = JSON.stringify(value, undefined, 4).replace(/[\u0080-\uffff/]/g, escaped);
  return level === 0 ? text : text.replaceAll('\n', lineAt(level));
}

/** What begins a line at a level. */
export function lineAt(level: number): string {
  return `\n${' '.repeat(4 * level)}`;
}

function escaped(sign: string): string {
  return sign === '/' ? '\\/' : `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
