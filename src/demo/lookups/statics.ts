import { BULK_COLUMNS } from './bulkColumns';
import { COUNTRIES, EEA, type Country } from './countries';
import { countryDetails } from './countryDetails';
import { CURRENCIES } from './currencies';
import type { Dialect } from '../dialect';
import { LANGUAGES } from './languages';
import type { Fields } from '../php';

const industries = (
  'Accounting & Legal|Advertising|Aerospace|Agriculture|Automotive|Banking & Finance|Biotechnology|' +
  'Broadcasting|Business Services|Commodities & Chemicals|Communications|Computers & Hightech|Defense|' +
  'Energy|Entertainment|Government|Healthcare & Life Sciences|Insurance|Manufacturing|Marketing|Media|' +
  'Nonprofit & Higher Ed|Pharmaceuticals|Professional Services & Consulting|Real Estate|' +
  'Retail & Wholesale|Sports|Transportation|Travel & Luxury|Other|Photography|Construction|' +
  'Restaurant & Catering'
).split('|');
const sizes = ['1 - 3', '4 - 10', '11 - 50', '51 - 100', '101 - 500', '500+'];
const dateFormats =
  'd/M/Y|d-M-Y|d/F/Y|d-F-Y|M j, Y|F j, Y|D M j, Y|Y-m-d|d-m-Y|m/d/Y|d.m.Y|j. M. Y|j. F Y|d/m/Y'.split('|');
const paymentTypes = (
  'Bank Transfer|Cash|Debit|ACH|Visa Card|MasterCard|American Express|Discover Card|Diners Card|EuroCard|' +
  'Nova|Credit Card Other|PayPal|Google Wallet|Check|Carte Blanche|UnionPay|JCB|Laser|Maestro|Solo|Switch|' +
  'iZettle|Swish|Venmo|Money Order|Alipay|Sofort|SEPA|GoCardless|Crypto|Credit|Zelle'
).split('|');
const templates =
  'invoice quote payment credit statement reminder1 reminder2 reminder3 custom1 custom2'.split(' ');

const regions = new Intl.DisplayNames(['en'], { type: 'region' });

function withIds(names: string[]): Fields[] {
  return names.map((name, index) => ({ id: String(index + 1), name }));
}

function numberedRows(count: number, name: string): Fields[] {
  return withIds(Array.from({ length: count }, (_, index) => `${name} ${index + 1}`));
}

function countryRow(country: Country): Fields {
  const code = String(country.id).padStart(3, '0');
  return {
    id: String(country.id),
    capital: '',
    citizenship: '',
    country_code: code,
    currency: '',
    currency_code: '',
    currency_sub_unit: '',
    full_name: regions.of(country.alpha2) ?? country.alpha2,
    iso_3166_2: country.alpha2,
    iso_3166_3: country.alpha3,
    name: regions.of(country.alpha2) ?? country.alpha2,
    region_code: '',
    sub_region_code: '',
    eea: EEA.has(country.alpha2),
    swap_postal_code: false,
    swap_currency_symbol: false,
    thousand_separator: '',
    decimal_separator: '',
    ...countryDetails[country.alpha2],
  };
}

const cache = new Map<string, Fields>();

/** The lookup tables of `GET /statics`; their counts are recorded (recorded: include/include-static, seed.json). */
export function statics(dialect: Dialect): Fields {
  let tables = cache.get(dialect.version);
  if (!tables) cache.set(dialect.version, (tables = makeStatics(dialect)));
  return tables;
}

function makeStatics(dialect: Dialect): Fields {
  const currencies = CURRENCIES.map((currency) => ({
    ...currency,
    id: String(currency.id),
    exchange_rate: 1,
  }));
  // Newer servers have one more currency; which one is not recorded.
  const more = { ...currencies[0], id: '142', name: 'Zimbabwe Gold', code: 'ZWG', symbol: 'ZiG' };
  return {
    industries: withIds(industries),
    countries: COUNTRIES.map(countryRow),
    payment_types: withIds(paymentTypes).map((row) => ({ ...row, gateway_type_id: null })),
    languages: LANGUAGES.map((language) => ({ ...language, id: String(language.id) })),
    currencies: dialect.currencies > currencies.length ? [...currencies, more] : currencies,
    sizes: withIds(sizes),
    datetime_formats: dateFormats.map((format, index) => ({
      id: String(index + 1),
      format: `${format} g:i a`,
    })),
    gateways: numberedRows(64, 'Gateway'),
    timezones: numberedRows(115, 'Timezone').map((row) => ({ ...row, location: 'UTC', utc_offset: 0 })),
    date_formats: dateFormats.map((format, index) => ({ id: String(index + 1), format })),
    templates: Object.fromEntries(templates.map((name) => [name, { subject: '', body: '' }])),
    bulk_updates: {
      client: [...BULK_COLUMNS],
      expense: ['public_notes'],
      recurring_invoice: ['public_notes'],
    },
  };
}
