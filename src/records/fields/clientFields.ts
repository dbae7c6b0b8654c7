import * as l10n from '@vscode/l10n';
import { fieldBuilder, long, short } from './field';
import type { Field, Lookup } from './field';

const client = fieldBuilder('client');
const contacts = fieldBuilder('contacts');
const reach = fieldBuilder('reach');
const address = fieldBuilder('address');
const shipping = fieldBuilder('shipping');
const terms = fieldBuilder('terms');
const settings = fieldBuilder('settings');
const custom = fieldBuilder('custom');
const notes = fieldBuilder('notes');
const computed = fieldBuilder('computed');

const flag = { type: 'boolean' } as const;
const money = { type: 'number', writable: false } as const;
const time = { type: 'timestamp', writable: false } as const;
const row = (lookup: Lookup) => ({ lookup, format: 'digits' }) as const;
const reference = (lookup: Lookup) => ({ lookup, format: 'id' }) as const;

/** The keys of a client in the order of the text (docs/invoice-ninja-api.md §6.3 and §7.1). */
export const clientFields: readonly Field[] = [
  client(
    'name',
    () => l10n.t('Name'),
    () => l10n.t('Name of the client. The server removes anything that looks like an HTML tag.'),
    short,
  ),
  client(
    'number',
    () => l10n.t('Number'),
    () => l10n.t('Number of the client, unique in the company. Empty: the server gives a new one.'),
    short,
  ),
  contacts(
    'contacts',
    () => l10n.t('Contacts'),
    () =>
      l10n.t(
        'People at this client. Keep each `id`: a contact without it is created anew, one left out is deleted.',
      ),
    { type: 'array' },
  ),
  reach(
    'phone',
    () => l10n.t('Phone'),
    () => l10n.t('Telephone number of the client.'),
    { maxLength: 255 },
  ),
  reach(
    'website',
    () => l10n.t('Website'),
    () => l10n.t('Web address of the client.'),
    { ...short, format: 'uri' },
  ),
  address(
    'address1',
    () => l10n.t('Street'),
    () => l10n.t('First line of the billing address.'),
    short,
  ),
  address(
    'address2',
    () => l10n.t('Apt/Suite'),
    () => l10n.t('Second line of the billing address.'),
    short,
  ),
  address(
    'city',
    () => l10n.t('City'),
    () => l10n.t('City of the billing address.'),
    short,
  ),
  address(
    'state',
    () => l10n.t('State/Province'),
    () => l10n.t('State or province of the billing address.'),
    short,
  ),
  address(
    'postal_code',
    () => l10n.t('Postal code'),
    () => l10n.t('Postal code of the billing address.'),
    short,
  ),
  address(
    'country_id',
    () => l10n.t('Country'),
    () => l10n.t("Country of the billing address. Empty: the company's country."),
    row('country'),
  ),
  shipping(
    'shipping_address1',
    () => l10n.t('Shipping street'),
    () => l10n.t('First line of the shipping address.'),
    short,
  ),
  shipping(
    'shipping_address2',
    () => l10n.t('Shipping apt/suite'),
    () => l10n.t('Second line of the shipping address.'),
    short,
  ),
  shipping(
    'shipping_city',
    () => l10n.t('Shipping city'),
    () => l10n.t('City of the shipping address.'),
    short,
  ),
  shipping(
    'shipping_state',
    () => l10n.t('Shipping state/province'),
    () => l10n.t('State or province of the shipping address.'),
    short,
  ),
  shipping(
    'shipping_postal_code',
    () => l10n.t('Shipping postal code'),
    () => l10n.t('Postal code of the shipping address.'),
    short,
  ),
  shipping(
    'shipping_country_id',
    () => l10n.t('Shipping country'),
    () => l10n.t('Country of the shipping address.'),
    row('country'),
  ),
  terms(
    'id_number',
    () => l10n.t('ID number'),
    () => l10n.t('Registration number of the client, unique in the company.'),
    short,
  ),
  terms(
    'vat_number',
    () => l10n.t('VAT number'),
    () => l10n.t('VAT number of the client.'),
    short,
  ),
  terms(
    'has_valid_vat_number',
    () => l10n.t('Valid VAT number'),
    () => l10n.t('Whether the VAT number was found to be valid.'),
    flag,
  ),
  terms(
    'is_tax_exempt',
    () => l10n.t('Tax exempt'),
    () => l10n.t('Whether the client pays no tax.'),
    flag,
  ),
  terms(
    'classification',
    () => l10n.t('Classification'),
    () => l10n.t('What kind of customer this is.'),
    {
      enum: ['individual', 'business', 'company', 'partnership', 'trust', 'charity', 'government', 'other'],
    },
  ),
  terms(
    'routing_id',
    () => l10n.t('Routing ID'),
    () => l10n.t('Address of the client for electronic invoices.'),
    short,
  ),
  terms(
    'industry_id',
    () => l10n.t('Industry'),
    () => l10n.t('Industry of the client.'),
    row('industry'),
  ),
  terms(
    'size_id',
    () => l10n.t('Size'),
    () => l10n.t('Number of employees.'),
    row('size'),
  ),
  terms(
    'group_settings_id',
    () => l10n.t('Group'),
    () => l10n.t('Group whose settings the client takes over.'),
    reference('group'),
  ),
  terms(
    'assigned_user_id',
    () => l10n.t('Assigned user'),
    () => l10n.t('User who looks after the client.'),
    reference('user'),
  ),
  settings(
    'settings',
    () => l10n.t('Settings'),
    () =>
      l10n.t(
        "What this client does differently from its group and the company. Remove a key to go back to the group's or company's value.",
      ),
    { type: 'object' },
  ),
  ...([1, 2, 3, 4] as const).map((n) =>
    custom(
      `custom_value${n}`,
      () => l10n.t('Custom field {0}', n),
      () => l10n.t("The company's own field for clients."),
      {
        ...long,
        customField: `client${n}`,
      },
    ),
  ),
  notes(
    'public_notes',
    () => l10n.t('Public notes'),
    () => l10n.t('Shown to the client on new invoices.'),
    {
      ...long,
      format: 'multiline',
    },
  ),
  notes(
    'private_notes',
    () => l10n.t('Private notes'),
    () => l10n.t('Only for your team.'),
    { ...long, format: 'multiline' },
  ),
  computed(
    'display_name',
    () => l10n.t('Display name'),
    () => l10n.t('Name, else first contact, as the server shows it.'),
    {
      writable: false,
    },
  ),
  computed(
    'balance',
    () => l10n.t('Balance'),
    () => l10n.t('What the client owes.'),
    money,
  ),
  computed(
    'paid_to_date',
    () => l10n.t('Paid to date'),
    () => l10n.t('What the client has paid so far.'),
    money,
  ),
  computed(
    'payment_balance',
    () => l10n.t('Payment balance'),
    () => l10n.t('Payments that are not applied to an invoice.'),
    money,
  ),
  computed(
    'credit_balance',
    () => l10n.t('Credit balance'),
    () => l10n.t('Credit that the client can still use.'),
    money,
  ),
  computed(
    'last_login',
    () => l10n.t('Last login'),
    () => l10n.t('When a contact last opened the client portal.'),
    time,
  ),
  computed(
    'created_at',
    () => l10n.t('Created'),
    () => l10n.t('When the client was created.'),
    time,
  ),
  computed(
    'updated_at',
    () => l10n.t('Updated'),
    () => l10n.t('When the client was last changed.'),
    time,
  ),
  computed(
    'archived_at',
    () => l10n.t('Archived'),
    () => l10n.t('When the client was archived or deleted.'),
    time,
  ),
  computed(
    'is_deleted',
    () => l10n.t('Deleted'),
    () => l10n.t('Whether the client is deleted.'),
    { type: 'boolean', writable: false },
  ),
  computed(
    'user_id',
    () => l10n.t('Owner'),
    () => l10n.t('User who created the client.'),
    { ...reference('user'), writable: false },
  ),
  computed(
    'id',
    () => l10n.t('Id'),
    () => l10n.t('Id of the client on this server.'),
    { format: 'id', writable: false },
  ),
  computed(
    'client_hash',
    () => l10n.t('Portal hash'),
    () => l10n.t('Secret: logs in to the client portal.'),
    {
      secret: true,
      writable: false,
    },
  ),
];
