import { fieldBuilder } from './field';
import type { Field } from './field';

const setting = fieldBuilder('settings');
const flag = { type: 'boolean' } as const;
const digits = { format: 'digits' } as const;
const long = { format: 'multiline' } as const;

/**
 * The settings that are usual per client. The server knows about 250; others are allowed and kept as they are.
 *
 * A key that is absent, `null` or `""` means "as in the group, else the company" (invoice-ninja-api.md §6.4):
 * removing a key from the text removes the override.
 */
export const settingsFields: readonly Field[] = [
  setting('currency_id', 'Currency', "Currency of this client. Without it: the company's currency.", {
    ...digits,
    lookup: 'currency',
  }),
  setting('language_id', 'Language', 'Language of invoices, e-mails and the portal for this client.', {
    ...digits,
    lookup: 'language',
  }),
  setting('payment_terms', 'Payment terms', 'Days until an invoice is due, as text.', digits),
  setting('valid_until', 'Quote valid until', 'Days that a quote is valid, as text.', digits),
  setting('default_task_rate', 'Task rate', 'Price of an hour of work.', { type: 'number' }),
  setting('send_reminders', 'Send reminders', 'Whether reminders are sent.', flag),
  setting('enable_reminder1', 'First reminder', 'Whether the first reminder is sent.', flag),
  setting('enable_reminder2', 'Second reminder', 'Whether the second reminder is sent.', flag),
  setting('enable_reminder3', 'Third reminder', 'Whether the third reminder is sent.', flag),
  setting('auto_bill', 'Auto bill', 'Whether stored payment methods are charged automatically.', {
    enum: ['off', 'always', 'optin', 'optout'],
  }),
  setting('auto_email_invoice', 'E-mail invoices', 'Whether recurring invoices are sent when created.', flag),
  setting('tax_name1', 'Default tax', 'Name of the default tax.'),
  setting('tax_rate1', 'Default tax rate', 'Default tax in percent.', { type: 'number' }),
  setting('invoice_terms', 'Invoice terms', 'Terms on invoices.', long),
  setting('invoice_footer', 'Invoice footer', 'Footer of invoices.', long),
  setting('quote_terms', 'Quote terms', 'Terms on quotes.', long),
  setting('quote_footer', 'Quote footer', 'Footer of quotes.', long),
  setting(
    'show_currency_code',
    'Currency code',
    'Whether amounts show the code instead of the symbol.',
    flag,
  ),
  setting('military_time', '24 hour time', 'Whether times show 24 hours.', flag),
  setting('timezone_id', 'Time zone', "Id of the time zone in the server's table.", digits),
  setting('date_format_id', 'Date format', "Id of the date format in the server's table.", digits),
  setting('reply_to_email', 'Reply-to e-mail', 'Where answers to e-mails go.'),
  setting('bcc_email', 'BCC e-mail', 'Who gets a blind copy of e-mails.'),
  setting('enable_client_portal', 'Client portal', 'Whether the client may use the portal.', flag),
  setting(
    'enable_client_portal_password',
    'Portal password',
    'Whether the portal asks contacts for a password.',
    flag,
  ),
];
