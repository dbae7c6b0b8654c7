import * as l10n from '@vscode/l10n';
import type { ClientQuery, Comparison, Moment } from './clientQuery';
import { ApiError } from '../errors';
import { isId } from '../ids';
import { maxAmount, microText, toMicro } from '../money';
import { comparisonFirst, includesFor, isRecentVersion, recentSortColumns } from './queryVersions';
import { allowedTimes, balanceWithin, contains, oneOf, spanOf, timeWithin, type RowCheck } from './rowChecks';
import { sortColumns } from './sortColumns';
import { parseVersion, type Support, type Version } from '../version';
import { queriedStates } from './queriedStates';

/** A query in the syntax of a server's version. */
export interface BuiltQuery {
  /** `?…` */
  search: string;
  /** Every row must pass. One that does not proves that the server ignored a condition. */
  checks: RowCheck[];
}

const maxPerPage = 5000;
const maxPage = 10_000_000;

/**
 * The search string of `GET /clients` for a server's version. Always contains `status`, `sort`, `per_page` and `page`. The
 * order matters to the server: conditions, then `with` (an OR), then the sort order. Throws `unsupported` for a condition
 * that this version would silently ignore or that is not valid.
 */
export function buildQuery(query: ClientQuery, serverVersion: string | undefined): BuiltQuery {
  const builder = new Builder(parseVersion(serverVersion));
  builder.balances(query);
  builder.texts(query);
  builder.times(query);
  builder.lists(query);
  builder.states(query);
  builder.order(query);
  return { search: `?${builder.parameters.toString()}`, checks: builder.checks };
}

class Builder {
  readonly parameters = new URLSearchParams();
  readonly checks: RowCheck[] = [];
  private readonly recent: Support;

  constructor(private readonly version: Version | undefined) {
    this.recent = isRecentVersion(version);
  }

  balances({ balance, betweenBalance }: ClientQuery): void {
    if (betweenBalance) this.range(micro(betweenBalance.from), micro(betweenBalance.to));
    if (!balance) return;
    const amount = micro(balance.amount);
    const syntax = comparisonFirst(this.version);
    if (syntax === 'doubtful' && betweenBalance) {
      reject(l10n.t('This version of Invoice Ninja cannot combine a balance with a range of balances.'));
    } else if (syntax === 'doubtful') {
      this.range(...rangeOf(balance.is, amount));
    } else {
      const text = microText(amount);
      this.parameters.set('balance', syntax === 'yes' ? `${balance.is}:${text}` : `${text}:${balance.is}`);
    }
  }

  texts(query: ClientQuery): void {
    this.text('filter', query.filter);
    this.text('name', query.name);
    this.text('email', query.email);
    this.text('number', query.number);
    this.text('id_number', query.idNumber);
    if (this.text('vat_number', query.vatNumber)) {
      this.needRecent(() => l10n.t('VAT numbers'), contains('vat_number', query.vatNumber ?? ''));
    }
    for (const key of [1, 2, 3, 4] as const) {
      const value = query.customValues?.[key];
      if (this.text(`custom_value${key}`, value)) {
        this.needRecent(() => l10n.t('custom fields'), contains(`custom_value${key}`, value ?? ''));
      }
    }
  }

  times(query: ClientQuery): void {
    this.comparedTime('created_at', query.createdAt);
    this.comparedTime('updated_at', query.updatedAt);
    this.timeRange('created_at', 'created_between', query.createdBetween);
    this.timeRange('updated_at', 'updated_between', query.updatedBetween);
  }

  lists(query: ClientQuery): void {
    if (query.clientId !== undefined) this.parameters.set('client_id', one(query.clientId));
    if (query.group !== undefined) this.parameters.set('group', one(query.group));
    this.list('group_settings_id', query.groups, () => l10n.t('several groups'), 'group_settings_id', isId);
    this.list('country_id', query.countries, () => l10n.t('countries'), 'country_id');
    this.list('industry_id', query.industries, () => l10n.t('industries'), 'industry_id');
    this.list('size_id', query.sizes, () => l10n.t('sizes'), 'size_id');
    this.list('classification', query.classifications, () => l10n.t('classifications'), 'classification');
    this.list(
      'assigned_user_ids',
      query.assignedUsers,
      () => l10n.t('assigned users'),
      'assigned_user_id',
      isId,
    );
    this.list('tag_ids', query.tags, () => l10n.t('tags'), undefined, isId);
  }

  states(query: ClientQuery): void {
    const { isDeleted, with: added } = query;
    const wanted = queriedStates(query);
    if (wanted.size === 0) reject(l10n.t('No state is left to list; choose active, archived or deleted.'));
    // The server reads both `true` and `false` as "not deleted".
    if (isDeleted !== undefined) this.parameters.set('is_deleted', isDeleted ? '1' : '0');
    const states = (['active', 'archived', 'deleted'] as const).filter((state) => wanted.has(state));
    this.parameters.set('status', states.join(','));
    if (added !== undefined) this.parameters.set('with', one(added));
    if (added !== undefined) this.exempt(added);
  }

