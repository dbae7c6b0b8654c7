import * as l10n from '@vscode/l10n';
import { parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import { reviveNumber } from '../../api/exactNumber';
import { isCompound } from '../json';
import type { JsonObject, JsonPath } from '../json';
import { maxProblems } from '../check/problems';
import type { Problem } from '../check/problems';

/** UTF-16 units. Far above any client, far below what blocks the editor. */
const maxLength = 8_000_000;
/** Deeper texts are rejected before parsing, which is recursive. Settings nest three or four levels. */
const maxDepth = 64;

/** A parsed text of a client. */
export interface ParsedText {
  /** Set only if the text has no errors. */
  readonly value?: JsonObject;
  /** The syntax tree; of a text with errors as far as it could be parsed. Built on first use. */
  readonly root: Node | undefined;
  /** Errors only. */
  readonly problems: Problem[];
}

/** Parses the text of a client: strict JSON with an object at its root and no duplicate keys. Never throws. */
export function parseText(text: string): ParsedText {
  if (text.length > maxLength) return failed('tooLong', l10n.t('This text is too long to be a client.'));
  // A byte order mark counts as a blank, so that offsets stay right.
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const { depth, colons, holdsLongNumber } = measure(source);
  if (depth > maxDepth) return failed('tooDeep', l10n.t('This text is nested too deeply to be a client.'));
  const value = parseValid(source, colons, holdsLongNumber);
  if (!value) return parseInvalid(source);
  let root: Node | undefined;
  return {
    value,
    problems: [],
    get root() {
      return (root ??= parseTree(source));
    },
  };
}

/**
 * Parses with `JSON.parse`, which is many times faster than building a tree. Returns undefined for a syntax error and for
 * duplicate keys, which show as fewer keys than colons.
 */
function parseValid(text: string, colons: number, holdsLongNumber: boolean): JsonObject | undefined {
  try {
    const value = JSON.parse(text, holdsLongNumber ? reviveNumber : undefined) as unknown;
    const isObject = isCompound(value) && !Array.isArray(value);
    return isObject && countKeys(value) === colons ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** The number of keys at all depths; NaN with a key that sets the prototype of an object it is copied to. */
function countKeys(value: object): number {
  let count = Array.isArray(value) ? 0 : Object.keys(value).length;
  if (Object.hasOwn(value, '__proto__')) return Number.NaN;
  for (const child of Object.values(value) as unknown[]) {
    if (isCompound(child)) count += countKeys(child);
  }
  return count;
}

/** Parses a text with errors to find out which and where; the first of them if there are very many. */
function parseInvalid(text: string): ParsedText {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const problems: Problem[] = [];
  let last = -1;
  for (const error of errors) {
    // The parser may stumble more than once over one place.
    if (error.offset === last) continue;
    if (problems.length === maxProblems) break;
    last = error.offset;
    problems.push(syntaxProblem(text, error));
  }
  if (!root) return problems.length > 0 ? { root, problems } : failed('empty', l10n.t('The text is empty.'));
  checkKeys(root, [], problems);
  if (root.type !== 'object') {
    problems.push(problem(root, [], 'notObject', l10n.t('A client must stand in curly brackets { }.')));
  }
  if (problems.length === 0) problems.push(problem(root, [], 'syntax', notJson()));
  return { root, problems };
}

/** What is known of a text before it is parsed. */
interface Measures {
  /** How deep brackets nest. */
  depth: number;
  /** How many colons stand outside strings. */
  colons: number;
  /** Whether a number has so many digits, or an exponent, that a double may not hold it. */
  holdsLongNumber: boolean;
}

function measure(text: string): Measures {
  let [depth, deepest, colons] = [0, 0, 0];
  let holdsLongNumber = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x22) {
      i = endOfString(text, i);
    } else if (char === 0x3a) colons++;
    else if (char >= 0x30 && char <= 0x39) {
      const end = endOfNumber(text, i);
      if (end - i > 15 || isExponent(text.charCodeAt(end))) holdsLongNumber = true;
      i = end - 1;
    } else if (char === 0x5b || char === 0x7b) {
      if (++depth > deepest) deepest = depth;
    } else if ((char === 0x5d || char === 0x7d) && depth > 0) depth--;
  }
  return { depth: deepest, colons, holdsLongNumber };
}

/** The place behind the digits and points that start at `start`. */
function endOfNumber(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char > 0x39 || char < 0x2e) break;
  }
  return i;
}

