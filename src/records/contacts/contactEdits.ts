import { findNodeAtLocation } from 'jsonc-parser';
import type { Node } from 'jsonc-parser';
import type { Id } from '../../api/types';
import { isTrue } from '../compare';
import { TextEdits } from '../text/edits';
import type { Edit } from '../text/edits';
import { asObjects } from '../json';
import type { JsonObject } from '../json';
import { idOf } from './match';
import { parseText } from '../text/parse';
import { hasError } from '../check/problems';

/** Identifies a contact of a text: by its id, or by its index if it has none yet. */
export type ContactPlace = Id | number;

interface Contacts {
  text: string;
  root: Node;
  /** The list, undefined if the text has none. */
  list: Node | undefined;
  values: JsonObject[];
}

const blankContact = { first_name: '', last_name: '', email: '', phone: '', send_email: true };

/** Edits that add a contact at the end of the list; undefined if the text is not valid. */
export function addContact(text: string, contact: JsonObject = {}): Edit[] | undefined {
  const contacts = read(text);
  if (!contacts) return undefined;
  const edits = new TextEdits(text, contacts.root);
  const added = { ...blankContact, ...contact };
  if (contacts.list) edits.insert(contacts.list, undefined, added, (contacts.list.children?.length ?? 0) - 1);
  else edits.insert(contacts.root, 'contacts', [added], (contacts.root.children?.length ?? 0) - 1);
  return edits.list();
}

/** Edits that remove a contact from the list; undefined if the text is not valid or does not have the contact. */
export function removeContact(text: string, contact: ContactPlace): Edit[] | undefined {
  return change(text, contact, ({ list }, index, edits) => {
    if (list) edits.remove(list, index);
  });
}

/** Edits that make one contact the primary one; undefined as for `removeContact`. */
export function makePrimary(text: string, contact: ContactPlace): Edit[] | undefined {
  return change(text, contact, ({ list, values }, index, edits) => {
    values.forEach((value, at) => {
      const node = list?.children?.[at];
      const isWanted = at === index;
      if (node && (isWanted || isTrue(value.is_primary))) setKey(edits, node, 'is_primary', isWanted);
    });
  });
}

/**
 * Edits that write a new portal password into a contact; undefined as for `removeContact`. The next save sends it and
 * removes it from the text.
 */
export function setPortalPassword(text: string, contact: ContactPlace, password: string): Edit[] | undefined {
  return change(text, contact, ({ list }, index, edits) => {
    const node = list?.children?.[index];
    if (node) setKey(edits, node, 'password', password);
  });
}

/** Offset of a contact in the text, in UTF-16 units; undefined if the text does not have it. */
export function contactOffset(text: string, contact: ContactPlace): number | undefined {
  const contacts = read(text, true);
  return contacts?.list?.children?.[indexOf(contacts, contact)]?.offset;
}

function change(
  text: string,
  contact: ContactPlace,
  act: (contacts: Contacts, index: number, edits: TextEdits) => void,
): Edit[] | undefined {
  const contacts = read(text);
  const index = contacts ? indexOf(contacts, contact) : -1;
  if (!contacts || contacts.list?.children?.[index]?.type !== 'object') return undefined;
  const edits = new TextEdits(text, contacts.root);
  act(contacts, index, edits);
  return edits.list();
}

/** Parses the list of contacts. With `lenient`, also of a text with errors. */
function read(text: string, lenient = false): Contacts | undefined {
  const { root, problems } = parseText(text);
  if (root?.type !== 'object' || (!lenient && hasError(problems))) return undefined;
  const list = findNodeAtLocation(root, ['contacts']);
  if (list && list.type !== 'array') return undefined;
  const values = (list?.children ?? []).map((node) => ({
    id: findNodeAtLocation(node, ['id'])?.value as unknown,
    is_primary: findNodeAtLocation(node, ['is_primary'])?.value as unknown,
  }));
  return { text, root, list, values };
}

function indexOf({ values }: Contacts, contact: ContactPlace): number {
  return typeof contact === 'number'
    ? contact
    : asObjects(values).findIndex((value) => idOf(value) === contact);
}

function setKey(edits: TextEdits, node: Node, key: string, value: unknown): void {
  const present = findNodeAtLocation(node, [key]);
  if (present) {
    edits.replace(present, value);
    return;
  }
  const properties = node.children ?? [];
  const before = properties.findIndex((property) => property.children?.[0]?.value === 'email');
  edits.insert(node, key, value, before === -1 ? properties.length - 1 : before);
}
