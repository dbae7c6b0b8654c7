import type { Backend } from '../backend';
import type { ApiRequest } from '../http/request';
import { randomKey } from '../randomKey';
import { ACTIVITY } from '../store/activityTypes';
import type { ClientRow } from '../store/rows';
import { nextNumber } from '../writing/clientSave';
import { blankContact } from '../writing/contacts';
import { logActivity } from './logActivity';

/** Copies a client with its contacts and locations, without balances (docs/invoice-ninja-api.md §8.2). */
export function cloneClient(backend: Backend, client: ClientRow, request: ApiRequest): void {
  const { store, clock } = backend;
  const now = clock.now();
  const stamp = new Date(now * 1000).toISOString().slice(0, 19).replace('T', ' ');
  const copy = store.addClient({
    ...structuredClone(client),
    id: store.clients.nextId(),
    name: `${client.name ?? ''} clone ${stamp}`,
    number: nextNumber(backend),
    id_number: null,
    client_hash: randomKey(40),
    ...{ balance: 0, paid_to_date: 0, payment_balance: 0, credit_balance: 0 },
    ...{ is_deleted: false, deleted_at: 0, created_at: now, updated_at: now },
  });
  for (const contact of store.liveContacts(client.id)) {
    const { id, contact_key } = blankContact(backend, copy);
    store.addContact({ ...contact, id, contact_key, client_id: copy.id, created_at: now, updated_at: now });
  }
  for (const location of store.locationsOf.of(client.id)) {
    const row = {
      ...location,
      id: store.locations.nextId(),
      client_id: copy.id,
      created_at: now,
      updated_at: now,
    };
    store.locations.add(row);
    store.locationsOf.add(copy.id, row);
  }
  logActivity(backend, copy, ACTIVITY.created, request);
  store.notifyChanged(copy);
}
