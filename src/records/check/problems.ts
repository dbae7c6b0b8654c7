import { findNodeAtLocation } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { JsonPath } from '../json';

/** Something to tell the user about one place of the text. */
export interface Problem {
  path: JsonPath;
  /** UTF-16 units from the start of the text. */
  offset: number;
  length: number;
  /** Errors keep the text from being saved, warnings do not. */
  severity: 'error' | 'warning';
  /** Stable short name, e.g. `email`. */
  code: string;
  /** One sentence for people. */
  message: string;
}

/** Where to put a mark: on the value, or on the key that names it. */
export type ProblemTarget = 'value' | 'key';

/**
 * The place of a path in the text. Where the path leads nowhere, the opening bracket of the nearest ancestor.
 * Objects and lists are marked on their key, or on their opening bracket where they have none.
 */
export function rangeOf(
  root: Node | undefined,
  path: JsonPath,
  mark: ProblemTarget = 'value',
): { offset: number; length: number } {
  for (let length = path.length; root && length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (!node) continue;
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const whole = length === path.length;
    if (!node.children && whole) return rangeOfNode(mark === 'key' && key ? key : node);
    return whole && key ? rangeOfNode(key) : { offset: node.offset, length: 1 };
  }
  return { offset: 0, length: 1 };
}

function rangeOfNode(node: Node): { offset: number; length: number } {
  return { offset: node.offset, length: node.length };
}

/** A problem at a path of a parsed text. */
export function problemAt(
  root: Node | undefined,
  path: JsonPath,
  severity: Problem['severity'],
  code: string,
  message: string,
  mark?: ProblemTarget,
): Problem {
  return { path, ...rangeOf(root, path, mark), severity, code, message };
}

/** True if one of the problems forbids saving. */
export function hasError(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
