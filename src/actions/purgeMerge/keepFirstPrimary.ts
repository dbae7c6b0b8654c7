import type { Client, ClientBody } from '../../api/types';
import { wireOf } from '../../records/contacts/contactWire';
import { primaryIndex } from '../../records/contacts/primary';
import type { Session } from '../../session/session';

/** Whether more than one contact is primary, as a merge leaves it. */
export function hasTwoPrimaries({ contacts }: Pick<Client, 'contacts'>): boolean {
  return contacts.filter(({ is_primary }) => is_primary).length > 1;
}

/** Leaves the first primary contact the only one. */
export async function repairPrimaries(session: Session, id: Client['id']): Promise<void> {
  await session.update(id, async () => repairBody(await session.get(id)), { origin: 'repair' });
}

/**
 * What has to be sent; undefined where nothing is wrong. The complete settings and contacts, as every save has them, or the
 * server would reset the ones and delete the others.
 */
export function repairBody(client: Client): ClientBody | undefined {
  if (!hasTwoPrimaries(client)) return undefined;
  const first = primaryIndex(client.contacts);
  const contacts = client.contacts.map((contact, at) => wireOf(contact, { is_primary: at === first }));
  return { settings: client.settings, contacts };
}
