import type { CallOptions } from '../../api/api';
import type { ClientQuery } from '../../api/query/clientQuery';
import { isApiError, type ApiError } from '../../api/errors';
import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';

/** Clients as the server has them now. */
export interface ClientsNow {
  readonly found: Map<Id, Client>;
  /** The server no longer has these. */
  readonly missing: Set<Id>;
  /** This user may not see these. */
  readonly hidden: Map<Id, ApiError>;
}

/** Up to so many clients are read one by one; more in pages of all clients, while that costs less. */
const fewClients = 50;
const rowsPerPage = 1000;
/** A page costs the server and the way there as much as so many clients read one by one, or more. */
const clientsPerPage = 3;

/** Reads clients whatever their state. Fails only where nothing can be said, e.g. without a connection. */
export async function readClients(
  session: Pick<Session, 'get' | 'walk'>,
  ids: readonly Id[],
  options: CallOptions = {},
): Promise<ClientsNow> {
  const now: ClientsNow = { found: new Map(), missing: new Set(), hidden: new Map() };
  const wanted = new Set(ids);
  if (wanted.size > fewClients) {
    const everything = { status: ['active', 'archived', 'deleted'] } satisfies ClientQuery;
    const all = session.walk(everything, { ...options, pageSize: rowsPerPage });
    for await (const { rows, seen, total } of all) {
      for (const row of rows) if (wanted.delete(row.id)) now.found.set(row.id, row);
      // The first page tells how large the company is: a hundred of 200,000 clients are not worth 200 pages.
      const pagesLeft = Math.ceil((total - seen) / rowsPerPage);
      if (wanted.size === 0 || pagesLeft * clientsPerPage > wanted.size) break;
    }
  }
  // What the pages did not show may have moved between them: only its own request tells that it is gone.
  await Promise.all([...wanted].map((id) => readOne(session, id, now, options)));
  return now;
}

async function readOne(
  session: Pick<Session, 'get'>,
  id: Id,
  now: ClientsNow,
  options: CallOptions,
): Promise<void> {
  try {
    now.found.set(id, await session.get(id, options));
  } catch (error) {
    if (isApiError(error, 'notFound')) now.missing.add(id);
    else if (isApiError(error, 'noPermission')) now.hidden.set(id, error);
    else throw error;
  }
}
