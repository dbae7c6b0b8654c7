import type { StaticRow } from '../api/types';
import { asText } from './json';

/**
 * An amount of money in the user's locale. `currency` is a row of the server's table (`code`, `symbol`, `precision` as
 * number or text); without one the number alone. Codes that `Intl` does not know are put behind the number.
 */
export function formatMoney(amount: unknown, currency: StaticRow | undefined, locale?: string): string {
  const value = Number(amount);
  return Number.isFinite(value) ? moneyFormat(currency ?? noCurrency, locale ?? '')(value) : '';
}

/** What stands behind a number where `Intl` does not know the currency: a server may write anything there. */
const signPattern = /^(?:(?!\p{Default_Ignorable_Code_Point})[\p{L}\p{M}\p{N}\p{Sc} .'’/-]){1,12}$/u;

type Format = (value: number) => string;

const noCurrency = { id: '', name: '' };
/** By currency and locale: a tree formats thousands of amounts, and reading a row costs more than formatting one. */
const moneyFormats = new WeakMap<StaticRow, Map<string, Format>>();

function moneyFormat(currency: StaticRow, locale: string): Format {
  let ofRow = moneyFormats.get(currency);
  if (ofRow === undefined) moneyFormats.set(currency, (ofRow = new Map<string, Format>()));
  let writer = ofRow.get(locale);
  if (writer === undefined) ofRow.set(locale, (writer = createMoneyFormat(currency, locale || undefined)));
  return writer;
}

function createMoneyFormat(currency: StaticRow, locale: string | undefined): Format {
  const code = asText(currency.code).trim().toUpperCase();
  const digits = Number(asText(currency.precision) || 2);
  const precision = Number.isInteger(digits) && digits >= 0 && digits <= 20 ? digits : 2;
  const fraction = { minimumFractionDigits: precision, maximumFractionDigits: precision };
  if (/^[A-Z]{3}$/.test(code)) {
    const money = numberFormat(locale, { style: 'currency', currency: code, ...fraction });
    return memoized((value) => money.format(value));
  }
  const sign = [code, asText(currency.symbol).trim()].find((text) => signPattern.test(text));
  const plain = numberFormat(locale, fraction);
  return memoized(sign ? (value) => `${plain.format(value)} ${sign}` : (value) => plain.format(value));
}

/** Amounts that are kept per currency and locale. */
const maxMemoized = 10_000;

/** Most clients of a list owe nothing, and every change renders the list again: each amount is formatted once. */
function memoized(format: Format): Format {
  const texts = new Map<number, string>();
  return (amount) => {
    // Turns -0 into 0.
    const value = amount + 0;
    let text = texts.get(value);
    if (text !== undefined) return text;
    if (texts.size >= maxMemoized) texts.clear();
    text = format(value);
    texts.set(value, text);
    return text;
  };
}

/** A number that is not money, in the user's locale: `10.000` in German. */
export function formatCount(count: number, locale?: string): string {
  return numberFormat(locale, {}).format(count);
}

/** A size in bytes with its unit, in the user's locale: `17 bytes`, `1.5 MB`. */
export function formatSize(bytes: number, locale?: string): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  return numberFormat(locale, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step === 0 ? 'long' : 'short',
    maximumFractionDigits: bytes < 1000 ** (step + 1) / 100 ? 1 : 0,
  }).format(bytes / 1000 ** step);
}

/** A time of the server (unix seconds) as a date in the user's locale and zone; `""` for never (0). */
export function formatDate(seconds: unknown, locale?: string, timeZone?: string): string {
  return formatTime(seconds, { dateStyle: 'medium', timeZone }, locale);
}

/** As `formatDate` with hours and minutes. */
export function formatDateTime(seconds: unknown, locale?: string, timeZone?: string): string {
  return formatTime(seconds, { dateStyle: 'medium', timeStyle: 'short', timeZone }, locale);
}

function formatTime(
  seconds: unknown,
  options: Intl.DateTimeFormatOptions,
  locale: string | undefined,
): string {
  const date = new Date(Number(seconds) * 1000);
  if (!(Number(seconds) > 0) || Number.isNaN(date.getTime())) return '';
  return cached(`${locale} ${JSON.stringify(options)}`, dates, () =>
    orDefault(locale, (tag) => new Intl.DateTimeFormat(tag, options)),
  ).format(date);
}

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string | undefined, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  return cached(`${locale} ${JSON.stringify(options)}`, numbers, () =>
    orDefault(locale, (tag) => new Intl.NumberFormat(tag, options)),
  );
}

/** Creating an `Intl` object costs a hundred times what using it does. */
function cached<T>(key: string, cache: Map<string, T>, make: () => T): T {
  const known = cache.get(key);
  if (known) return known;
  const made = make();
  cache.set(key, made);
  return made;
}

/** Falls back to the system's locale if `locale` is not a language tag. */
function orDefault<T>(locale: string | undefined, make: (locale: string | undefined) => T): T {
  try {
    return make(locale);
  } catch {
    return make(undefined);
  }
}
