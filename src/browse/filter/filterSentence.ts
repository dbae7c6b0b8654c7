import * as vscode from 'vscode';
import type { ClientQuery, Comparison, Moment } from '../../api/query/clientQuery';
import type { ClientState } from '../../api/types';
import { formatCount, formatDate } from '../../records/format';
import type { Filter } from './filterState';

/** A filter as one short sentence, e.g. `balance greater than 1,000 · archived · by balance, falling`. */
export function filterSentence(filter: Filter, locale = vscode.env.language): string {
  return (Object.keys(filter.query) as (keyof ClientQuery)[])
    .map((key) => conditionText(key, filter, locale))
    .filter((part) => part !== '')
    .join(' · ');
}

/** One condition in words; empty when the filter has none of that kind. */
export function conditionText(
  key: keyof ClientQuery,
  { query, names }: Filter,
  locale = vscode.env.language,
): string {
  const amount = (value: number | undefined) => (value === undefined ? '' : formatCount(value, locale));
  const moment = (at: Moment) => (typeof at === 'number' ? formatDate(at, locale) : day(at));
  // A calendar day of the company, not of this machine's time zone.
  const day = (text: string | undefined) =>
    text === undefined ? '' : formatDate(Date.parse(`${text}T12:00:00Z`) / 1000, locale, 'UTC');
  const { t } = vscode.l10n;
  const named = (ids: readonly string[] | undefined) => (ids ?? []).map((id) => names[id] ?? id).join(', ');
  const quoted = (text: string | undefined) => `“${text ?? ''}”`;
  if (query[key] === undefined) return '';
  switch (key) {
    case 'balance':
      return t('balance {0}', compared(query.balance, amountWords, amount));
    case 'betweenBalance':
      return t(
        'balance from {0} to {1}',
        amount(query.betweenBalance?.from),
        amount(query.betweenBalance?.to),
      );
    case 'createdAt':
      return t('created {0}', compared(toValue(query.createdAt), timeWords, moment));
    case 'updatedAt':
      return t('changed {0}', compared(toValue(query.updatedAt), timeWords, moment));
    case 'createdBetween':
      return t('created from {0} to {1}', day(query.createdBetween?.from), day(query.createdBetween?.to));
    case 'updatedBetween':
      return t('changed from {0} to {1}', day(query.updatedBetween?.from), day(query.updatedBetween?.to));
    case 'clientId':
      return t('only {0}', named([query.clientId ?? '']));
    case 'with':
      return t('and {0}', named([query.with ?? '']));
    case 'filter':
      return t('contains {0}', quoted(query.filter));
    case 'name':
      return t('name contains {0}', quoted(query.name));
    case 'email':
      return t('e-mail is {0}', quoted(query.email));
    case 'number':
      return t('number is {0}', quoted(query.number));
    case 'idNumber':
      return t('id number is {0}', quoted(query.idNumber));
    case 'vatNumber':
      return t('VAT number contains {0}', quoted(query.vatNumber));
    case 'status':
      return (query.status ?? []).map((state) => stateName(state)).join(t(' or '));
    case 'isDeleted':
      return query.isDeleted ? t('deleted only') : t('not deleted');
    case 'group':
      return t('group {0}', named([query.group ?? '']));
    case 'groups':
      return t('group {0}', named(query.groups));
    case 'countries':
      return t('country {0}', named(query.countries));
    case 'industries':
      return t('industry {0}', named(query.industries));
    case 'sizes':
      return t('size {0}', named(query.sizes));
    case 'classifications':
      return t('classification {0}', named(query.classifications));
    case 'assignedUsers':
      return t('assigned to {0}', named(query.assignedUsers));
    case 'tags':
      return t('tag {0}', named(query.tags));
    case 'customValues':
      return ([1, 2, 3, 4] as const)
        .filter((field) => query.customValues?.[field] !== undefined)
        .map((field) =>
          t('{0} contains {1}', names[`custom${field}`] ?? '', quoted(query.customValues?.[field])),
        )
        .join(' · ');
    case 'include':
      return t('with {0}', (query.include ?? []).map((name) => name.replaceAll('_', ' ')).join(', '));
    case 'perPage':
      return t('{0} a page', amount(query.perPage));
    case 'page':
      return '';
    case 'sort': {
      const { column = '', direction } = query.sort ?? {};
      const title = (names[`sort:${column}`] ?? column).toLocaleLowerCase();
      return direction === 'asc' ? t('by {0}, rising', title) : t('by {0}, falling', title);
    }
  }
}

export function amountWords(is: Comparison): string {
  const { t } = vscode.l10n;
  return {
    lt: t('less than'),
    lte: t('at most'),
    gt: t('greater than'),
    gte: t('at least'),
    eq: t('exactly'),
  }[is];
}

export function timeWords(is: Comparison): string {
  const { t } = vscode.l10n;
  return { lt: t('before'), lte: t('until'), gt: t('after'), gte: t('since'), eq: t('on') }[is];
}

export function stateName(state: ClientState): string {
  const { t } = vscode.l10n;
  stateNames ??= { active: t('active'), archived: t('archived'), deleted: t('deleted') };
  return stateNames[state];
}

// Looked up once: every client of a list says its state, and VS Code's language stays.
let stateNames: Record<ClientState, string> | undefined;

function compared<T>(
  condition: { is: Comparison; amount: T } | undefined,
  words: (is: Comparison) => string,
  show: (value: T) => string,
): string {
  return condition === undefined ? '' : `${words(condition.is)} ${show(condition.amount)}`;
}

function toValue(condition: { is: Comparison; at: Moment } | undefined) {
  return condition && { is: condition.is, amount: condition.at };
}
