import type { Node } from 'jsonc-parser';
import { fieldAt } from '../../records/fields/catalogue';
import type { Field } from '../../records/fields/field';
import type { JsonPath } from '../../records/json';
import { parseText } from '../../records/text/parse';

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
  const { root } = parseText(text);
  if (root !== undefined) collect(root, [], found);
  return found;
}

function collect(node: Node, path: JsonPath, found: FieldValue[]): void {
  node.children?.forEach((child, index) => {
    const [key, value] = child.type === 'property' ? (child.children ?? []) : [undefined, child];
    if (value === undefined) return;
    const at = [...path, (key?.value as string | undefined) ?? index];
    if (value.children !== undefined) {
      collect(value, at, found);
      return;
    }
    const field = fieldAt(at);
    if (key === undefined || field === undefined) return;
    found.push({
      field,
      value: value.value as unknown,
      offset: value.offset,
      length: value.length,
      keyOffset: key.offset,
      keyLength: key.length,
    });
  });
}
