import { getNodePath, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Node, ParseError } from 'jsonc-parser';
import type { JsonObject } from './json';
import type { Problem } from './problems';

/** The longest text that is read, in UTF-16 units: far above any client, far below what blocks the editor. */
const maxLength = 8_000_000;
/** Deeper texts are refused before parsing, which is recursive. Settings nest three or four levels. */
const maxDepth = 64;

export interface Parsed {
  /** Only where the text is without errors. */
  value?: JsonObject;
  /** The tree of a text, with errors as far as it could be read. */
  root?: Node;
  problems: Problem[];
}

/** Reads the text of a client: strict JSON with an object at its root and no key twice. */
export function parseText(text: string): Parsed {
  if (text.length > maxLength) return failed('tooLong', 'This text is too long to be a client.');
  if (deeperThan(text, maxDepth)) return failed('tooDeep', 'This text is nested too deeply to be a client.');
  const errors: ParseError[] = [];
  // A byte order mark counts as a blank, so that offsets stay right.
  const source = text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
  const root = parseTree(source, errors, { disallowComments: true });
  // The parser may stumble more than once over one place.
  const first = errors.filter((error, i) => errors.findIndex((other) => other.offset === error.offset) === i);
  const problems = first.map((error) => syntaxProblem(source, error));
  if (!root) return problems.length > 0 ? { problems } : failed('empty', 'The text is empty.');
  const value = toValue(root, problems);
  if (root.type !== 'object') {
    problems.push(problem(root, 'notObject', 'A client must stand in curly brackets { }.'));
  }
  return problems.length > 0 ? { root, problems } : { root, problems, value: value as JsonObject };
}

/** Whether brackets outside strings nest deeper than a limit. */
function deeperThan(text: string, limit: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (char === 0x22) {
      for (i++; i < text.length && text.charCodeAt(i) !== 0x22 && text.charCodeAt(i) !== 0x0a; i++) {
        if (text.charCodeAt(i) === 0x5c) i++;
      }
    } else if (char === 0x5b || char === 0x7b) {
      if (++depth > limit) return true;
    } else if ((char === 0x5d || char === 0x7d) && depth > 0) depth--;
  }
  return false;
}

/** The value of a tree; reports keys that stand twice or cannot be used. */
function toValue(node: Node, problems: Problem[]): unknown {
  if (node.type === 'array') return node.children?.map((child) => toValue(child, problems)) ?? [];
  if (node.type !== 'object') return node.value;
  const object: JsonObject = {};
  for (const property of node.children ?? []) {
    const [keyNode, valueNode] = property.children ?? [];
    if (!keyNode || !valueNode) continue;
    const key = keyNode.value as string;
    if (key === '__proto__') {
      problems.push(problem(keyNode, 'key', 'This key cannot be used.'));
      continue;
    }
    if (Object.hasOwn(object, key)) {
      problems.push(problem(keyNode, 'duplicateKey', `“${key}” stands here twice; remove one.`));
    }
    object[key] = toValue(valueNode, problems);
  }
  return object;
}

function problem(node: Node, code: string, message: string): Problem {
  const length = node.children ? 1 : node.length;
  return { path: getNodePath(node), offset: node.offset, length, severity: 'error', code, message };
}

function failed(code: string, message: string): Parsed {
  return { problems: [{ path: [], offset: 0, length: 1, severity: 'error', code, message }] };
}

const sentences: Record<string, string> = {
  InvalidCommentToken: 'Comments are not possible here.',
  CommaExpected: 'A comma is missing before this.',
  ColonExpected: 'A colon is missing here.',
  PropertyNameExpected: 'A key in double quotes is missing here.',
  ValueExpected: 'A value is missing here.',
  CloseBraceExpected: 'A closing curly bracket } is missing.',
  CloseBracketExpected: 'A closing square bracket ] is missing.',
  EndOfFileExpected: 'Nothing may follow after the closing bracket.',
  InvalidSymbol: 'Text must stand in double quotes.',
  InvalidNumberFormat: 'This is not a number.',
  UnexpectedEndOfString: 'The closing double quote is missing.',
  InvalidEscapeCharacter: 'Write \\\\ for a backslash.',
  InvalidCharacter: 'Line breaks and tabs inside text are written \\n and \\t.',
};

function syntaxProblem(text: string, error: ParseError): Problem {
  const name = printParseErrorCode(error.error);
  const closing = /^[\]}]/.test(text.slice(error.offset, error.offset + 1));
  const trailing = closing && /,\s*$/.test(text.slice(0, error.offset));
  return {
    path: [],
    offset: Math.min(error.offset, Math.max(0, text.length - 1)),
    length: Math.max(1, error.length),
    severity: 'error',
    code: trailing ? 'trailingComma' : name,
    message: trailing
      ? 'Remove the comma before this bracket.'
      : (sentences[name] ?? 'This is not valid JSON.'),
  };
}
