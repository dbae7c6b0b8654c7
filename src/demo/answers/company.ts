import { encodeId } from '../store/hashIds';
import type { Fields } from '../php';
import type { Store } from '../store/store';

/**
 * The company as `POST /companies/current` answers it, reduced to what client programs read (recorded:
 * system/company).
 */
export function companyFields(store: Store, origin: string): Fields {
  const { company } = store;
  return {
    id: encodeId(company.id),
    company_key: company.company_key,
    custom_fields: company.custom_fields,
    size_id: '',
    industry_id: '',
    portal_mode: company.portal_mode,
    portal_domain: company.portal_domain.replaceAll('${origin}', origin),
    default_password_timeout: company.default_password_timeout,
    oauth_password_required: company.oauth_password_required,
    is_large: company.is_large,
    enabled_modules: 65535,
    is_disabled: false,
    settings: {
      name: company.name,
      currency_id: company.currency_id,
      country_id: company.country_id,
      language_id: company.language_id,
      timezone_id: company.timezone_id,
      date_format_id: '1',
      client_number_counter: company.client_number_counter,
      client_number_pattern: company.client_number_pattern,
      counter_padding: company.counter_padding,
      payment_terms: '',
      default_task_rate: 0,
      send_reminders: true,
      enable_client_portal_password: false,
      valid_until: '',
    },
  };
}
