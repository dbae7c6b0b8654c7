import type { Client, ClientBody } from '../api/types';
import { planSave } from '../records/plan';
import { primaryIndex } from '../records/primary';
import { shown } from '../records/project';
import type { Session } from '../session/session';

/** Whether more than one contact is primary, as a merge leaves it. */
export function hasTwoPrimaries({ contacts }: Pick<Client, 'contacts'>): boolean {
  return contacts.filter(({ is_primary }) => is_primary).length > 1;
}

/** Leaves the first primary contact the only one. */
export async function repairPrimaries(session: Session, id: Client['id']): Promise<void> {
  await session.update(id, async () => repairBody(await session.get(id)), { origin: 'repair' });
}

/** What has to be sent; undefined where nothing is wrong. Goes the way of any save, so nothing else changes. */
export function repairBody(client: Client): ClientBody | undefined {
  if (!hasTwoPrimaries(client)) return undefined;
  const first = primaryIndex(client.contacts);
  const record = shown(client) as { contacts: Record<string, unknown>[] };
  const contacts = record.contacts.map((contact, at) => ({ ...contact, is_primary: at === first }));
  const plan = planSave(client, client, JSON.stringify({ ...record, contacts }));
  return plan.kind === 'save' ? plan.body : undefined;
}
