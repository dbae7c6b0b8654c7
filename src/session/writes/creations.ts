import type { ClientQuery } from '../../api/query/clientQuery';
import { isApiError } from '../../api/errors';
import type { Client, Page } from '../../api/types';
import { asText, type JsonObject } from '../../records/json';
import { contactName } from '../../records/names';
import type { Intent, IntentStore } from './intents';

/** What a client to be can be recognised by. */
export interface CreationFingerprint {
  name: string;
  contacts: readonly JsonObject[];
}

/** Creations, each of them once: an intent is on disk before the POST and goes when its fate is known. */
export class Creations {
  constructor(private readonly intents: IntentStore) {}

  /** Runs a creation. After a lost answer its intent stays, and `open` with the same origin finds it. */
  async run(
    accountId: string,
    { name, contacts }: CreationFingerprint,
    origin: string,
    post: () => Promise<Client>,
  ): Promise<Client> {
    const at = Math.floor(Date.now() / 1000);
    const emails = contacts.map(({ email }) => asText(email)).filter((email) => email !== '');
    const contactNames = contacts.map(contactName).filter((one) => one !== '');
    const intent = await this.intents.open({ accountId, origin, at, name, emails, contactNames });
    try {
      const client = await post();
      await this.intents.close(intent.id);
      return client;
    } catch (error) {
      if (!isApiError(error) || error.effect === 'none') await this.intents.close(intent.id);
      throw error;
    }
  }

  /** Creations from an origin whose fate is unknown. */
  open(origin: string): Promise<Intent[]> {
    return this.intents.pending(origin);
  }

  close(id: string): Promise<void> {
    return this.intents.close(id);
  }
}

/** Asks for the newest clients. Clocks differ: an hour's margin costs nothing, since name or e-mail has to fit too. */
export function candidateQuery(intent: Intent): ClientQuery {
  return {
    createdAt: { is: 'gte', at: intent.at - 3600 },
    status: ['active', 'archived', 'deleted'],
    sort: { column: 'id', direction: 'desc' },
    perPage: 100,
  };
}

/** Those of a page that a lost creation may have made: of the same name, or with a contact of the same name or e-mail. */
export function candidatesIn(intent: Intent, { rows }: Page<Client>): Client[] {
  const emails = new Set(intent.emails.map((email) => email.trim().toLowerCase()));
  const names = new Set(intent.contactNames.map(stored).filter((name) => name !== ''));
  const own = stored(intent.name);
  return rows.filter(
    (client) =>
      (own !== '' && stored(client.name) === own) ||
      client.contacts.some(
        (contact) =>
          emails.has(contact.email.trim().toLowerCase()) || names.has(stored(contactName(contact))),
      ),
  );
}

/** A text as it compares with what the server made of it: it takes tags out and trims. */
function stored(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
