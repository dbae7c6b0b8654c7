// Which parts of a query a version of the server supports.
import type { ClientInclude, ClientQuery } from './clientQuery';
import { supportIn, parseVersion, type Support, type Version } from '../version';

/** Newest version whose source is known and lacks the filters of 2026 (docs/invoice-ninja-api.md §0). */
const lastOld: Version = [5, 11, 39];
/** Oldest version that is known to have them, from its source and the official apps (docs/invoice-ninja-api.md §0). */
const firstNew: Version = [5, 13, 40];
/** Newest version documented before the syntax of `balance` changed on 12 May 2026 (docs/invoice-ninja-api.md §1 and §15). */
const lastSuffixBalance: Version = [5, 12, 54];

/** Conditions that came in 2026: older versions ignore them silently (docs/invoice-ninja-api.md §1). */
export const recentConditions: ReadonlySet<keyof ClientQuery> = new Set([
  'createdBetween',
  'updatedBetween',
  'vatNumber',
  'groups',
  'countries',
  'industries',
  'sizes',
  'classifications',
  'customValues',
  'assignedUsers',
  'tags',
] as const);

/** Sort columns that came in 2026. */
export const recentSortColumns: ReadonlySet<string> = new Set(['contacts', 'contact_email']);

/** Whether the version has to be known before this query can be built with certainty. */
export function needsVersion(query: ClientQuery): boolean {
  const { balance, createdAt, updatedAt } = query;
  const compared = [createdAt, updatedAt].some((filter) => filter !== undefined && filter.is !== 'gte');
  const recentSort = recentSortColumns.has(query.sort?.column ?? '');
  const tags = query.include?.includes('tags') ?? false;
  return (
    balance !== undefined ||
    compared ||
    recentSort ||
    tags ||
    [...recentConditions].some((key) => query[key] !== undefined)
  );
}

/**
 * The value of `include`, without what a version lacks: callers treat a missing detail as unknown. No version accepts
 * `locations`; servers that have locations always embed them (docs/invoice-ninja-api.md §5.2).
 */
export function includesFor(include: readonly ClientInclude[] | undefined, recent: Support): string {
  const usable = (name: ClientInclude) => name !== 'locations' && (name !== 'tags' || recent === 'yes');
  return [...new Set(include ?? [])].filter(usable).join(',');
}

/** Whether a version has what came in 2026. */
export function isRecent(serverVersion: string | undefined): Support {
  return isRecentVersion(parseVersion(serverVersion));
}

/** As `isRecent`, of a parsed version. */
export function isRecentVersion(version: Version | undefined): Support {
  return supportIn(version, lastOld, firstNew);
}

/** Whether `balance` is written `gt:1000`; older versions read `1000:gt`. */
export function comparisonFirst(version: Version | undefined): Support {
  return supportIn(version, lastSuffixBalance, firstNew);
}
