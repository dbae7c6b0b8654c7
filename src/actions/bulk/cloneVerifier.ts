import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';

/** Newest clients looked at; copies of one request are fewer. */
const rows = 200;

/**
 * The server's answer to “clone” lists the originals and proves nothing. Copies are newer than every client before and
 * are named after their original: this finds the originals that have one.
 */
export async function copyWatch(
  session: Pick<Session, 'list'>,
): Promise<(rows: readonly Client[]) => Promise<Set<Id>>> {
  const newest = async () => {
    const sort = { column: 'id', direction: 'desc' } as const;
    return (await session.list({ status: ['active', 'archived', 'deleted'], sort, perPage: rows })).rows;
  };
  const old = new Set((await newest()).map(({ id }) => id));
  const open: Client[] = [];
  return async (originals) => {
    // Where the list cannot be had, the next call counts their copies first: none is taken for one of its own.
    open.push(...originals);
    const fresh = (await newest()).filter(({ id }) => !old.has(id));
    const copied = new Set<Id>();
    for (const original of open.splice(0)) {
      const at = fresh.findIndex(({ name }) => name.startsWith(`${original.name} clone`));
      if (at === -1) continue;
      copied.add(original.id);
      for (const { id } of fresh.splice(at, 1)) old.add(id);
    }
    return copied;
  };
}
