import * as l10n from '@vscode/l10n';
import { fieldBuilder } from './field';
import type { Field } from './field';

const setting = fieldBuilder('settings');
const flag = { type: 'boolean' } as const;
const digits = { format: 'digits' } as const;
const long = { format: 'multiline' } as const;

/**
 * The settings that are usual per client. The server knows about 250; others are allowed and kept as they are.
 *
 * A key that is absent, `null` or `""` means "as in the group, else the company" (docs/invoice-ninja-api.md §6.4):
 * removing a key from the text removes the override.
 */
export const settingsFields: readonly Field[] = [
  setting(
    'currency_id',
    () => l10n.t('Currency'),
    () => l10n.t("Currency of this client. Without it: the company's currency."),
    {
      ...digits,
      lookup: 'currency',
    },
  ),
  setting(
    'language_id',
    () => l10n.t('Language'),
    () => l10n.t('Language of invoices, e-mails and the portal for this client.'),
    {
      ...digits,
      lookup: 'language',
    },
  ),
  setting(
    'payment_terms',
    () => l10n.t('Payment terms'),
    () => l10n.t('Days until an invoice is due, as text.'),
    digits,
  ),
  setting(
    'valid_until',
    () => l10n.t('Quote valid until'),
    () => l10n.t('Days that a quote is valid, as text.'),
    digits,
  ),
  setting(
    'default_task_rate',
    () => l10n.t('Task rate'),
    () => l10n.t('Price of an hour of work.'),
    { type: 'number' },
  ),
  setting(
    'send_reminders',
    () => l10n.t('Send reminders'),
    () => l10n.t('Whether reminders are sent.'),
    flag,
  ),
  setting(
    'enable_reminder1',
    () => l10n.t('First reminder'),
    () => l10n.t('Whether the first reminder is sent.'),
    flag,
  ),
  setting(
    'enable_reminder2',
    () => l10n.t('Second reminder'),
    () => l10n.t('Whether the second reminder is sent.'),
    flag,
  ),
  setting(
    'enable_reminder3',
    () => l10n.t('Third reminder'),
    () => l10n.t('Whether the third reminder is sent.'),
    flag,
  ),
  setting(
    'auto_bill',
    () => l10n.t('Auto bill'),
    () => l10n.t('Whether stored payment methods are charged automatically.'),
    {
      enum: ['off', 'always', 'optin', 'optout'],
    },
  ),
  setting(
    'auto_email_invoice',
    () => l10n.t('E-mail invoices'),
    () => l10n.t('Whether recurring invoices are sent when created.'),
    flag,
  ),
  setting(
    'tax_name1',
    () => l10n.t('Default tax'),
    () => l10n.t('Name of the default tax.'),
  ),
  setting(
    'tax_rate1',
    () => l10n.t('Default tax rate'),
    () => l10n.t('Default tax in percent.'),
    { type: 'number' },
  ),
  setting(
    'invoice_terms',
    () => l10n.t('Invoice terms'),
    () => l10n.t('Terms on invoices.'),
    long,
  ),
  setting(
    'invoice_footer',
    () => l10n.t('Invoice footer'),
    () => l10n.t('Footer of invoices.'),
    long,
  ),
  setting(
    'quote_terms',
    () => l10n.t('Quote terms'),
    () => l10n.t('Terms on quotes.'),
    long,
  ),
  setting(
    'quote_footer',
    () => l10n.t('Quote footer'),
    () => l10n.t('Footer of quotes.'),
    long,
  ),
  setting(
    'show_currency_code',
    () => l10n.t('Currency code'),
    () => l10n.t('Whether amounts show the code instead of the symbol.'),
    flag,
  ),
  setting(
    'military_time',
    () => l10n.t('24 hour time'),
    () => l10n.t('Whether times show 24 hours.'),
    flag,
  ),
  setting(
    'timezone_id',
    () => l10n.t('Time zone'),
    () => l10n.t("Id of the time zone in the server's table."),
    digits,
  ),
  setting(
    'date_format_id',
    () => l10n.t('Date format'),
    () => l10n.t("Id of the date format in the server's table."),
    digits,
  ),
  setting(
    'reply_to_email',
    () => l10n.t('Reply-to e-mail'),
    () => l10n.t('Where answers to e-mails go.'),
  ),
  setting(
    'bcc_email',
    () => l10n.t('BCC e-mail'),
    () => l10n.t('Who gets a blind copy of e-mails.'),
  ),
  setting(
    'enable_client_portal',
    () => l10n.t('Client portal'),
    () => l10n.t('Whether the client may use the portal.'),
    flag,
  ),
  setting(
    'enable_client_portal_password',
    () => l10n.t('Portal password'),
    () => l10n.t('Whether the portal asks contacts for a password.'),
    flag,
  ),
];
