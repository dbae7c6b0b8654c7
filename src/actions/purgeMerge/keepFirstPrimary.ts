import type { Client, ClientBody } from '../../api/types';
import { contactBody } from '../../records/contacts/contactBody';
import { primaryIndex } from '../../records/contacts/primary';
import type { Session } from '../../session/session';

/** Whether more than one contact is primary, as after a merge. */
export function hasSeveralPrimaries({ contacts }: Pick<Client, 'contacts'>): boolean {
  return contacts.filter(({ is_primary }) => is_primary).length > 1;
}

/** Keeps only the first primary contact as primary, on the server. Sends nothing where there is just one. */
export async function keepFirstPrimary(session: Session, id: Client['id']): Promise<void> {
  await session.update(id, async () => bodyWithOnePrimary(await session.get(id)), { origin: 'repair' });
}

/** The server resets settings and deletes contacts that are left out, so all of them are sent. */
function bodyWithOnePrimary(client: Client): ClientBody | undefined {
  if (!hasSeveralPrimaries(client)) return undefined;
  const first = primaryIndex(client.contacts);
  const contacts = client.contacts.map((contact, at) => contactBody(contact, { is_primary: at === first }));
  return { settings: client.settings, contacts };
}
