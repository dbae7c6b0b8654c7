import { text } from '../php';
import type { ClientRow } from './rows';
import type { Store } from './store';

/**
 * A client's name, or that of its first contact whose e-mail is not NULL (recorded: create/name-empty). `name` replaces
 * the stored one. Names of one byte do not count, as on the real server.
 */
export function displayName(store: Store, client: ClientRow, name: unknown = client.name): string {
  const own = text(name);
  if (Buffer.byteLength(own) > 1) return own;
  const contact = store.liveContacts(client.id).find((row) => row.email !== null);
  if (!contact) return 'No Contact Set';
  if (contact.first_name || contact.last_name)
    return `${contact.first_name ?? ''} ${contact.last_name ?? ''}`;
  return contact.email === '' || contact.email === null ? 'No Contact Set' : contact.email;
}
