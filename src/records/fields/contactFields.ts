import { fieldBuilder, long, short } from './field';
import type { Field } from './field';

const contact = fieldBuilder('contacts');
const custom = fieldBuilder('custom');
const computed = fieldBuilder('computed');

const flag = { type: 'boolean' } as const;
const time = { type: 'timestamp', writable: false } as const;
const secret = { secret: true, writable: false };

/** The keys of a contact in the order of the text (invoice-ninja-api.md §6.3 and §7.2). */
export const contactFields: readonly Field[] = [
  contact('first_name', 'First name', 'First name of the contact.', short),
  contact('last_name', 'Last name', 'Last name of the contact.', short),
  contact('email', 'E-mail', 'Where invoices and reminders go; at most once within a client.', {
    format: 'email',
    maxLength: 100,
  }),
  contact('phone', 'Phone', 'Telephone number of the contact.', short),
  contact(
    'is_primary',
    'Primary contact',
    'Each client has exactly one. If none says so, the first one becomes the primary contact.',
    flag,
  ),
  contact('send_email', 'Add to invoices', 'Whether the contact gets invoices by e-mail.', flag),
  contact('cc_only', 'CC only', 'Whether the contact only gets copies. Never for the primary contact.', flag),
  contact('can_sign', 'Authorized to sign', 'Whether the contact may sign.', flag),
  ...([1, 2, 3, 4] as const).map((n) =>
    custom(`custom_value${n}`, `Custom field ${n}`, "The company's own field for contacts.", {
      ...long,
      customField: `contact${n}`,
    }),
  ),
  contact(
    'password',
    'Portal password',
    'A new password for the client portal: 7 characters or more with a small letter, a capital letter and a digit. Never shown again.',
    { secret: true },
  ),
  computed('id', 'Id', 'Id of the contact. Keep it: without it the contact is created anew.', {
    format: 'id',
    writable: false,
  }),
  computed('last_login', 'Last login', 'When the contact last opened the client portal.', time),
  computed('is_locked', 'Locked', 'Whether the contact is locked out of the client portal.', {
    type: 'boolean',
    writable: false,
  }),
  computed('created_at', 'Created', 'When the contact was created.', time),
  computed('updated_at', 'Updated', 'When the contact was last changed.', time),
  computed('archived_at', 'Archived', 'When the contact was archived.', time),
  computed('contact_key', 'Portal key', 'Secret: logs in to the client portal.', secret),
  computed('link', 'Portal link', 'Secret: logs in to the client portal.', secret),
];
