import type { Fields } from '../php';

function details(
  [full_name, capital, citizenship]: [string, string, string],
  [currency, currency_code, currency_sub_unit]: [string, string, string],
  [region_code, sub_region_code]: [string, string],
  more: Fields = {},
): Fields {
  return {
    full_name,
    capital,
    citizenship,
    currency,
    currency_code,
    currency_sub_unit,
    region_code,
    sub_region_code,
    ...more,
  };
}

const euro: [string, string, string] = ['euro', 'EUR', 'cent'];
const symbolBehind: Fields = { swap_postal_code: true, swap_currency_symbol: true };
const westernEurope: [string, string] = ['150', '155'];

/** Further fields of common countries by their ISO code; those of 276, 756 and 840 are recorded. */
export const countryDetails: Record<string, Fields> = {
  AT: details(['Republic of Austria', 'Vienna', 'Austrian'], euro, westernEurope, symbolBehind),
  AU: details(
    ['Commonwealth of Australia', 'Canberra', 'Australian'],
    ['Australian dollar', 'AUD', 'cent'],
    ['009', '053'],
  ),
  BE: details(['Kingdom of Belgium', 'Brussels', 'Belgian'], euro, westernEurope, symbolBehind),
  CA: details(['Canada', 'Ottawa', 'Canadian'], ['Canadian dollar', 'CAD', 'cent'], ['019', '021'], {
    thousand_separator: ',',
    decimal_separator: '.',
  }),
  CH: details(['Swiss Confederation', 'Berne', 'Swiss'], ['Swiss franc', 'CHF', 'centime'], westernEurope, {
    swap_postal_code: true,
  }),
  DE: details(['Federal Republic of Germany', 'Berlin', 'German'], euro, westernEurope, symbolBehind),
  DK: details(['Kingdom of Denmark', 'Copenhagen', 'Dane'], ['Danish krone', 'DKK', 'øre'], ['150', '154'], {
    swap_postal_code: true,
  }),
  ES: details(['Kingdom of Spain', 'Madrid', 'Spaniard'], euro, ['150', '039'], symbolBehind),
  FR: details(['French Republic', 'Paris', 'Frenchman; Frenchwoman'], euro, westernEurope, symbolBehind),
  GB: details(
    ['United Kingdom of Great Britain and Northern Ireland', 'London', 'British'],
    ['pound sterling', 'GBP', 'penny (pl. pence)'],
    ['150', '154'],
  ),
  IT: details(['Italian Republic', 'Rome', 'Italian'], euro, ['150', '039'], symbolBehind),
  JP: details(['Japan', 'Tokyo', 'Japanese'], ['yen', 'JPY', '(sen)'], ['142', '030'], {
    swap_postal_code: true,
  }),
  NL: details(['Kingdom of the Netherlands', 'Amsterdam', 'Dutch'], euro, westernEurope, {
    swap_postal_code: true,
  }),
  SE: details(['Kingdom of Sweden', 'Stockholm', 'Swede'], ['krona', 'SEK', 'öre'], ['150', '154'], {
    swap_postal_code: true,
  }),
  US: details(
    ['United States of America', 'Washington DC', 'American'],
    ['US dollar', 'USD', 'cent'],
    ['019', '021'],
    { thousand_separator: ',', decimal_separator: '.' },
  ),
};
