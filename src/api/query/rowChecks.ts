import type { Comparison } from './clientQuery';
import type { Client } from '../types';

/** Whether a row can be a match of a condition. False proves that the server ignored it. */
export type RowCheck = (row: Client) => boolean;

/** Days differ by time zone: a calendar day of the company may begin 14 hours before or after the same day in UTC. */
const zoneSlack = 14 * 3600;

/** A column that must hold one of the values. */
export function oneOf(column: string, values: readonly string[]): RowCheck {
  return (row) => {
    const value = row[column];
    return (typeof value !== 'string' && typeof value !== 'number') || values.includes(String(value));
  };
}

/**
 * A column that must contain the text. Databases compare in ways that are unknown here (accents, wildcards), so only plain
 * ASCII text without `%` and `_` is checked.
 */
export function contains(column: string, part: string): RowCheck {
  const wanted = part.trim().toLowerCase();
  if (!/^[\x20-\x7e]*$/.test(wanted) || /[%_]/.test(wanted)) return () => true;
  return (row) => {
    const value = row[column];
    return typeof value !== 'string' || /[^\x20-\x7e]/.test(value) || value.toLowerCase().includes(wanted);
  };
}

/** A balance within the range, both ends included. The server sends 0 to users who may not see balances. */
export function balanceWithin(from: number, to: number): RowCheck {
  const slack = 4e-7;
  return (row) => row.balance === 0 || (row.balance >= from - slack && row.balance <= to + slack);
}

/** A time between two moments in unix seconds, both ends included, with a tolerance for the unknown time zone. */
export function timeWithin(column: 'created_at' | 'updated_at', from: number, to: number): RowCheck {
  return (row) => row[column] >= from - zoneSlack && row[column] <= to + zoneSlack;
}

/** The unix seconds that a comparison with a moment allows. A calendar day stands for all of its seconds. */
export function allowedTimes(is: Comparison, at: number | string): [number, number] {
  const [begin, end] = spanOf(at);
  switch (is) {
    case 'lt':
    case 'lte':
      return [-Infinity, end];
    case 'gt':
    case 'gte':
      return [begin, Infinity];
    case 'eq':
      return [begin, end];
  }
}

/** First and last second of a moment, days taken in UTC. */
export function spanOf(at: number | string): [number, number] {
  if (typeof at === 'number') return [at, at];
  const begin = Date.parse(`${at}T00:00:00Z`) / 1000;
  return [begin, begin + 86_399];
}
