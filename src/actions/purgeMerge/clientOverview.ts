import type { CallOptions } from '../../api/api';
import { isApiError } from '../../api/errors';
import { isRecent } from '../../api/query/queryVersions';
import { relatedKinds, type Client, type Id, type RelatedKind } from '../../api/types';
import type { Known } from '../../api/version';
import type { Session } from '../../session/session';

/** How many there are; `unseen` where this user may not see them, `noneSeen` where none may mean not allowed. */
export type Count = number | 'unseen' | 'noneSeen';

/** What is known of a client before something final is done to it. */
export interface ClientFacts {
  readonly client: Client;
  readonly counts: ReadonlyMap<RelatedKind, Count>;
  /** Whether its server is one of 2026 or later: what a merge moves depends on it. */
  readonly recentServer: Known;
}

/** Reads a client and counts what belongs to it. */
export async function readFacts(session: Session, id: Id, options: CallOptions = {}): Promise<ClientFacts> {
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
 * To users without the right to see invoices and the like the server answers with empty lists, not with a refusal. Only
 * administrators see other users: whoever does sees everything, and none means none.
 */
async function seesEverything(session: Session): Promise<boolean> {
  try {
    return (await session.lookup('user')).length > 1;
  } catch {
    return false;
  }
}
