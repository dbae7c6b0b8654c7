import type { CallOptions } from '../../api/api';
import { isApiError } from '../../api/errors';
import { isRecent } from '../../api/query/queryVersions';
import { relatedKinds, type Client, type Id, type RelatedKind } from '../../api/types';
import type { Support } from '../../api/version';
import type { Session } from '../../session/session';

/**
 * How many related records of a kind there are. `unseen`: this user may not read them. `noneSeen`: the server
 * listed none, which may also mean that this user may not read them.
 */
export type Count = number | 'unseen' | 'noneSeen';

/** A client before a purge or a merge, with the counts of its related records. */
export interface ClientOverview {
  readonly client: Client;
  readonly counts: ReadonlyMap<RelatedKind, Count>;
  /** Whether the server is of 2026 or later, which decides what a merge moves (docs/invoice-ninja-api.md §8.4). */
  readonly recentServer: Support;
}

/** Reads a client and counts its related records. Throws where the client cannot be read, or when it is canceled. */
export async function readOverview(
  session: Session,
  id: Id,
  options: CallOptions = {},
): Promise<ClientOverview> {
  const client = await session.get(id, options);
  const api = await session.api();
  const [seesAll, ...counts] = await Promise.all([
    seesEverything(session),
    ...relatedKinds.map((kind) =>
      api.relatedCount(id, kind, options).catch((error: unknown) => {
        if (isApiError(error, 'canceled')) throw error;
        return undefined;
      }),
    ),
  ]);
  const entries = relatedKinds.map((kind, at) => [kind, countOf(counts[at], seesAll)] as const);
  return { client, counts: new Map(entries), recentServer: isRecent(api.serverVersion) };
}

function countOf(count: number | undefined, seesAll: boolean): Count {
  if (count === undefined) return 'unseen';
  return count === 0 && !seesAll ? 'noneSeen' : count;
}

/**
 * A user without permission to read invoices and the like gets empty lists and no error. Only administrators can
 * list other users: if this user can, an empty list really means none.
 */
async function seesEverything(session: Session): Promise<boolean> {
  try {
    return (await session.companyData.lookup('user')).length > 1;
  } catch {
    return false;
  }
}
