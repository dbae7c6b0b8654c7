import type { ClientQuery } from '../../api/query/clientQuery';
import { PageWatch } from '../../api/query/pageWatch';
import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';

/** The newest clients in all states, the newest first: ids count up. */
const newestFirst = {
  status: ['active', 'archived', 'deleted'],
  sort: { column: 'id', direction: 'desc' },
  perPage: 200,
} satisfies ClientQuery;
/** One request makes at most 100 copies; the rest is room for what others create at the same time. */
const maxPages = 50;

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
  const before = new Set((await session.list(newestFirst)).rows.map(({ id }) => id));
  const counted = new Set<Id>();
  /** What is newer than the newest clients of before, as far as it is not counted as a copy yet. */
  const readNewer = async () => {
    const newer: Client[] = [];
    const watch = new PageWatch();
    for (let page = 1; page <= maxPages; page++) {
      const answer = await session.list({ ...newestFirst, page });
      for (const row of watch.newRows(page, answer)) {
        if (before.has(row.id)) return newer;
        if (!counted.has(row.id)) newer.push(row);
      }
      if (answer.rows.length === 0 || watch.rows >= answer.pagination.total) break;
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
