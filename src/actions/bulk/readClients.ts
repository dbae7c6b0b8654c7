import type { CallOptions } from '../../api/api';
import { isApiError, type ApiError } from '../../api/errors';
import type { ClientQuery } from '../../api/query/clientQuery';
import type { Client, Id } from '../../api/types';
import type { Session } from '../../session/session';

/** Clients as the server has them now, by id. */
interface CurrentClients {
  readonly found: Map<Id, Client>;
  /** No longer on the server. */
  readonly missing: Set<Id>;
  /** This user may not read them. */
  readonly denied: Map<Id, ApiError>;
}

/** Up to this many clients are read one by one; more in pages of all clients, as long as that costs less. */
const maxSingleReads = 50;
const rowsPerPage = 1000;
/** One page costs about as much as this many single reads. */
const readsPerPage = 3;

/** Reads clients in any state. Throws where nothing can be said of the clients, such as without a connection. */
export async function readClients(
  session: Pick<Session, 'get' | 'walk'>,
  ids: readonly Id[],
  options: CallOptions = {},
): Promise<CurrentClients> {
  const clients: CurrentClients = { found: new Map(), missing: new Set(), denied: new Map() };
  const wanted = new Set(ids);
  if (wanted.size > maxSingleReads) {
    const everything = { status: ['active', 'archived', 'deleted'] } satisfies ClientQuery;
    const pages = session.walk(everything, { ...options, pageSize: rowsPerPage });
    for await (const { rows, rowsSoFar, total } of pages) {
      for (const row of rows) if (wanted.delete(row.id)) clients.found.set(row.id, row);
      // The first page tells how large the company is: a hundred of 200,000 clients are not worth 200 pages.
      const remainingPages = Math.ceil((total - rowsSoFar) / rowsPerPage);
      if (wanted.size === 0 || remainingPages * readsPerPage > wanted.size) break;
    }
  }
  // A client that was on no page may have moved between pages: only a request of its own proves that it is gone.
  await Promise.all([...wanted].map((id) => readOne(session, id, clients, options)));
  return clients;
}

async function readOne(
  session: Pick<Session, 'get'>,
  id: Id,
  clients: CurrentClients,
  options: CallOptions,
): Promise<void> {
  try {
    clients.found.set(id, await session.get(id, options));
  } catch (error) {
    if (isApiError(error, 'notFound')) clients.missing.add(id);
    else if (isApiError(error, 'noPermission')) clients.denied.set(id, error);
    else throw error;
  }
}
