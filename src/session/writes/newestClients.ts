import type { CallOptions } from '../../api/api';
import type { ClientQuery } from '../../api/query/clientQuery';
import { PageWatch } from '../../api/query/pageWatch';
import type { Client, Page } from '../../api/types';

/** Reads one page of a query, as `Session.list` does. */
export type ListClients = (query: ClientQuery, options?: CallOptions) => Promise<Page<Client>>;

/** Clients in all states, the newest first: ids count up. */
export const newestFirst = {
  status: ['active', 'archived', 'deleted'],
  sort: { column: 'id', direction: 'desc' },
} satisfies ClientQuery;

const rowsPerPage = 100;
const maxPages = 50;

/**
 * Clients in all states, the newest first, page after page as far as they are asked for, at most 5,000. To find what was
 * created lately: no clock says that, as those of two machines differ.
 */
export async function* newestClients(list: ListClients, options?: CallOptions): AsyncGenerator<Client> {
  const watch = new PageWatch();
  for (let page = 1; page <= maxPages; page++) {
    const answer = await list({ ...newestFirst, perPage: rowsPerPage, page }, options);
    yield* watch.newRows(page, answer);
    if (answer.rows.length === 0 || page * rowsPerPage >= answer.pagination.total) return;
  }
}
