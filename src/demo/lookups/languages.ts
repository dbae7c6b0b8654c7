/** A language as `/statics` shows it. */
export interface Language {
  id: number;
  name: string;
  locale: string;
}

const locales =
  `en it de fr pt_BR nl es nb_NO da ja sv es_ES fr_CA lt pl cs hr sq el en_GB pt_PT sl fi ro tr_TR th
mk_MK zh_TW ru_RU ar fa lv_LV sr sk et bg he km_KH hu fr_CH lo_LA vi`.split(/\s+/);

const names = new Intl.DisplayNames(['en'], { type: 'language', languageDisplay: 'standard' });

/** Languages in the order of their ids (recorded: include/include-static, seed.json). */
export const LANGUAGES: readonly Language[] = locales.map((locale, index) => ({
  id: index + 1,
  name: (names.of(locale.replace('_', '-')) ?? locale).replace(/ \((.*)\)/, ' - $1'),
  locale,
}));
