import { getNodePath, parseTree } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import { fieldAt } from '../../records/fields/catalogue';
import type { Field } from '../../records/fields/field';

/** A value of the text whose field the catalogue knows. */
export interface FieldValue {
  field: Field;
  /** The value as JSON has it. */
  value: unknown;
  /** UTF-16 units; of the value, with its quotes. */
  offset: number;
  length: number;
  keyOffset: number;
  keyLength: number;
}

/** The known scalar fields of a text, also of one with errors as far as it can be read. */
export function fieldValues(text: string): FieldValue[] {
  const found: FieldValue[] = [];
  const root = parseTree(text, [], { disallowComments: true });
  if (root !== undefined) collect(root, found);
  return found;
}

function collect(node: Node, found: FieldValue[]): void {
  if (node.type !== 'property') {
    for (const child of node.children ?? []) collect(child, found);
    return;
  }
  const [key, value] = node.children ?? [];
  if (key === undefined || value === undefined) return;
  if (value.type === 'object' || value.type === 'array') {
    collect(value, found);
    return;
  }
  const field = fieldAt(getNodePath(value));
  if (field === undefined) return;
  found.push({
    field,
    value: value.value as unknown,
    offset: value.offset,
    length: value.length,
    keyOffset: key.offset,
    keyLength: key.length,
  });
}
