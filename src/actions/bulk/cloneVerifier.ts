import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';
import { newestClients, newestFirst } from '../../session/writes/newestClients';

/** So many clients are remembered: one of them is there afterwards, should others be purged. */
const remembered = 200;

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
  const known = await session.list({ ...newestFirst, perPage: remembered });
  const before = new Set(known.rows.map(({ id }) => id));
  const counted = new Set<Id>();
  /** What is newer than the clients of before, as far as it is not counted as a copy yet. */
  const readNewer = async () => {
    const newer: Client[] = [];
    for await (const row of newestClients((query) => session.list(query))) {
      if (before.has(row.id)) break;
      if (!counted.has(row.id)) newer.push(row);
    }
    return newer;
  };
  const unverified: Client[] = [];
  return async (originals) => {
    // Where reading fails, the originals wait for the next call, so that no copy is taken for that of a later original.
    unverified.push(...originals);
    const newClients = await readNewer();
    const copied = new Set<Id>();
    for (const original of unverified.splice(0)) {
      const at = newClients.findIndex(({ name }) => name.startsWith(`${original.name} clone`));
      if (at === -1) continue;
      copied.add(original.id);
      for (const { id } of newClients.splice(at, 1)) counted.add(id);
    }
    return copied;
  };
}