  order({ sort = { column: 'id', direction: 'asc' }, include, perPage = 100, page = 1 }: ClientQuery): void {
    if (!sortColumns.has(sort.column) && !recentSortColumns.has(sort.column)) {
      reject(l10n.t('Clients cannot be sorted by “{0}”.', sort.column.slice(0, 40)));
    }
    if (recentSortColumns.has(sort.column) && this.recent !== 'yes') {
      reject(l10n.t('This version of Invoice Ninja cannot sort by contacts.'));
    }
    if (!isIntegerUpTo(perPage, maxPerPage)) reject(l10n.t('A page holds 1 to {0} clients.', maxPerPage));
    if (!isIntegerUpTo(page, maxPage)) reject(l10n.t('Pages are counted from 1.'));
    this.parameters.set('sort', `${sort.column}|${sort.direction === 'asc' ? 'asc' : 'desc'}`);
    const includes = includesFor(include, this.recent);
    if (includes !== '') this.parameters.set('include', includes);
    this.parameters.set('per_page', String(perPage));
    this.parameters.set('page', String(page));
  }

  private range(from: bigint, to: bigint): void {
    this.parameters.set('between_balance', `${microText(from)}:${microText(to)}`);
    this.checks.push(balanceWithin(Number(microText(from)), Number(microText(to))));
  }

  /** Blank text is no condition, here as on the server. */
  private text(name: string, value: string | undefined): boolean {
    const trimmed = value?.trim() ?? '';
    if (trimmed === '') return false;
    this.parameters.set(name, trimmed);
    return true;
  }

  private comparedTime(
    column: 'created_at' | 'updated_at',
    filter: { is: Comparison; at: Moment } | undefined,
  ): void {
    if (!filter) return;
    const text = momentText(filter.at);
    // Every version reads a value without operator as "at or after".
    this.parameters.set(column, filter.is === 'gte' ? text : `${filter.is}:${text}`);
    if (filter.is !== 'gte') {
      this.needRecent(
        () => l10n.t('points in time other than “since”'),
        timeWithin(column, ...allowedTimes(filter.is, filter.at)),
      );
    }
  }

  private timeRange(
    column: 'created_at' | 'updated_at',
    name: string,
    range: { from: string; to: string } | undefined,
  ): void {
    if (!range) return;
    for (const day of [range.from, range.to]) {
      if (!isDay(day)) reject(l10n.t('A day is written like 2026-01-31.'));
    }
    this.parameters.set(name, `${range.from},${range.to}`);
    this.needRecent(
      () => l10n.t('ranges of days'),
      timeWithin(column, spanOf(range.from)[0], spanOf(range.to)[1]),
    );
  }

  private list(
    name: string,
    values: string[] | undefined,
    what: () => string,
    column: string | undefined,
    valid: (value: string) => boolean = (value) => /^[A-Za-z0-9_-]{1,64}$/.test(value),
  ): void {
    if (!values) return;
    if (values.length === 0) reject(l10n.t('Choose at least one of the {0}.', what()));
    if (!values.every(valid)) reject(l10n.t('One of the {0} is not valid.', what()));
    this.parameters.set(name, values.join(','));
    if (column === undefined && this.recent !== 'yes')
      reject(l10n.t('This version of Invoice Ninja cannot filter by tags.'));
    this.needRecent(what, column === undefined ? () => true : oneOf(column, values));
  }

  private needRecent(what: () => string, check: RowCheck): void {
    if (this.recent === 'no') reject(l10n.t('This version of Invoice Ninja cannot filter by {0}.', what()));
    if (this.recent === 'doubtful') this.checks.push(check);
  }

  /** A client added by `with` does not have to match the other conditions. */
  private exempt(id: string): void {
    this.checks.forEach((check, index) => {
      this.checks[index] = (row) => row.id === id || check(row);
    });
  }
}

function rangeOf(is: Comparison, amount: bigint): [bigint, bigint] {
  switch (is) {
    case 'lt':
      return [-maxAmount, amount - 1n];
    case 'lte':
      return [-maxAmount, amount];
    case 'gt':
      return [amount + 1n, maxAmount];
    case 'gte':
      return [amount, maxAmount];
    case 'eq':
      return [amount, amount];
  }
}

function micro(amount: number): bigint {
  return toMicro(amount) ?? reject(l10n.t('A balance is compared with a plain amount.'));
}

function one(id: string): string {
  return isId(id) ? id : reject(l10n.t('One of the ids is not valid.'));
}

function momentText(at: Moment): string {
  if (typeof at === 'number')
    return isIntegerUpTo(at, 99_999_999_999) || at === 0
      ? String(at)
      : reject(l10n.t('The time is not valid.'));
  return isDay(at) ? at : reject(l10n.t('A day is written like 2026-01-31.'));
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

function isIntegerUpTo(value: number, max: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= max;
}

function reject(sentence: string): never {
  throw new ApiError('unsupported', sentence);
}
