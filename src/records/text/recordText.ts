import type { Node } from 'jsonc-parser';
import type { Client } from '../../api/types';
import { clientField, contactField, settingsField } from '../fields/catalogue';
import { isBlank, sameSetting, sameValue } from '../compare';
import { TextEdits } from './edits';
import type { Field } from '../fields/field';
import { asObject, asObjects } from '../json';
import type { JsonObject } from '../json';
import { pairContacts } from '../contacts/match';
import { parseText } from './parse';
import { visibleRecord } from './visibleRecord';
import type { TextOptions } from './visibleRecord';

/** The record as text: JSON, indented by two blanks, with a final line break. */
export function recordToText(client: Client, options: TextOptions = {}): string {
  return `${JSON.stringify(visibleRecord(client, options), null, 2)}\n`;
}

/**
 * The text to show after a save or reload. It has the content of `recordToText`, but keeps the user's order of keys and
 * contacts, indentation, line breaks, and every value that means the same as the record's. A text that is not valid is
 * replaced as a whole. Typed portal passwords are removed.
 */
export function textAfterSave(userText: string, client: Client, options: TextOptions = {}): string {
  const { root, value } = parseText(userText);
  if (!root || !value) return recordToText(client, options);
  const record = visibleRecord(client, options);
  const update = new TextUpdate(new TextEdits(userText, root));
  update.object(root, value, record, clientField, sameValue);
  return update.edits.apply();
}

type FieldOf = (key: string) => Field | undefined;
type Same = (field: Field | undefined, a: unknown, b: unknown) => boolean;

/** Edits a text until it has the content of a record. */
class TextUpdate {
  constructor(readonly edits: TextEdits) {}

  /** Gives an object of the text the content of a record. */
  object(node: Node, mine: JsonObject, record: JsonObject, fieldOf: FieldOf, same: Same): void {
    const index = new Map<string, number>();
    (node.children ?? []).forEach((property, at) => {
      const key = property.children?.[0]?.value as string;
      index.set(key, at);
      const value = property.children?.[1];
      if (!value) return;
      if (!Object.hasOwn(record, key)) {
        if (!isBlank(mine[key])) this.edits.remove(node, at);
      } else if (key === 'contacts' && value.type === 'array' && fieldOf === clientField) {
        this.contacts(value, asObjects(mine[key]), asObjects(record[key]));
      } else if (key === 'settings' && value.type === 'object' && fieldOf === clientField) {
        this.object(value, asObject(mine[key]), asObject(record[key]), settingsField, sameSetting);
      } else if (!same(fieldOf(key), mine[key], record[key])) {
        this.edits.replace(value, record[key]);
      }
    });
    let after = -1;
    for (const [key, value] of Object.entries(record)) {
      const at = index.get(key);
      if (at !== undefined) after = at;
      else if (!isBlank(value)) this.edits.insert(node, key, value, after);
    }
  }

  /** Gives the text's contacts the content of the record's contacts, in the user's order. */
  private contacts(node: Node, mine: JsonObject[], record: JsonObject[]): void {
    const pairs = pairContacts(mine, record);
    pairs.forEach((pair, at) => {
      const child = node.children?.[at];
      const contact = mine[at];
      const stored = record[pair];
      if (child?.type === 'object' && contact && stored)
        this.object(child, contact, stored, contactField, sameValue);
      else this.edits.remove(node, at);
    });
    const used = new Set(pairs);
    record.forEach((contact, at) => {
      if (!used.has(at)) this.edits.insert(node, undefined, contact, mine.length - 1);
    });
  }
}
