import { jsonEncode } from '../php';

/**
 * JSON as the real server writes lists and records: PHP's `json_encode` with `JSON_PRETTY_PRINT`, four spaces a level,
 * plain ASCII, slashes escaped (docs/invoice-ninja-api.md §2.1). A third larger than compact JSON, which matters for
 * measurements.
 * @param level nesting level of the value in the answer; all lines but the first are indented by it
 */
export function phpJson(value: unknown, level = 0): string {
  const text = jsonEncode(value, 4);
  return level === 0 ? text : text.replaceAll('\n', lineAt(level));
}

/** Line break and indentation of a level. */
export function lineAt(level: number): string {
  return `\n${' '.repeat(4 * level)}`;
}
