import type { ClientQuery } from '../api/clientQuery';
import { isApiError } from '../api/errors';
import type { Client, Page } from '../api/types';
import type { Intent, IntentStore } from './intents';

/** Creations, each of them once: an intent is on disk before the POST and goes when its fate is known. */
export class Creations {
  constructor(private readonly intents: IntentStore) {}

  /** Runs a creation. After a lost answer its intent stays, and `open` with the same origin finds it. */
  async run(
    accountId: string,
    wish: { name: string; emails: string[] },
    origin: string,
    post: () => Promise<Client>,
  ): Promise<Client> {
    const at = Math.floor(Date.now() / 1000);
    const intent = await this.intents.open({ accountId, origin, at, ...wish });
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

/** Those of a page that a lost creation may have made: of the same name or with one of its e-mails. */
export function candidatesIn(intent: Intent, { rows }: Page<Client>): Client[] {
  const emails = new Set(intent.emails.map((email) => email.toLowerCase()));
  return rows.filter(
    (client) =>
      (intent.name !== '' && client.name.trim() === intent.name.trim()) ||
      client.contacts.some(({ email }) => emails.has(email.trim().toLowerCase())),
  );
}
