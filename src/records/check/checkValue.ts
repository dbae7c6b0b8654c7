import * as l10n from '@vscode/l10n';
import { isExactNumber } from '../../api/exactNumber';
import { isBlank, isNumeric, isTypedPassword } from '../compare';
import type { Field } from '../fields/field';
import { asText } from '../json';
import type { Problem } from './problems';

/** A problem of a value, without its place in the text. */
export type ValueProblem = Pick<Problem, 'severity' | 'code' | 'message'>;

const error = (code: string, message: string): ValueProblem => ({ severity: 'error', code, message });
const warning = (code: string, message: string): ValueProblem => ({ severity: 'warning', code, message });

/** What is wrong with a value for a field. A blank value is right wherever the server takes it. */
export function checkValue(field: Field, value: unknown): ValueProblem | undefined {
  if (field.type === 'boolean') {
    return typeof value === 'boolean'
      ? undefined
      : error('type', l10n.t('{0} must be true or false, without quotes.', field.title));
  }
  if (isBlank(value)) return undefined;
  if (isNumeric(field)) {
    const isNumeral = ['number', 'string'].includes(typeof value) || isExactNumber(value);
    const isNumber = isNumeral && Number.isFinite(Number(value));
    return isNumber ? undefined : error('type', l10n.t('{0} must be a number.', field.title));
  }
  if (field.type !== 'string') return undefined;
  if (field.format === 'digits') {
    return /^-?\d+$/.test(asText(value))
      ? undefined
      : error('digits', l10n.t('{0} must be a whole number, such as "3".', field.title));
  }
  if (typeof value !== 'string')
    return error('type', l10n.t('{0} must be text in double quotes.', field.title));
  return checkString(field, value);
}

function checkString(field: Field, value: string): ValueProblem | undefined {
  const text = value.trim();
  if (field.key === 'password') return checkPassword(text);
  if (field.enum && !field.enum.includes(text)) {
    return error('enum', l10n.t('{0} must be one of {1}, or empty.', field.title, field.enum.join(', ')));
  }
  if (field.format === 'id' && !/^[A-Za-z0-9]+$/.test(text)) {
    return error('id', l10n.t('{0} must be an id of this server.', field.title));
  }
  if (field.format === 'email' && !isEmail(text)) {
    return error('email', l10n.t('This is not an e-mail address.'));
  }
  const excess = excessLength(field, text);
  if (excess > 0) return error('tooLong', tooLong(field, excess));
  if (field.key === 'name' && /<[a-z/!?]/i.test(text)) {
    return warning('tags', l10n.t('The server removes what looks like an HTML tag.'));
  }
  return undefined;
}

/** How many code points or bytes of a text do not fit into the server's column. */
function excessLength(field: Field, text: string): number {
  // UTF-16 units are never fewer than code points, and never more than a third of the bytes.
  if (field.maxLength !== undefined) {
    return text.length <= field.maxLength ? 0 : Array.from(text).length - field.maxLength;
  }
  if (field.maxBytes === undefined || text.length * 3 <= field.maxBytes) return 0;
  return new TextEncoder().encode(text).length - field.maxBytes;
}

function tooLong({ title, maxLength, maxBytes = 0 }: Field, excess: number): string {
  return maxLength === undefined
    ? l10n.t('{0} may hold {1} bytes; the server would cut off {2}.', title, maxBytes, excess)
    : l10n.t('{0} may hold {1} characters; the server would cut off {2}.', title, maxLength, excess);
}

/** As lenient as the server: one address without blanks, dots only between other characters, a domain of any depth. */
function isEmail(text: string): boolean {
  const at = text.lastIndexOf('@');
  const [local, domain] = [text.slice(0, at), text.slice(at + 1)];
  const isLocal =
    /^"[^"\n]+"$/.test(local) || /^[^\s@.,;:<>()[\]\\"]+(\.[^\s@.,;:<>()[\]\\"]+)*$/.test(local);
  return at > 0 && isLocal && /^[^\s@.,;:<>()[\]\\"]+(\.[^\s@.,;:<>()[\]\\"]+)*$/.test(domain);
}

/** The server's rule for portal passwords (docs/invoice-ninja-api.md §6.2). A masked one means "unchanged". */
function checkPassword(text: string): ValueProblem | undefined {
  if (!isTypedPassword(text)) return undefined;
  const isStrong = text.length >= 7 && /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
  return isStrong
    ? undefined
    : error(
        'password',
        l10n.t('A password needs 7 characters with a small letter, a capital letter and a digit.'),
      );
}