/** An `e` or `E`. */
function isExponent(char: number): boolean {
  return char === 0x65 || char === 0x45;
}

/** The place of the closing quote, or of the end of the line where there is none. */
function endOfString(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x22 || char === 0x0a) break;
    if (char === 0x5c) i++;
  }
  return i;
}

/** Reports duplicate keys and keys that cannot be used. */
function checkKeys(node: Node, path: JsonPath, problems: Problem[]): void {
  const seen = new Set<string>();
  node.children?.forEach((child, index) => {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [undefined, child];
    const name = key?.value as string | undefined;
    const at = [...path, name ?? index];
    if (problems.length < maxProblems) {
      if (key && name === '__proto__')
        problems.push(problem(key, at, 'key', l10n.t('This key cannot be used.')));
      else if (key && name !== undefined && seen.has(name))
        problems.push(problem(key, at, 'duplicateKey', l10n.t('“{0}” stands here twice; remove one.', name)));
    }
    if (name !== undefined) seen.add(name);
    if (value?.children) checkKeys(value, at, problems);
  });
}

function problem(node: Node, path: JsonPath, code: string, message: string): Problem {
  const length = node.children ? 1 : node.length;
  return { path, offset: node.offset, length, severity: 'error', code, message };
}

function failed(code: string, message: string): ParsedText {
  return {
    root: undefined,
    problems: [{ path: [], offset: 0, length: 1, severity: 'error', code, message }],
  };
}

function notJson(): string {
  return l10n.t('This is not valid JSON.');
}

/** By jsonc-parser's name of the error. */
const syntaxMessages: Record<string, () => string> = {
  InvalidCommentToken: () => l10n.t('Comments are not possible here.'),
  CommaExpected: () => l10n.t('A comma is missing before this.'),
  ColonExpected: () => l10n.t('A colon is missing here.'),
  PropertyNameExpected: () => l10n.t('A key in double quotes is missing here.'),
  ValueExpected: () => l10n.t('A value is missing here.'),
  CloseBraceExpected: () => l10n.t('A closing curly bracket } is missing.'),
  CloseBracketExpected: () => l10n.t('A closing square bracket ] is missing.'),
  EndOfFileExpected: () => l10n.t('Nothing may follow after the closing bracket.'),
  InvalidSymbol: () => l10n.t('Text must stand in double quotes.'),
  InvalidNumberFormat: () => l10n.t('This is not a number.'),
  UnexpectedEndOfString: () => l10n.t('The closing double quote is missing.'),
  InvalidEscapeCharacter: () => l10n.t('Write \\\\ for a backslash.'),
  InvalidCharacter: () => l10n.t('Line breaks and tabs inside text are written \\n and \\t.'),
};

function syntaxProblem(text: string, error: ParseError): Problem {
  const name = printParseErrorCode(error.error);
  const closing = /^[\]}]/.test(text.slice(error.offset, error.offset + 1));
  const trailing = closing && isBehindComma(text, error.offset);
  return {
    path: [],
    offset: Math.min(error.offset, Math.max(0, text.length - 1)),
    length: Math.max(1, error.length),
    severity: 'error',
    code: trailing ? 'trailingComma' : name,
    message: trailing
      ? l10n.t('Remove the comma before this bracket.')
      : (syntaxMessages[name]?.() ?? notJson()),
  };
}

/** Whether a comma, and nothing but blank space, stands before an offset. */
function isBehindComma(text: string, offset: number): boolean {
  let i = offset - 1;
  while (i >= 0 && /\s/.test(text.charAt(i))) i--;
  return text.charAt(i) === ',';
}
