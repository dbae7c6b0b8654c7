import type { CallOptions } from '../../api/api';
import { isApiError } from '../../api/errors';
import type { ClientQuery } from '../../api/query/clientQuery';
import type { Client, Page } from '../../api/types';
import { asText, type JsonObject } from '../../records/json';
import { contactName } from '../../records/names';
import type { Intent, IntentStore } from './intents';

/** What a client that is about to be created can be recognized by. */
export interface CreationFingerprint {
  name: string;
  contacts: readonly JsonObject[];
}

/** Creations whose answer was lost: each left an intent, see `run`. */
export interface UnresolvedCreations {
  /** Those of an origin, e.g. of a document's URI. */
  unresolved(origin: string): Promise<Intent[]>;
  /** Clients on the server that the creation may have made: newer than it, and with its name or one of its contacts. */
  candidates(intent: Intent, options?: CallOptions): Promise<Client[]>;
  /** The creation is resolved. */
  close(id: string): Promise<void>;
}

/** Makes sure that a client is created only once: an intent is on disk before the POST and goes when its outcome is known. */
export class Creations implements UnresolvedCreations {
  constructor(
    private readonly intents: IntentStore,
    private readonly list: (query: ClientQuery, options?: CallOptions) => Promise<Page<Client>>,
  ) {}

  /** Runs a creation. If its answer is lost, the intent stays, and `unresolved` with the same origin returns it. */
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

  unresolved(origin: string): Promise<Intent[]> {
    return this.intents.pending(origin);
  }

  async candidates(intent: Intent, options?: CallOptions): Promise<Client[]> {
    // Clocks differ. An hour of tolerance costs nothing, as name or e-mail have to match too.
    const page = await this.list(
      {
        createdAt: { is: 'gte', at: intent.at - 3600 },
        status: ['active', 'archived', 'deleted'],
        sort: { column: 'id', direction: 'desc' },
        perPage: 100,
      },
      options,
    );
    return matching(intent, page.rows);
  }

  close(id: string): Promise<void> {
    return this.intents.close(id);
  }
}

/** The rows with the intent's name, or with a contact of the same name or e-mail. */
function matching(intent: Intent, rows: readonly Client[]): Client[] {
  const emails = new Set(intent.emails.map((email) => email.trim().toLowerCase()));
  const contactNames = new Set(intent.contactNames.map(comparable).filter((name) => name !== ''));
  const name = comparable(intent.name);
  return rows.filter(
    (client) =>
      (name !== '' && comparable(client.name) === name) ||
      client.contacts.some(
        (contact) =>
          emails.has(contact.email.trim().toLowerCase()) ||
          contactNames.has(comparable(contactName(contact))),
      ),
  );
}

/** A text in a form that compares with what the server stores: it removes tags and trims. */
function comparable(text: string): string {
  return text
    .replace(/<[^>]*>/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
