// Names of the known settings by type (docs/invoice-ninja-api.md §6.4). Others are stored as they are sent.
const names = (text: string): string[] => text.trim().split(/\s+/);

/** Settings that are text although their names end in `_id`: public ids of designs and the like. */
const textIds = new Set(
  names(`invoice_design_id quote_design_id credit_design_id purchase_order_design_id delivery_note_design_id
    statement_design_id payment_receipt_design_id payment_refund_design_id portal_design_id gmail_sending_user_id
    besr_id qr_iban`),
);

const flags = names(`
  all_pages_footer all_pages_header allow_over_payment allow_under_payment auto_archive_invoice
  auto_archive_invoice_cancelled auto_archive_quote auto_bill_standard_invoices auto_convert_quote auto_email_invoice
  client_can_register client_initiated_payments client_manual_payment_notification client_online_payment_notification
  client_portal_allow_over_payment client_portal_allow_under_payment client_portal_enable_uploads
  document_email_attachment embed_documents enable_client_portal enable_client_portal_dashboard
  enable_client_portal_password enable_client_portal_tasks enable_e_invoice enable_email_markup enable_reminder1
  enable_reminder2 enable_reminder3 enable_reminder_endless enable_quote_reminder1 entity_send_time_enabled
  hide_empty_columns_on_pdf hide_paid_to_date inclusive_taxes invoice_task_datelog invoice_task_hours
  invoice_task_item_description invoice_task_lock invoice_task_project invoice_task_project_header
  invoice_task_timelog merge_e_invoice_to_pdf military_time page_numbering payment_email_all_contacts
  pdf_email_attachment preference_product_notes_for_html_view qr_code_enabled require_invoice_signature
  require_purchase_order_signature require_quote_signature send_email_on_mark_paid send_reminders
  shared_invoice_credit_counter shared_invoice_quote_counter show_accept_invoice_terms
  show_accept_purchase_order_terms show_accept_quote_terms show_all_tasks_client_portal show_currency_code
  show_email_footer show_paid_stamp show_shipping_address show_task_item_description signature_on_pdf
  sync_invoice_quote_columns task_round_up ubl_email_attachment unlock_invoice_documents_after_payment
  use_comma_as_decimal_place use_credits_payment use_unapplied_payment vendor_portal_enable_uploads`);

const decimals = names(`
  client_initiated_payments_minimum client_portal_under_payment_minimum default_task_rate late_fee_amount1
  late_fee_amount2 late_fee_amount3 late_fee_endless_amount late_fee_endless_percent tax_rate1 tax_rate2 tax_rate3`);

const integers = names(`
  accept_client_input_quote_approval counter_padding entity_send_time font_size invoice_taxes num_days_reminder1
  num_days_reminder2 num_days_reminder3 quote_num_days_reminder1 reminder_send_time task_round_to_nearest`);

const integerTexts = names(`
  country_id currency_id date_format_id default_expense_payment_type_id endless_reminder_frequency_id language_id
  payment_type_id quote_reminder_frequency_id reset_counter_frequency_id timezone_id`);

const texts = names(`
  address1 address2 auto_bill auto_bill_date bcc_email city classification client_number_pattern
  client_portal_privacy_policy client_portal_terms company_gateway_ids company_logo company_logo_size
  counter_number_applied credit_footer credit_number_pattern credit_terms custom_message_dashboard
  custom_message_paid_invoice custom_message_unapproved_quote custom_message_unpaid_invoice custom_sending_email
  custom_value1 custom_value2 custom_value3 custom_value4 e_invoice_type e_quote_type email email_alignment
  email_from_name email_sending_method email_signature email_style email_style_custom email_subject_credit
  email_subject_custom1 email_subject_custom2 email_subject_custom3 email_subject_invoice email_subject_payment
  email_subject_payment_failed email_subject_payment_partial email_subject_purchase_order email_subject_quote
  email_subject_reminder1 email_subject_reminder2 email_subject_reminder3 email_subject_reminder_endless
  email_subject_statement email_template_credit email_template_custom1 email_template_custom2
  email_template_custom3 email_template_invoice email_template_payment email_template_payment_failed
  email_template_payment_partial email_template_purchase_order email_template_quote email_template_reminder1
  email_template_reminder2 email_template_reminder3 email_template_reminder_endless email_template_statement
  expense_number_pattern id_number invoice_fields invoice_footer invoice_labels invoice_number_pattern invoice_terms
  lock_invoices mailgun_domain mailgun_endpoint mailgun_secret name page_size payment_flow payment_number_pattern
  phone portal_custom_css portal_custom_footer portal_custom_head portal_custom_js postal_code postmark_secret
  primary_color primary_font project_number_pattern purchase_order_footer purchase_order_number_pattern
  purchase_order_terms quote_footer quote_number_applied quote_number_pattern quote_terms
  recurring_expense_number_pattern recurring_invoice_number_pattern recurring_number_prefix reply_to_email
  reply_to_name reset_counter_date schedule_reminder1 schedule_reminder2 schedule_reminder3 secondary_color
  secondary_font smtp_host state task_number_pattern tax_name1 tax_name2 tax_name3 ticket_number_pattern vat_number
  vendor_number_pattern website`);

const counters = names(`
  client_number_counter credit_number_counter expense_number_counter invoice_number_counter payment_number_counter
  project_number_counter purchase_order_number_counter quote_number_counter recurring_expense_number_counter
  recurring_invoice_number_counter recurring_quote_number_counter task_number_counter ticket_number_counter
  vendor_number_counter`);

/** `id`: a whole number stored as text. `days`: the same, for payment_terms and valid_until. */
export type SettingType = 'bool' | 'float' | 'int' | 'id' | 'days' | 'counter' | 'string';

/** Types by name, in ascending order, in which the server checks them. */
export const SETTING_TYPES: ReadonlyMap<string, SettingType> = new Map(
  [
    ...flags.map((name): [string, SettingType] => [name, 'bool']),
    ...decimals.map((name): [string, SettingType] => [name, 'float']),
    ...integers.map((name): [string, SettingType] => [name, 'int']),
    ...integerTexts.map((name): [string, SettingType] => [name, 'id']),
    ...[...texts, ...textIds].map((name): [string, SettingType] => [name, 'string']),
    ...counters.map((name): [string, SettingType] => [name, 'counter']),
    ['payment_terms', 'days'] as [string, SettingType],
    ['valid_until', 'days'] as [string, SettingType],
  ].sort(([a], [b]) => (a < b ? -1 : 1)),
);
