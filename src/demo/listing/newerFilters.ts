import { containsPattern, fold } from '../store/collation';
import { isDay, parseMoment, SECONDS_A_DAY } from './dates';
import type { Dialect } from '../dialect';
import { compareNumber, keepRows, withValue, type Filter } from './selection';
import { decodeId } from '../store/hashIds';
import type { ClientRow } from '../store/rows';

/** Filter `created_at` or `updated_at`: at or after. Newer servers accept an operator in front, `lt:2026-01-01`. */
export function momentFilter(column: 'created_at' | 'updated_at'): Filter {
  return withValue((selection, value, { dialect, clock }) => {
    const prefix = dialect.dateOperators ? /^(lt|lte|gt|gte|eq):(.+)$/.exec(value) : null;
    const operator = prefix?.[1] ?? 'gte';
    const date = prefix?.[2] ?? value;
    const moment = parseMoment(date, clock.now());
    if (moment === undefined) return;
    if (prefix && isDay(date)) {
      const test = compareNumber(operator, moment);
      keepRows(selection, (client) => test(client[column] - (client[column] % SECONDS_A_DAY)));
    } else {
      const test = compareNumber(operator, moment);
      keepRows(selection, (client) => test(client[column]));
    }
  });
}

function betweenFilter(column: 'created_at' | 'updated_at'): Filter {
  return withValue((selection, value, { clock }) => {
    const [from, to] = value.split(',').map((part) => parseMoment(part, clock.now()));
    if (from === undefined || to === undefined) return;
    const end = isDay(value.split(',')[1] ?? '') ? to + SECONDS_A_DAY - 1 : to;
    keepRows(selection, (client) => client[column] >= from && client[column] <= end);
  });
}

function containsFilter(
  column: 'vat_number' | 'custom_value1' | 'custom_value2' | 'custom_value3' | 'custom_value4',
): Filter {
  return withValue((selection, value) => {
    const matches = containsPattern(value);
    keepRows(selection, (client) => client[column] !== null && matches(fold(client[column])));
  });
}

/** A filter for any of several values, separated by commas. */
function valuesFilter(read: (client: ClientRow) => string | number | null): Filter {
  return withValue((selection, value) => {
    const wanted = new Set(value.split(',').map((word) => word.trim().toLowerCase()));
    keepRows(selection, (client) => wanted.has(String(read(client) ?? '').toLowerCase()));
  });
}

/** A filter for any of several public ids, separated by commas. */
function publicIdsFilter(read: (client: ClientRow) => readonly (number | null)[]): Filter {
  return withValue((selection, value) => {
    const wanted = new Set<number | null>(value.split(',').map((id) => decodeId(id.trim())));
    keepRows(selection, (client) => read(client).some((id) => wanted.has(id)));
  });
}

/** Filters that only newer servers have (docs/invoice-ninja-api.md §5.3). */
export function newerFilters(dialect: Dialect): Record<string, Filter> {
  return {
    ...(dialect.betweenDates
      ? { created_between: betweenFilter('created_at'), updated_between: betweenFilter('updated_at') }
      : {}),
    ...(dialect.tags ? { tag_ids: publicIdsFilter((client) => client.tags) } : {}),
    ...(dialect.columnFilters ? columnFilters : {}),
  };
}

const columnFilters: Record<string, Filter> = {
  vat_number: containsFilter('vat_number'),
  custom_value1: containsFilter('custom_value1'),
  custom_value2: containsFilter('custom_value2'),
  custom_value3: containsFilter('custom_value3'),
  custom_value4: containsFilter('custom_value4'),
  country_id: valuesFilter((client) => client.country_id),
  industry_id: valuesFilter((client) => client.industry_id),
  size_id: valuesFilter((client) => client.size_id),
  classification: valuesFilter((client) => client.classification),
  group_settings_id: publicIdsFilter((client) => [client.group_settings_id]),
  assigned_user_ids: publicIdsFilter((client) => [client.assigned_user_id]),
};
