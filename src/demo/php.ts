/** Fields of a request, from JSON or a form, or of an answer. PHP does not distinguish `{}` from `[]`. */
export type Fields = Record<string, unknown>;

/** What PHP calls an array: a JSON list or object. */
export function isArrayOrObject(value: unknown): value is Fields | unknown[] {
  return typeof value === 'object' && value !== null;
}

/** Keys (as text) and values of `{…}` or `[…]`, in order. */
export function entriesOf(value: Fields | unknown[]): [string, unknown][] {
  return Object.entries(value as Fields);
}

/** PHP's `empty()`. */
export function isEmpty(value: unknown): boolean {
  if (isArrayOrObject(value)) return Object.keys(value).length === 0;
  return (
    value === undefined || value === null || value === false || value === 0 || value === '' || value === '0'
  );
}

/** `(string) $value` of a scalar. */
export function text(value: unknown): string {
  if (typeof value === 'string')
    return value.startsWith(longInteger) ? value.slice(longInteger.length) : value;
  if (typeof value === 'number') return String(value);
  return value === true ? '1' : '';
}

/** `is_numeric()`: the whole text is a number; spaces around it are allowed. */
export function isNumeric(value: unknown): boolean {
  if (typeof value === 'number') return true;
  return typeof value === 'string' && /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i.test(value);
}

/** `(float) $text`, which is also how MariaDB compares text with a number: the numeric beginning, else 0. */
export function leadingNumber(value: string): number {
  const match = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?/i.exec(value);
  return match ? Number(match[0]) : 0;
}

/** `(int) $value`. */
export function toInt(value: unknown): number {
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value === 'string') return Math.trunc(leadingNumber(value));
  if (isArrayOrObject(value)) return Object.keys(value).length > 0 ? 1 : 0;
  return value === true ? 1 : 0;
}

/** `filter_var($value, FILTER_VALIDATE_INT)`: undefined if it is no integer. */
export function asInteger(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined;
  if (value === true) return 1;
  if (typeof value !== 'string' || !/^[+-]?(0|[1-9]\d*)$/.test(value.trim())) return undefined;
  return Number(value);
}

/** `filter_var($value, FILTER_VALIDATE_BOOLEAN, FILTER_NULL_ON_FAILURE)`. */
export function asBoolean(value: unknown): boolean | undefined {
  const word = text(value).trim().toLowerCase();
  if (['1', 'true', 'on', 'yes'].includes(word)) return true;
  return ['0', 'false', 'off', 'no', ''].includes(word) ? false : undefined;
}

/** `json_encode()`: slashes and everything outside ASCII escaped. With `indent` spaces a level it is pretty-printed. */
export function jsonEncode(value: unknown, indent = 0): string {
  return jsonText(value, indent).replace(/[\u0080-\uffff/]/g, (unit) =>
    unit === '/' ? '\\/' : `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** JSON as JavaScript writes it, with the integers of `jsonDecode`. */
export function jsonText(value: unknown, indent = 0): string {
  const json = JSON.stringify(value, undefined, indent);
  return json.includes('"\\u0000int ') ? json.replace(/"\\u0000int (-?\d+)"/g, '$1') : json;
}

/** Beginning of the text that stands for an integer of PHP, of 64 bits, that a double cannot hold. */
const longInteger = '\0int ';
const longest = 2n ** 63n;

/** `json_decode()`: an integer that a double cannot hold becomes a text that `jsonText` writes as a number. */
export function jsonDecode(json: string): unknown {
  if (!/\d{16}/.test(json)) return JSON.parse(json);
  const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;
  const marked = json.replace(tokens, (token) => {
    if (!/^-?[1-9]\d{15,18}$/.test(token) || Number.isSafeInteger(Number(token))) return token;
    const value = BigInt(token);
    return value < longest && value >= -longest ? `"\\u0000int ${token}"` : token;
  });
  return JSON.parse(marked);
}

/** `strip_tags()`: removes everything from `<` to `>` (outside quotes); a `<` before a space is text. */
export function stripTags(html: string): string {
  let out = '';
  let quote = '';
  let inTag = false;
  for (let at = 0; at < html.length; at++) {
    const char = html.charAt(at);
    if (inTag) {
      if (quote) quote = char === quote ? '' : quote;
      else if (char === '"' || char === "'") quote = char;
      else if (char === '>') inTag = false;
    } else if (char === '<' && !/\s/.test(html.charAt(at + 1) || 'x')) {
      inTag = true;
    } else {
      out += char;
    }
  }
  return out;
}

/** Laravel's global middleware: trims every text (Unicode spaces too) and turns `""` into null. Passwords stay. */
export function normalize(value: unknown, key = ''): unknown {
  if (typeof value === 'string') {
    const trimmed = ['password', 'current_password', 'password_confirmation'].includes(key)
      ? value
      : value.replace(/^[\s\u200b\u200e]+|[\s\u200b\u200e]+$/g, '');
    return trimmed === '' ? null : trimmed;
  }
  if (Array.isArray(value)) return value.map((item) => normalize(item));
  if (!isArrayOrObject(value)) return value;
  const out: Fields = {};
  for (const [name, item] of Object.entries(value))
    setField(out, name, normalize(item, key === '' ? name : '.'));
  return out;
}

/** Sets a key that a client sent, so that `__proto__` becomes an ordinary key. */
export function setField(target: Fields, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}
