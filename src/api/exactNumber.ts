declare global {
  interface JSON {
    /** JSON text that `JSON.stringify` writes as it is. Of V8; the types of TypeScript do not have it. */
    rawJSON(text: string): object;
  }
}

/** Known by this key, since every bundle has a class of its own. JSON cannot spell it. */
const brand = Symbol.for('ninjaClients.exactNumber');

/**
 * A JSON number that a double cannot hold, as the text that the server or the user wrote: PHP keeps whole numbers up to
 * 2^63 - 1, a double up to 2^53 (docs/invoice-ninja-api.md §2.1). Only such numbers are objects, all others are `number`.
 * `JSON.stringify` writes the text, a template string shows it, and arithmetic sees the nearest double.
 */
export class ExactNumber {
  readonly [brand] = true;

  constructor(readonly source: string) {}

  toString(): string {
    return this.source;
  }

  valueOf(): number {
    return Number(this.source);
  }

  toJSON(): object {
    return JSON.rawJSON(this.source);
  }
}

/** True for an `ExactNumber` of any bundle. */
export function isExactNumber(value: unknown): value is ExactNumber {
  return typeof value === 'object' && value !== null && brand in value;
}

/** For `JSON.parse`: the numbers that a double cannot hold as `ExactNumber`. */
export function reviveNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? numberOf(context.source) : value;
}

/** The number that a JSON number or another numeric text spells: a double where that has the same value. */
export function numberOf(source: string): number | ExactNumber {
  const value = Number(source);
  if (String(value) === source) return value;
  const exact = decimalOf(source);
  return exact === undefined || exact === decimalOf(String(value)) ? value : new ExactNumber(source);
}

/** Whether two texts spell the same number, with all their digits: `10` and `1e1`. False for other texts. */
export function sameDecimal(a: string, b: string): boolean {
  const decimal = decimalOf(a);
  return decimal !== undefined && decimal === decimalOf(b);
}

const numberParts = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,15}))?$/;

/** One spelling for each decimal number: its digits without zeros at the ends, and an exponent. */
function decimalOf(text: string): string | undefined {
  const parts = numberParts.exec(text);
  // An exponent of that many digits stays as it is: no double has it.
  if (!parts) return /^-?\d+(\.\d+)?[eE][+-]?\d+$/.test(text) ? text : undefined;
  const [, sign = '', whole = '', fraction = '', exponent = '0'] = parts;
  const digits = (whole + fraction).replace(/^0+/, '');
  let end = digits.length;
  while (end > 0 && digits[end - 1] === '0') end--;
  if (end === 0) return '0';
  return `${sign}${digits.slice(0, end)}e${Number(exponent) - fraction.length + digits.length - end}`;
}
