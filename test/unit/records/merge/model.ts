import type { Client, ClientBody, Contact } from '../../../../src/api/types';
import { clientFields } from '../../../../src/records/fields/clientFields';
import { contactFields } from '../../../../src/records/fields/contactFields';

/** A tiny model of what a server does with PUT /clients/{id}: docs/invoice-ninja-api.md §6.3 to §6.6. */
export function applyPut(server: Client, body: ClientBody): Client {
  const stored = structuredClone(server);
  for (const { key, writable } of clientFields) {
    if (!writable || key === 'contacts' || key === 'settings' || !(key in body)) continue;
    stored[key] = stored_(body[key]);
  }
  stored.settings = { ...(body.settings as Record<string, unknown> | undefined) };
  for (const [key, value] of Object.entries(stored.settings)) if (value === '') stored.settings[key] = null;
  stored.settings.currency_id ??= '1';
  if (body.contacts !== undefined)
    stored.contacts = syncContacts(stored.contacts, body.contacts as Contact[]);
  return stored;
}

function syncContacts(stored: readonly Contact[], sent: readonly Contact[]): Contact[] {
  const sorted = [...sent].sort((a, b) => Number(b.is_primary === true) - Number(a.is_primary === true));
  return sorted.map((one, index) => {
    const old = stored.find((contact) => contact.id !== '' && contact.id === one.id);
    const next: Record<string, unknown> = old
      ? { ...old }
      : { ...blankContact, id: `New${one.email}${index}`, created_at: 1 };
    for (const { key, writable } of contactFields) {
      if (writable && key !== 'password' && key in one) next[key] = stored_(one[key]);
    }
    next.is_primary = index === 0;
    return next as unknown as Contact;
  });
}

const blankContact = {
  first_name: '',
  last_name: '',
  email: '',
  phone: '',
  is_primary: false,
  send_email: false,
};

function stored_(value: unknown): unknown {
  return typeof value === 'string' ? value.trim() : (value ?? '');
}
