import * as vscode from 'vscode';
import type { Comparison, Moment } from '../../api/query/clientQuery';
import { isId } from '../../api/ids';
import { clientName } from '../../records/names';
import { back, type Back } from './ask';
import type { Answer, Step } from './condition';
import { amountWords, timeWords } from './filterSentence';

const comparisons: readonly Comparison[] = ['gt', 'gte', 'lt', 'lte', 'eq'];

/** A text that is not blank. */
export function askText({ ask, title }: Step, placeholder: string, value = '') {
  const check = (text: string) => (text === '' ? vscode.l10n.t('Type what to look for.') : undefined);
  return ask.text({ title, placeholder, value, check, back: true });
}

/** A comparison with one balance. */
export async function askAmount(step: Step): Promise<Answer | Back | undefined> {
  const { balance } = step.filter.query;
  const is = await askComparison(step, amountWords, balance?.is);
  if (is === undefined || is === back) return is;
  const amount = await askNumber(step, vscode.l10n.t('Balance {0} …', amountWords(is)), balance?.amount);
  return amount === undefined || amount === back ? amount : { query: { balance: { is, amount } } };
}

/** A range of balances. */
export async function askAmounts(step: Step): Promise<Answer | Back | undefined> {
  const { betweenBalance } = step.filter.query;
  const from = await askNumber(step, vscode.l10n.t('Balance from …'), betweenBalance?.from);
  if (from === undefined || from === back) return from;
  const to = await askNumber(step, vscode.l10n.t('… to'), betweenBalance?.to);
  return to === undefined || to === back ? to : { query: { betweenBalance: { from, to } } };
}

/** A comparison with one day. */
export async function askDay(step: Step, key: 'createdAt' | 'updatedAt'): Promise<Answer | Back | undefined> {
  const known = step.filter.query[key];
  const is = await askComparison(step, timeWords, known?.is);
  if (is === undefined || is === back) return is;
  const at = await askDate(step, timeWords(is), known?.at);
  return at === undefined || at === back ? at : { query: { [key]: { is, at } } };
}

/** A range of days. */
export async function askDays(
  step: Step,
  key: 'createdBetween' | 'updatedBetween',
): Promise<Answer | Back | undefined> {
  const known = step.filter.query[key];
  const from = await askDate(step, vscode.l10n.t('from'), known?.from);
  if (from === undefined || from === back) return from;
  const to = await askDate(step, vscode.l10n.t('to'), known?.to);
  return to === undefined || to === back ? to : { query: { [key]: { from, to } } };
}

/** A client by its id, as “Copy Hashed Id” gives it. */
export async function askId(step: Step, key: 'clientId' | 'with'): Promise<Answer | Back | undefined> {
  const id = await step.ask.text({
    title: step.title,
    placeholder: vscode.l10n.t('Id of the client, as “Copy Hashed Id” gives it'),
    value: step.filter.query[key],
    check: (text) => (isId(text) ? undefined : vscode.l10n.t('An id has at least ten letters and digits.')),
    back: true,
  });
  if (id === undefined || id === back) return id;
  const seen = step.session.clients.get(id);
  return { query: { [key]: id }, names: seen && { [id]: clientName(seen) } };
}

function askComparison(step: Step, words: (is: Comparison) => string, known: Comparison | undefined) {
  return step.ask.one({
    title: step.title,
    back: true,
    items: comparisons.map((is) => ({ label: words(is), value: is, picked: is === known })),
  });
}

async function askNumber(
  { ask, title }: Step,
  placeholder: string,
  known: number | undefined,
): Promise<number | Back | undefined> {
  const text = await ask.text({
    title,
    placeholder,
    value: known === undefined ? '' : String(known),
    check: (typed) =>
      toNumber(typed) === undefined ? vscode.l10n.t('Type an amount like 1000 or 99.50.') : undefined,
    back: true,
  });
  return text === undefined || text === back ? text : toNumber(text);
}

function toNumber(text: string): number | undefined {
  return /^-?\d{1,14}([.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : undefined;
}

const typed = Symbol('typed');

async function askDate(
  { ask, title }: Step,
  words: string,
  known: Moment | undefined,
): Promise<string | Back | undefined> {
  const today = new Date();
  const choice = await ask.one<string | typeof typed>({
    title: `${title}, ${words}`,
    back: true,
    items: [
      {
        label: vscode.l10n.t('A day…'),
        value: typed,
        description: typeof known === 'string' ? known : undefined,
      },
      { label: vscode.l10n.t('Today'), value: dayText(today), description: dayText(today) },
      ...[7, 30, 90, 365].map((days) => {
        const value = dayText(new Date(today.getTime() - days * 86_400_000));
        return { label: vscode.l10n.t('{0} days ago', days), value, description: value };
      }),
      { label: vscode.l10n.t('Start of this year'), value: `${today.getFullYear()}-01-01` },
    ],
  });
  if (choice !== typed) return choice;
  return ask.text({
    title: `${title}, ${words}`,
    placeholder: vscode.l10n.t('A day like 2026-01-31'),
    value: typeof known === 'string' ? known : dayText(today),
    check: (text) => (isDay(text) ? undefined : vscode.l10n.t('A day is written like 2026-01-31.')),
    back: true,
  });
}

function dayText(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
  );
}
