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

/** The keys of a client in the order of the text (invoice-ninja-api.md §6.3 and §7.1). */
export const clientFields: readonly Field[] = [
  client(
    'name',
    'Name',
    'Name of the client. The server removes anything that looks like an HTML tag.',
    short,
  ),
  client(
    'number',
    'Number',
    'Number of the client, unique in the company. Empty: the server gives a new one.',
    short,
  ),
  contacts(
    'contacts',
    'Contacts',
    'People at this client. Keep each `id`: a contact without it is created anew, one left out is deleted.',
    { type: 'array' },
  ),
  reach('phone', 'Phone', 'Telephone number of the client.', { maxLength: 255 }),
  reach('website', 'Website', 'Web address of the client.', { ...short, format: 'uri' }),
  address('address1', 'Street', 'First line of the billing address.', short),
  address('address2', 'Apt/Suite', 'Second line of the billing address.', short),
  address('city', 'City', 'City of the billing address.', short),
  address('state', 'State/Province', 'State or province of the billing address.', short),
  address('postal_code', 'Postal code', 'Postal code of the billing address.', short),
  address(
    'country_id',
    'Country',
    "Country of the billing address. Empty: the company's country.",
    row('country'),
  ),
  shipping('shipping_address1', 'Shipping street', 'First line of the shipping address.', short),
  shipping('shipping_address2', 'Shipping apt/suite', 'Second line of the shipping address.', short),
  shipping('shipping_city', 'Shipping city', 'City of the shipping address.', short),
  shipping('shipping_state', 'Shipping state/province', 'State or province of the shipping address.', short),
  shipping('shipping_postal_code', 'Shipping postal code', 'Postal code of the shipping address.', short),
  shipping('shipping_country_id', 'Shipping country', 'Country of the shipping address.', row('country')),
  terms('id_number', 'ID number', 'Registration number of the client, unique in the company.', short),
  terms('vat_number', 'VAT number', 'VAT number of the client.', short),
  terms('has_valid_vat_number', 'Valid VAT number', 'Whether the VAT number was found to be valid.', flag),
  terms('is_tax_exempt', 'Tax exempt', 'Whether the client pays no tax.', flag),
  terms('classification', 'Classification', 'What kind of customer this is.', {
    enum: ['individual', 'business', 'company', 'partnership', 'trust', 'charity', 'government', 'other'],
  }),
  terms('routing_id', 'Routing ID', 'Address of the client for electronic invoices.', short),
  terms('industry_id', 'Industry', 'Industry of the client.', row('industry')),
  terms('size_id', 'Size', 'Number of employees.', row('size')),
  terms('group_settings_id', 'Group', 'Group whose settings the client takes over.', reference('group')),
  terms('assigned_user_id', 'Assigned user', 'User who looks after the client.', reference('user')),
  settings(
    'settings',
    'Settings',
    "What this client does differently from its group and the company. Remove a key to go back to the group's or company's value.",
    { type: 'object' },
  ),
  ...([1, 2, 3, 4] as const).map((n) =>
    custom(`custom_value${n}`, `Custom field ${n}`, "The company's own field for clients.", {
      ...long,
      customField: `client${n}`,
    }),
  ),
  notes('public_notes', 'Public notes', 'Shown to the client on new invoices.', {
    ...long,
    format: 'multiline',
  }),
  notes('private_notes', 'Private notes', 'Only for your team.', { ...long, format: 'multiline' }),
  computed('display_name', 'Display name', 'Name, else first contact, as the server shows it.', {
    writable: false,
  }),
  computed('balance', 'Balance', 'What the client owes.', money),
  computed('paid_to_date', 'Paid to date', 'What the client has paid so far.', money),
  computed('payment_balance', 'Payment balance', 'Payments that are not applied to an invoice.', money),
  computed('credit_balance', 'Credit balance', 'Credit that the client can still use.', money),
  computed('last_login', 'Last login', 'When a contact last opened the client portal.', time),
  computed('created_at', 'Created', 'When the client was created.', time),
  computed('updated_at', 'Updated', 'When the client was last changed.', time),
  computed('archived_at', 'Archived', 'When the client was archived or deleted.', time),
  computed('is_deleted', 'Deleted', 'Whether the client is deleted.', { type: 'boolean', writable: false }),
  computed('user_id', 'Owner', 'User who created the client.', { ...reference('user'), writable: false }),
  computed('id', 'Id', 'Id of the client on this server.', { format: 'id', writable: false }),
  computed('client_hash', 'Portal hash', 'Secret: logs in to the client portal.', {
    secret: true,
    writable: false,
  }),
];
