import { findNodeAtLocation } from 'jsonc-parser';
import type { ContactPlace } from './contactEdits';
import { asObjects } from '../json';
import type { JsonObject } from '../json';
import { idOf } from './match';
import { parseText } from '../text/parse';

/** The contact at an offset (UTF-16 units), undefined outside of the contacts. */
export function contactAt(text: string, offset: number): ContactPlace | undefined {
  const { root } = parseText(text);
  const list = root?.type === 'object' ? findNodeAtLocation(root, ['contacts']) : undefined;
  const index = (list?.children ?? []).findIndex(
    (node) => node.offset <= offset && offset <= node.offset + node.length,
  );
  const node = list?.children?.[index];
  if (node?.type !== 'object') return undefined;
  return idOf({ id: findNodeAtLocation(node, ['id'])?.value as unknown }) ?? index;
}

/** The contacts of a text; none if it is not valid. */
export function contactsOf(text: string): JsonObject[] {
  return asObjects(parseText(text).value?.contacts);
}

/** One contact of the text. */
export function contactOf(text: string, place: ContactPlace): JsonObject | undefined {
  const contacts = contactsOf(text);
  return typeof place === 'number' ? contacts[place] : contacts.find((contact) => idOf(contact) === place);
}
