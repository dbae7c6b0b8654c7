import type { Node } from 'jsonc-parser';

/** One replacement; offsets and lengths in UTF-16 units of the text before any edit. */
export interface Edit {
  offset: number;
  length: number;
  content: string;
}

/** Applies edits, which must be in order of offset and must not overlap. */
export function applyEdits(text: string, edits: readonly Edit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    result += text.slice(from, edit.offset) + edit.content;
    from = edit.offset + edit.length;
  }
  return result + text.slice(from);
}

interface Insertion {
  key: string | undefined;
  value: unknown;
  /** Index of the child to insert behind, -1 for the front. */
  after: number;
}

/**
 * Collects changes of one parsed text and turns them into edits that keep the user's formatting: new keys and elements
 * are formatted like their neighbors (line breaks, indentation, blank after the colon).
 */
export class TextEdits {
  private readonly edits: Edit[] = [];
  private readonly insertions = new Map<Node, Insertion[]>();
  private readonly removals = new Map<Node, Set<number>>();
  private readonly eol: string;
  private readonly unit: string;

  constructor(
    private readonly text: string,
    private readonly root: Node,
  ) {
    this.eol = text.includes('\r\n') ? '\r\n' : '\n';
    this.unit = /\n([ \t]+)\S/.exec(text)?.[1] ?? '  ';
  }

  /** Replaces a value. */
  replace(node: Node, value: unknown): void {
    const parent = node.parent?.type === 'property' ? node.parent : node;
    const content = this.format(value, lastLine(this.leading(parent)));
    if (content !== this.text.slice(node.offset, node.offset + node.length)) {
      this.edits.push({ offset: node.offset, length: node.length, content });
    }
  }

  /** Adds a key to an object, or with `key` undefined an element to a list, behind the child `after` (-1: in front). */
  insert(parent: Node, key: string | undefined, value: unknown, after: number): void {
    const list = this.insertions.get(parent) ?? [];
    list.push({ key, value, after });
    this.insertions.set(parent, list);
  }

  /** Removes a child (property or element) by its index. */
  remove(parent: Node, index: number): void {
    this.removals.set(parent, (this.removals.get(parent) ?? new Set()).add(index));
  }

  /** The edits in order of offset, without overlaps. */
  list(): Edit[] {
    const edits = [...this.edits];
    for (const parent of new Set([...this.insertions.keys(), ...this.removals.keys()])) {
      edits.push(...this.structure(parent));
    }
    return edits.sort((a, b) => a.offset - b.offset);
  }

  apply(): string {
    return applyEdits(this.text, this.list());
  }

  /** Insertions and removals of one object or list. */
  private structure(parent: Node): Edit[] {
    const children = parent.children ?? [];
    const removed = this.removals.get(parent) ?? new Set<number>();
    const insertions = this.insertions.get(parent) ?? [];
    const first = children[0];
    const sample = first ? this.leading(first) : this.emptyLeading(parent);
    const indent = lastLine(sample);
    const write = ({ key, value }: Insertion) =>
      sample +
      (key === undefined ? '' : `${JSON.stringify(key)}${this.colon(first)}`) +
      this.format(value, indent);
    if (removed.size === children.length) {
      const closing = first ? this.trailing(parent) : this.emptyTrailing(parent);
      const content = insertions.length === 0 ? '' : insertions.map(write).join(',') + closing;
      return [{ offset: parent.offset + 1, length: parent.length - 2, content }];
    }
    const kept = children.findIndex((_, index) => !removed.has(index));
    const edits: Edit[] = [];
    children.forEach((child, index) => {
      const previous = children[index - 1];
      const next = children[index + 1];
      if (removed.has(index)) {
        const [from, to] =
          index < kept && next
            ? [child.offset, next.offset]
            : [previous ? end(previous) : child.offset, end(child)];
        edits.push({ offset: from, length: to - from, content: '' });
      }
      const here = insertions.filter(({ after }) => after === index);
      if (here.length > 0 && index >= kept) {
        edits.push({
          offset: end(child),
          length: 0,
          content: here.map((item) => `,${write(item)}`).join(''),
        });
      }
    });
    const front = insertions.filter(({ after }) => after < kept);
    if (front.length > 0) {
      edits.unshift({
        offset: parent.offset + 1,
        length: 0,
        content: front.map((item) => `${write(item)},`).join(''),
      });
    }
    return edits;
  }

  /** Blank space in front of a property or element, back to the comma or bracket. */
  private leading(node: Node): string {
    let from = node.offset;
    while (from > 0 && /\s/.test(this.text.charAt(from - 1))) from--;
    return node.parent ? this.text.slice(from, node.offset) : '';
  }

  /** Blank space in front of the closing bracket. */
  private trailing(parent: Node): string {
    const inside = this.text.slice(parent.offset + 1, end(parent) - 1);
    return inside.slice(inside.trimEnd().length);
  }

  private emptyLeading(parent: Node): string {
    return this.isOneLine() ? ' ' : this.eol + this.indentOf(parent) + this.unit;
  }

  private emptyTrailing(parent: Node): string {
    return this.isOneLine() ? ' ' : this.eol + this.indentOf(parent);
  }

  private isOneLine(): boolean {
    return !this.text.trim().includes('\n') && (this.root.children ?? []).length > 0;
  }

  private indentOf(node: Node): string {
    return lastLine(this.leading(node.parent?.type === 'property' ? node.parent : node)) ?? '';
  }

  /** The text between key and value. */
  private colon(sample: Node | undefined): string {
    const property = sample?.type === 'property' ? sample : this.root.children?.[0];
    const [key, value] = property?.children ?? [];
    return key && value ? this.text.slice(end(key), value.offset) : ': ';
  }

  /** JSON of a value: on several lines, indented by `indent`, or on one line if that is undefined. */
  private format(value: unknown, indent: string | undefined): string {
    if (indent === undefined) return JSON.stringify(value) ?? 'null';
    return (JSON.stringify(value, null, this.unit) ?? 'null').replaceAll('\n', this.eol + indent);
  }
}

function end(node: Node): number {
  return node.offset + node.length;
}

/** The text after the last line break, or undefined if there is none. */
function lastLine(blank: string): string | undefined {
  const at = blank.lastIndexOf('\n');
  return at === -1 ? undefined : blank.slice(at + 1);
}
