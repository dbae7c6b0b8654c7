import * as l10n from '@vscode/l10n';
import type { Client, ClientState } from '../api/types';
import { asObjects, asText } from './json';
import type { JsonObject } from './json';

/** First and last name, else the e-mail address, else `""`. */
export function contactName(contact: JsonObject): string {
  const [first, last] = [asText(contact.first_name).trim(), asText(contact.last_name).trim()];
  return (first && last ? `${first} ${last}` : first || last) || asText(contact.email).trim();
}

/** The name to show for a client: its name, else the first name or e-mail of its contacts, else `Client <number>`. */
export function clientName(client: JsonObject): string {
  const name = asText(client.name).trim();
  if (name) return name;
  for (const contact of asObjects(client.contacts)) {
    const nameOfContact = contactName(contact);
    if (nameOfContact) return nameOfContact;
  }
  return l10n.t('Client {0}', asText(client.number).trim()).trim();
}

/** The state of a client. Deleted wins over archived: a deleted client has `archived_at` too. */
export function clientState(client: Pick<Client, 'is_deleted' | 'archived_at'>): ClientState {
  return client.is_deleted ? 'deleted' : client.archived_at > 0 ? 'archived' : 'active';
}
