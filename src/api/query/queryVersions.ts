// What of a query which version of the server understands.
import type { ClientInclude, ClientQuery } from './clientQuery';
import { supportIn, parseVersion, type Support, type Version } from '../version';

/** Newest version whose complete source was read and lacks the filters of 2026 (reference §0 [S]). */
const lastOld: Version = [5, 11, 39];
/** From here on single files and the official apps prove them (reference §0 [S26], [F2]). */
const firstNew: Version = [5, 13, 40];
/** Newest version documented before the syntax of `balance` changed on 12 May 2026 (reference §1.9, §15). */
const lastSuffixBalance: Version = [5, 12, 54];

/** Conditions that came in 2026: older versions ignore them silently (reference §1.9). */
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

/** Columns that came in 2026. */
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
 * What to ask to be embedded. Details that a version lacks are left out: their absence means "unknown" to callers.
 * `locations` is no name that any version accepts; servers that know locations always embed them (reference §5.2).
 */
export function includesFor(include: readonly ClientInclude[] | undefined, recent: Support): string {
  const usable = (name: ClientInclude) => name !== 'locations' && (name !== 'tags' || recent === 'yes');
  return [...new Set(include ?? [])].filter(usable).join(',');
}

/** Whether a version has what came in 2026. */
export function isRecent(serverVersion: string | undefined): Support {
  return isRecentVersion(parseVersion(serverVersion));
}

/** As `isRecent`, of a version that was read already. */
export function isRecentVersion(version: Version | undefined): Support {
  return supportIn(version, lastOld, firstNew);
}

/** Whether `balance` is written `gt:1000`; older versions read `1000:gt`. */
export function comparisonFirst(version: Version | undefined): Support {
  return supportIn(version, lastSuffixBalance, firstNew);
}
