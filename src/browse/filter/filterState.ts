import * as vscode from 'vscode';
import type { ClientQuery } from '../../api/query/clientQuery';

/** What the user wants to see, and the names of the ids in it, so that showing it needs no request. */
export interface Filter {
  readonly query: ClientQuery;
  readonly names: Readonly<Record<string, string>>;
}

/** A filter saved under a name. */
export interface SavedQuery extends Filter {
  readonly name: string;
}

/** The filter that lists what an account shows at first. */
export const noFilter: Filter = { query: {}, names: {} };

/** Active and archived clients by name. Always sent: without a state the server includes deleted clients. */
const defaults: ClientQuery = { status: ['active', 'archived'], sort: { column: 'name', direction: 'asc' } };

/** The query that is sent for a filter. */
export function listQuery({ query }: Filter): ClientQuery {
  const { status, ...rest } = { ...defaults, ...query };
  // With the server's own switch for deleted clients no states are sent, unless the user chose some.
  return query.isDeleted === undefined || query.status !== undefined ? { status, ...rest } : rest;
}

/** True for a filter without conditions. */
export function isEmptyFilter({ query }: Filter): boolean {
  return Object.keys(query).length === 0;
}

const filterKey = (accountId: string) => `filter:${accountId}`;
const savedKey = (accountId: string) => `queries:${accountId}`;

/** The filter and the saved queries of each account, kept across reloads. */
export class FilterStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<{ accountId: string; what: 'filter' | 'saved' }>();

  readonly onDidChange = this.changed.event;

  constructor(private readonly state: vscode.Memento) {}

  filter(accountId: string): Filter {
    return asFilter(this.state.get(filterKey(accountId))) ?? noFilter;
  }

  async setFilter(accountId: string, filter: Filter): Promise<void> {
    await this.state.update(filterKey(accountId), isEmptyFilter(filter) ? undefined : filter);
    this.changed.fire({ accountId, what: 'filter' });
  }

  saved(accountId: string): readonly SavedQuery[] {
    const stored: unknown = this.state.get(savedKey(accountId));
    return Array.isArray(stored) ? stored.filter(isSavedQuery) : [];
  }

  /** Adds a query, or replaces the one of that name. */
  async save(accountId: string, query: SavedQuery): Promise<void> {
    const others = this.saved(accountId).filter(({ name }) => name !== query.name);
    const all = [...others, query].sort((a, b) => a.name.localeCompare(b.name));
    await this.state.update(savedKey(accountId), all);
    this.changed.fire({ accountId, what: 'saved' });
  }

  async forget(accountId: string, name: string): Promise<void> {
    const others = this.saved(accountId).filter((query) => query.name !== name);
    await this.state.update(savedKey(accountId), others.length > 0 ? others : undefined);
    this.changed.fire({ accountId, what: 'saved' });
  }

  dispose(): void {
    this.changed.dispose();
  }
}

/** Stored filters may come from an older version. Whether the query is valid is checked when it is sent. */
function asFilter(value: unknown): Filter | undefined {
  if (!isObject(value) || !isObject(value.query) || !isObject(value.names)) return undefined;
  return value as unknown as Filter;
}

function isSavedQuery(value: unknown): value is SavedQuery {
  return asFilter(value) !== undefined && typeof (value as Record<string, unknown>).name === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
