/** A currency as `/statics` shows it, but for the exchange rate. */
export interface Currency {
  id: number;
  code: string;
  name: string;
  symbol: string;
  precision: number;
  thousand_separator: string;
  decimal_separator: string;
  swap_currency_symbol: boolean;
}

/** ISO codes in the order of their ids, from 1. The ids of the common ones (USD, GBP, EUR, CHF) are recorded. */
const codes =
  `USD GBP EUR ZAR DKK ILS SEK KES CAD PHP INR AUD SGD NOK NZD VND CHF GTQ MYR BRL THB NGN ARS BDT AED HKD
IDR MXN EGP COP XOF CNY RWF TZS ANG TTD XCD GHS BGN AWG TRY RON HRK SAR JPY MVR CRC PKR PLN LKR CZK UYU NAD TND RUB MZN
OMR UAH MOP TWD DOP CLP ISK PGK JOD MMK PEN BWP HUF UGX BBD BND GEL QAR HNL SRD BHD VES KRW MAD JMD AOA HTG ZMW NPR XPF
MUR CVE KWD DZD MKD FJD BOB ALL BAM BIF BMD BSD BTN BYN BZD CDF CUP DJF ERN ETB FKP GIP GMD GNF GYD IQD IRR KGS KHR KMF
KPW KYD KZT LAK LBP LRD LSL LYD MDL MGA MNT MRU MWK NIO PAB PYG RSD SBD SCR SDG SHP SOS SYP SZL XAF`.split(
    /\s+/,
  );

const specialNames: Record<string, string> = {
  EUR: 'Euro',
  VES: 'Venezuelan Bolivars',
  NOK: 'Norske Kroner',
};
const displayNames = new Intl.DisplayNames(['en'], { type: 'currency' });
const commaAsDecimal = new Set(
  'EUR DKK SEK NOK VND BRL ARS IDR COP ANG TRY HRK PLN CZK UYU MZN CLP ISK HUF SRD VES AOA CVE'.split(' '),
);
const symbolBehind = new Set('DKK SEK NOK PLN CZK MZN ISK HUF'.split(' '));
const withoutDecimals = new Set('VND JPY PKR CLP ISK HUF'.split(' '));

/** All currencies by ascending id. */
export const CURRENCIES: readonly Currency[] = codes.map((code, index) => {
  const parts = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: code,
    currencyDisplay: 'narrowSymbol',
  });
  const symbol = parts.formatToParts(1).find((part) => part.type === 'currency')?.value ?? code;
  const swapped = commaAsDecimal.has(code);
  return {
    id: index + 1,
    code,
    name: specialNames[code] ?? displayNames.of(code) ?? code,
    symbol,
    precision: withoutDecimals.has(code) ? 0 : 2,
    thousand_separator: code === 'CHF' ? "'" : swapped ? '.' : ',',
    decimal_separator: swapped ? ',' : '.',
    swap_currency_symbol: symbolBehind.has(code),
  };
});
