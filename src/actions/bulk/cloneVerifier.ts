import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';

/** How many of the newest clients are looked at. One request makes at most 100 copies. */
const newestClients = 200;

/**
 * Finds out which clients were copied. The server answers “clone” with the originals, which prove nothing; but a
 * copy is newer than every client before it, and its name begins with that of its original and “clone”.
 *
 * Call it before the first request: it remembers which clients exist. The function that it returns takes the
 * originals of one request and returns the ids of those that have a copy; it throws where the list cannot be read.
 */
export async function cloneVerifier(
  session: Pick<Session, 'list'>,
): Promise<(originals: readonly Client[]) => Promise<Set<Id>>> {
  const readNewest = async () => {
    const sort = { column: 'id', direction: 'desc' } as const;
    const page = await session.list({
      status: ['active', 'archived', 'deleted'],
      sort,
      perPage: newestClients,
    });
    return page.rows;
  };
  const knownIds = new Set((await readNewest()).map(({ id }) => id));
  const unverified: Client[] = [];
  return async (originals) => {
    // Where reading fails, the originals wait for the next call, so that no copy is taken for that of a later original.
    unverified.push(...originals);
    const newClients = (await readNewest()).filter(({ id }) => !knownIds.has(id));
    const copied = new Set<Id>();
    for (const original of unverified.splice(0)) {
      const at = newClients.findIndex(({ name }) => name.startsWith(`${original.name} clone`));
      if (at === -1) continue;
      copied.add(original.id);
      for (const { id } of newClients.splice(at, 1)) knownIds.add(id);
    }
    return copied;
  };
}
