import * as l10n from '@vscode/l10n';
import { fieldBuilder, long, short } from './field';
import type { Field } from './field';

const contact = fieldBuilder('contacts');
const custom = fieldBuilder('custom');
const computed = fieldBuilder('computed');

const flag = { type: 'boolean' } as const;
const time = { type: 'timestamp', writable: false } as const;
const secret = { secret: true, writable: false };

/** The keys of a contact in the order of the text (docs/invoice-ninja-api.md §6.3 and §7.2). */
export const contactFields: readonly Field[] = [
  contact(
    'first_name',
    () => l10n.t('First name'),
    () => l10n.t('First name of the contact.'),
    short,
  ),
  contact(
    'last_name',
    () => l10n.t('Last name'),
    () => l10n.t('Last name of the contact.'),
    short,
  ),
  contact(
    'email',
    () => l10n.t('E-mail'),
    () => l10n.t('Where invoices and reminders go; at most once within a client.'),
    {
      format: 'email',
      maxLength: 100,
    },
  ),
  contact(
    'phone',
    () => l10n.t('Phone'),
    () => l10n.t('Telephone number of the contact.'),
    short,
  ),
  contact(
    'is_primary',
    () => l10n.t('Primary contact'),
    () => l10n.t('Each client has exactly one. If none says so, the first one becomes the primary contact.'),
    flag,
  ),
  contact(
    'send_email',
    () => l10n.t('Add to invoices'),
    () => l10n.t('Whether the contact gets invoices by e-mail.'),
    flag,
  ),
  contact(
    'cc_only',
    () => l10n.t('CC only'),
    () => l10n.t('Whether the contact only gets copies. Never for the primary contact.'),
    flag,
  ),
  contact(
    'can_sign',
    () => l10n.t('Authorized to sign'),
    () => l10n.t('Whether the contact may sign.'),
    flag,
  ),
  ...([1, 2, 3, 4] as const).map((n) =>
    custom(
      `custom_value${n}`,
      () => l10n.t('Custom field {0}', n),
      () => l10n.t("The company's own field for contacts."),
      {
        ...long,
        customField: `contact${n}`,
      },
    ),
  ),
  contact(
    'password',
    () => l10n.t('Portal password'),
    () =>
      l10n.t(
        'A new password for the client portal: 7 characters or more with a small letter, a capital letter and a digit. Never shown again.',
      ),
    { secret: true },
  ),
  computed(
    'id',
    () => l10n.t('Id'),
    () => l10n.t('Id of the contact. Keep it: without it the contact is created anew.'),
    {
      format: 'id',
      writable: false,
    },
  ),
  computed(
    'last_login',
    () => l10n.t('Last login'),
    () => l10n.t('When the contact last opened the client portal.'),
    time,
  ),
  computed(
    'is_locked',
    () => l10n.t('Locked'),
    () => l10n.t('Whether the contact is locked out of the client portal.'),
    {
      type: 'boolean',
      writable: false,
    },
  ),
  computed(
    'created_at',
    () => l10n.t('Created'),
    () => l10n.t('When the contact was created.'),
    time,
  ),
  computed(
    'updated_at',
    () => l10n.t('Updated'),
    () => l10n.t('When the contact was last changed.'),
    time,
  ),
  computed(
    'archived_at',
    () => l10n.t('Archived'),
    () => l10n.t('When the contact was archived.'),
    time,
  ),
  computed(
    'contact_key',
    () => l10n.t('Portal key'),
    () => l10n.t('Secret: logs in to the client portal.'),
    secret,
  ),
  computed(
    'link',
    () => l10n.t('Portal link'),
    () => l10n.t('Secret: logs in to the client portal.'),
    secret,
  ),
];
