import type { Client, ClientState } from '../api/types';
import { asObjects, asText } from './json';
import type { JsonObject } from './json';

/** First and last name, else the e-mail address, else `""`. */
export function contactName(contact: JsonObject): string {
  const name = [contact.first_name, contact.last_name]
    .map((part) => asText(part).trim())
    .filter(Boolean)
    .join(' ');
  return name || asText(contact.email).trim();
}

/** What a client is called: its name, else its first contact's name or e-mail, else `Client <number>`. */
export function clientName(client: JsonObject): string {
  const name = asText(client.name).trim();
  if (name) return name;
  for (const contact of asObjects(client.contacts)) {
    const contactsName = contactName(contact);
    if (contactsName) return contactsName;
  }
  return `Client ${asText(client.number).trim()}`.trim();
}

/** Deleted wins over archived: a deleted client has `archived_at` too. */
export function clientState(client: Pick<Client, 'is_deleted' | 'archived_at'>): ClientState {
  return client.is_deleted ? 'deleted' : client.archived_at > 0 ? 'archived' : 'active';
}

/** A joiner between two emoji (with a skin tone or variation after the first) makes one sign of them. */
const joiner =
  /(?<=\p{Extended_Pictographic}(?:\p{Emoji_Modifier}|\uFE0F)?)\u200D(?=\p{Extended_Pictographic})/gu;
const joinerPlaceholder = '\uE000';

/**
 * A name as the last segment of a URI, which is the title of the tab: no separators, no control, bidirectional or
 * invisible characters, at most 80 code points, never empty and never `.` or `..`.
 */
export function cleanFileName(name: string): string {
  const clean = name
    .replaceAll(joinerPlaceholder, '')
    .replace(joiner, joinerPlaceholder)
    .replace(/[\s\u2028\u2029\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}]/gu, '')
    .replaceAll(joinerPlaceholder, '\u200D')
    .replaceAll('/', '\u2215')
    .replaceAll('\\', '\u29F5')
    // VS Code names the tab in messages of its own, where `[x](command:…)` would be a link.
    .replaceAll('](', '] (')
    .replace(/ +/g, ' ')
    .trim();
  const short = Array.from(clean)
    .slice(0, 80)
    .join('')
    .replace(/(?:\u200D|\s)+$/u, '');
  return short === '' || short === '.' || short === '..' ? 'client' : short;
}
