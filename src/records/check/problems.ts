import { findNodeAtLocation } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { JsonPath } from '../json';

/** An error or warning at one place of a text. */
export interface Problem {
  path: JsonPath;
  /** UTF-16 units from the start of the text. */
  offset: number;
  length: number;
  /** Errors keep the text from being saved, warnings do not. */
  severity: 'error' | 'warning';
  /** Stable short name for the Problems view and quick fixes, e.g. `email`. */
  code: string;
  /** One sentence in VS Code's display language. */
  message: string;
}

/** So many errors and so many warnings are shown of one text: finding the place of each takes time. */
export const maxProblems = 100;

/** What to underline: the value, or its key. */
export type ProblemTarget = 'value' | 'key';

/**
 * The range to underline for a path: a scalar itself, an object or list by its key or, without a key, by its opening
 * bracket. If the text does not have the path, the opening bracket of the nearest ancestor.
 */
export function rangeOf(
  root: Node | undefined,
  path: JsonPath,
  target: ProblemTarget = 'value',
): { offset: number; length: number } {
  for (let length = path.length; root && length >= 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (!node) continue;
    const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
    const isExact = length === path.length;
    if (!node.children && isExact) return rangeOfNode(target === 'key' && key ? key : node);
    return isExact && key ? rangeOfNode(key) : { offset: node.offset, length: 1 };
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
  target?: ProblemTarget,
): Problem {
  return { path, ...rangeOf(root, path, target), severity, code, message };
}

/** True if one of the problems forbids saving. */
export function hasError(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}
