import * as vscode from 'vscode';
import type { ClientQuery, Comparison, Moment } from '../../api/query/clientQuery';
import { stateName } from '../../platform/stateName';
import { formatCount, formatDate } from '../../records/format';
import type { Filter } from './filterState';

/** A filter as one short sentence, e.g. `balance greater than 1,000 · archived · by balance, falling`. */
export function filterSentence(filter: Filter, locale = vscode.env.language): string {
  return (Object.keys(filter.query) as (keyof ClientQuery)[])
    .map((key) => conditionText(key, filter, locale))
    .filter((part) => part !== '')
    .join(' · ');
}

/** One condition as text; empty when the filter does not have it. */
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
  const named = (ids: readonly string[] | undefined) => (ids ?? []).map((id) => names[id] ?? id).join(', ');
  const quoted = (text: string | undefined) => `“${text ?? ''}”`;
  if (query[key] === undefined) return '';
  switch (key) {
    case 'balance':
      return vscode.l10n.t('balance {0}', compared(query.balance, amountWords, amount));
    case 'betweenBalance':
      return vscode.l10n.t(
        'balance from {0} to {1}',
        amount(query.betweenBalance?.from),
        amount(query.betweenBalance?.to),
      );
    case 'createdAt':
      return vscode.l10n.t('created {0}', compared(toValue(query.createdAt), timeWords, moment));
    case 'updatedAt':
      return vscode.l10n.t('changed {0}', compared(toValue(query.updatedAt), timeWords, moment));
    case 'createdBetween':
      return vscode.l10n.t(
        'created from {0} to {1}',
        day(query.createdBetween?.from),
        day(query.createdBetween?.to),
      );
    case 'updatedBetween':
      return vscode.l10n.t(
        'changed from {0} to {1}',
        day(query.updatedBetween?.from),
        day(query.updatedBetween?.to),
      );
    case 'clientId':
      return vscode.l10n.t('only {0}', named([query.clientId ?? '']));
    case 'with':
      return vscode.l10n.t('and {0}', named([query.with ?? '']));
    case 'filter':
      return vscode.l10n.t('contains {0}', quoted(query.filter));
    case 'name':
      return vscode.l10n.t('name contains {0}', quoted(query.name));
    case 'email':
      return vscode.l10n.t('e-mail is {0}', quoted(query.email));
    case 'number':
      return vscode.l10n.t('number is {0}', quoted(query.number));
    case 'idNumber':
      return vscode.l10n.t('id number is {0}', quoted(query.idNumber));
    case 'vatNumber':
      return vscode.l10n.t('VAT number contains {0}', quoted(query.vatNumber));
    case 'status':
      return (query.status ?? []).map((state) => stateName(state)).join(vscode.l10n.t(' or '));
    case 'isDeleted':
      return query.isDeleted ? vscode.l10n.t('deleted only') : vscode.l10n.t('not deleted');
    case 'group':
      return vscode.l10n.t('group {0}', named([query.group ?? '']));
    case 'groups':
      return vscode.l10n.t('group {0}', named(query.groups));
    case 'countries':
      return vscode.l10n.t('country {0}', named(query.countries));
    case 'industries':
      return vscode.l10n.t('industry {0}', named(query.industries));
    case 'sizes':
      return vscode.l10n.t('size {0}', named(query.sizes));
    case 'classifications':
      return vscode.l10n.t('classification {0}', named(query.classifications));
    case 'assignedUsers':
      return vscode.l10n.t('assigned to {0}', named(query.assignedUsers));
    case 'tags':
      return vscode.l10n.t('tag {0}', named(query.tags));
    case 'customValues':
      return ([1, 2, 3, 4] as const)
        .filter((field) => query.customValues?.[field] !== undefined)
        .map((field) =>
          vscode.l10n.t(
            '{0} contains {1}',
            names[`custom${field}`] ?? '',
            quoted(query.customValues?.[field]),
          ),
        )
        .join(' · ');
    case 'include':
      return vscode.l10n.t(
        'with {0}',
        (query.include ?? []).map((name) => name.replaceAll('_', ' ')).join(', '),
      );
    case 'perPage':
      return vscode.l10n.t('{0} a page', amount(query.perPage));
    case 'page':
      return '';
    case 'sort': {
      const { column = '', direction } = query.sort ?? {};
      const title = (names[`sort:${column}`] ?? column).toLocaleLowerCase();
      return direction === 'asc'
        ? vscode.l10n.t('by {0}, rising', title)
        : vscode.l10n.t('by {0}, falling', title);
    }
  }
}

/** A comparison of amounts, as part of a sentence. */
export function amountWords(is: Comparison): string {
  return {
    lt: vscode.l10n.t('less than'),
    lte: vscode.l10n.t('at most'),
    gt: vscode.l10n.t('greater than'),
    gte: vscode.l10n.t('at least'),
    eq: vscode.l10n.t('exactly'),
  }[is];
}

/** A comparison of days, as part of a sentence. */
export function timeWords(is: Comparison): string {
  return {
    lt: vscode.l10n.t('before'),
    lte: vscode.l10n.t('until'),
    gt: vscode.l10n.t('after'),
    gte: vscode.l10n.t('since'),
    eq: vscode.l10n.t('on'),
  }[is];
}

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
