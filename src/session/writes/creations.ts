import type { CallOptions } from '../../api/api';
import { isApiError } from '../../api/errors';
import type { Client } from '../../api/types';
import { asText, type JsonObject } from '../../records/json';
import { contactName } from '../../records/names';
import type { Intent, IntentStore, NewestClient } from './intents';
import { newestClients, newestFirst, type ListClients } from './newestClients';

/** Seconds by which the clocks of the servers of one installation may differ. */
const clockSlack = 120;
/** No more are shown of clients that do not look like the one that is sought. */
const maxOthers = 200;

/** What a client that is about to be created can be recognized by. */
export interface CreationFingerprint {
  name: string;
  contacts: readonly JsonObject[];
}

/** Creations whose answer was lost: each left an intent, see `run`. */
export interface UnresolvedCreations {
  /** Those of an origin, e.g. of a document's URI. */
  unresolved(origin: string): Promise<Intent[]>;
  /**
   * Clients on the server that the creation may have made: first those with its name or one of its contacts, then the others
   * that are newer than it, as a server may store all of that differently. None proves nothing: the server may still be at
   * work on it.
   */
  candidates(intent: Intent, options?: CallOptions): Promise<Client[]>;
  /** The creation is resolved. */
  close(id: string): Promise<void>;
}

/** Makes sure that a client is created only once: an intent is on disk before the POST and goes when its outcome is known. */
export class Creations implements UnresolvedCreations {
  constructor(
    private readonly intents: IntentStore,
    private readonly list: ListClients,
  ) {}

  /** Runs a creation. If its answer is lost, the intent stays, and `unresolved` with the same origin returns it. */
  async run(
    accountId: string,
    { name, contacts }: CreationFingerprint,
    origin: string,
    post: () => Promise<Client>,
  ): Promise<Client> {
    const emails = contacts.map(({ email }) => asText(email)).filter((email) => email !== '');
    const contactNames = contacts.map(contactName).filter((one) => one !== '');
    const content = { accountId, origin, name, emails, contactNames, ...(await this.newest()) };
    const intent = await this.intents.open(content);
    try {
      const client = await post();
      await this.intents.close(intent.id);
      return client;
    } catch (error) {
      // Whatever else was thrown: the POST may have been done.
      if (isApiError(error) && error.effect === 'none') await this.intents.close(intent.id);
      throw error;
    }
  }

  unresolved(origin: string): Promise<Intent[]> {
    return this.intents.pending(origin);
  }

  async candidates(intent: Intent, options?: CallOptions): Promise<Client[]> {
    const { newest } = intent;
    const isCandidate = recognizer(intent);
    const matching: Client[] = [];
    const others: Client[] = [];
    for await (const row of newestClients(this.list, options)) {
      if (newest && isNotNewer(row, newest)) break;
      if (isCandidate(row)) matching.push(row);
      // Where nobody knows what was the newest client, any may be an old one.
      else if (newest !== undefined) others.push(row);
    }
    return [...matching, ...oldestFirst(others)];
  }

  close(id: string): Promise<void> {
    return this.intents.close(id);
  }

  /** Unknown to a user who may create clients but not list them. */
  private async newest(): Promise<{ newest?: NewestClient | null }> {
    try {
      const [row] = (await this.list({ ...newestFirst, perPage: 1 })).rows;
      return { newest: row === undefined ? null : { id: row.id, createdAt: row.created_at } };
    } catch (error) {
      if (isApiError(error, 'noPermission')) return {};
      throw error;
    }
  }
}

/** By its id; by its time only where that client was purged since. */
function isNotNewer(row: Client, newest: NewestClient): boolean {
  return row.id === newest.id || row.created_at < newest.createdAt - clockSlack;
}

/** The one that is sought was made soon after the newest that was known. */
function oldestFirst(others: readonly Client[]): Client[] {
  return others.slice(-maxOthers).reverse();
}

/** Tells clients with the intent's name, or with a contact of the same name or e-mail. */
function recognizer(intent: Intent): (client: Client) => boolean {
  const emails = new Set(intent.emails.map((email) => email.trim().toLowerCase()));
  const contactNames = new Set(intent.contactNames.map(comparable).filter((name) => name !== ''));
  const name = comparable(intent.name);
  return (client) =>
    (name !== '' && comparable(client.name) === name) ||
    client.contacts.some(
      (contact) =>
        emails.has(contact.email.trim().toLowerCase()) || contactNames.has(comparable(contactName(contact))),
    );
}

/** A text in a form that compares with what the server stores: it removes tags and trims. */
export function comparable(text: string): string {
  // Behind the last `>` no tag ends: looking for one behind each of 100,000 `<` would take seconds.
  const end = text.lastIndexOf('>') + 1;
  return `${text.slice(0, end).replace(/<[^>]*>/g, '')}${text.slice(end)}`
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
