import { isBlank, isNumeric, isTypedPassword } from '../compare';
import type { Field } from '../fields/field';
import type { Problem } from './problems';

/** A finding without its place. */
export type ValueProblem = Pick<Problem, 'severity' | 'code' | 'message'>;

const error = (code: string, message: string): ValueProblem => ({ severity: 'error', code, message });
const warning = (code: string, message: string): ValueProblem => ({ severity: 'warning', code, message });

/** What is wrong with a value for a field; blank is right wherever the server takes it. */
export function checkValue(field: Field, value: unknown): ValueProblem | undefined {
  const { title } = field;
  if (field.type === 'boolean') {
    return typeof value === 'boolean'
      ? undefined
      : error('type', `${title} must be true or false, without quotes.`);
  }
  if (isBlank(value)) return undefined;
  if (isNumeric(field)) {
    const isNumber = ['number', 'string'].includes(typeof value) && Number.isFinite(Number(value));
    return isNumber ? undefined : error('type', `${title} must be a number.`);
  }
  if (field.type !== 'string') return undefined;
  if (field.format === 'digits') {
    return /^-?\d+$/.test(String(value))
      ? undefined
      : error('digits', `${title} must be a whole number, such as "3".`);
  }
  if (typeof value !== 'string') return error('type', `${title} must be text in double quotes.`);
  return checkString(field, value);
}

function checkString(field: Field, value: string): ValueProblem | undefined {
  const { title } = field;
  const text = value.trim();
  if (field.key === 'password') return checkPassword(text);
  if (field.enum && !field.enum.includes(text)) {
    return error('enum', `${title} must be one of ${field.enum.join(', ')}, or empty.`);
  }
  if (field.format === 'id' && !/^[A-Za-z0-9]+$/.test(text)) {
    return error('id', `${title} must be an id of this server.`);
  }
  if (field.format === 'email' && !isEmail(text)) return error('email', 'This is not an e-mail address.');
  const over = overLength(field, text);
  if (over > 0) {
    const unit = field.maxLength === undefined ? 'bytes' : 'characters';
    const limit = field.maxLength ?? field.maxBytes;
    return error('tooLong', `${title} may hold ${limit} ${unit}; the server would cut off ${over}.`);
  }
  if (field.key === 'name' && /<[a-z/!?]/i.test(text)) {
    return warning('tags', 'The server removes what looks like an HTML tag.');
  }
  return undefined;
}

/** How many code points or bytes of a text the server's column would lose. */
function overLength(field: Field, text: string): number {
  // UTF-16 units are never fewer than code points, and never more than a third of the bytes.
  if (field.maxLength !== undefined) {
    return text.length <= field.maxLength ? 0 : Array.from(text).length - field.maxLength;
  }
  if (field.maxBytes === undefined || text.length * 3 <= field.maxBytes) return 0;
  return new TextEncoder().encode(text).length - field.maxBytes;
}

/** As lenient as the server: one address without blanks, dots only between other characters, a domain of any depth. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const localIsRight =
    /^"[^"\n]+"$/.test(local) || /^[^\s@.,;:<>()[\]\\"]+(\.[^\s@.,;:<>()[\]\\"]+)*$/.test(local);
  return at > 0 && localIsRight && /^[^\s@.,;:<>()[\]\\"]+(\.[^\s@.,;:<>()[\]\\"]+)*$/.test(domain);
}

/** The server's rule for portal passwords (invoice-ninja-api.md §6.2). A masked one means "unchanged". */
function checkPassword(text: string): ValueProblem | undefined {
  if (!isTypedPassword(text)) return undefined;
  const strong = text.length >= 7 && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return strong
    ? undefined
    : error('password', 'A password needs 7 characters with a small letter, a capital letter and a digit.');
}
