import * as l10n from '@vscode/l10n';
import type { BulkRequest, CallOptions, Password, UpdateResult } from '../api';
import { buildQuery, type BuiltQuery } from '../query/buildQuery';
import type { Caller } from '../calls/caller';
import { clientOf, dataOf, toClient, toPage } from './answers';
import { requireAmong } from './identity';
import { ShapeError } from './shapeError';
import type { ClientInclude, ClientQuery } from '../query/clientQuery';
import { ApiError, isApiError } from '../errors';
import { requireId } from './requireId';
import { isRecord, parseList } from '../json';
import { includesFor, isRecent, needsVersion, recentConditions } from '../query/queryVersions';
import { confirmUpdate } from './readBack';
import type { Client, ClientBody, Id, Page } from '../types';

/** Maximum number of rows in a list or a bulk reply (docs/invoice-ninja-api.md §5.1). */
const maxRows = 5000;

/** The `/clients` routes. */
export class ClientRoutes {
  constructor(
    private readonly caller: Caller,
    private readonly learnVersion: (options: CallOptions) => Promise<unknown>,
  ) {}

  /** One page. Throws `unsupported` if the server does not support the query, or if rows show that it ignored a condition. */
  async list(query: ClientQuery, options: CallOptions = {}): Promise<Page<Client>> {
    return (await this.fetchPage(query, options))();
  }

  /** Fetches a page. The result converts it and throws like `list`. */
  async fetchPage(query: ClientQuery, options: CallOptions = {}): Promise<() => Page<Client>> {
    const { search, checks } = await this.build(query, options);
    const route = '/clients';
    const call = { name: 'listClients', method: 'GET', route, path: route, query: search } as const;
    const read = (body: unknown) => {
      const page = toPage(body, toClient);
      if (checks.length > 0 && !page.rows.every((row) => checks.every((check) => check(row)))) {
        throw new ApiError(
          'unsupported',
          l10n.t('This version of Invoice Ninja ignores one of the conditions.'),
        );
      }
      return page;
    };
    return this.caller.reader(await this.caller.answer(call, options), call, read, parseList);
  }

  get(id: Id, options: CallOptions & { include?: ClientInclude[] } = {}): Promise<Client> {
    const path = `/clients/${requireId(id)}`;
    const include = includesFor(options.include, isRecent(this.caller.serverVersion));
    const query = include === '' ? '' : `?include=${encodeURIComponent(include)}`;
    const call = { name: 'getClient', method: 'GET', route: '/clients/{id}', path, query } as const;
    return this.caller.json(call, options, clientOf(id));
  }

  blank(options: CallOptions = {}): Promise<Client> {
    const call = {
      name: 'blankClient',
      method: 'GET',
      route: '/clients/create',
      path: '/clients/create',
    } as const;
    return this.caller.json(call, options, (body) => toClient(dataOf(body), { blank: true }));
  }

  create(body: ClientBody, options: CallOptions = {}): Promise<Client> {
    const json = bodyToSend(body);
    const call = { name: 'createClient', method: 'POST', route: '/clients', path: '/clients', json } as const;
    return this.caller.json(call, options, (answer) => toClient(dataOf(answer)));
  }

  async update(id: Id, body: ClientBody, options: CallOptions = {}): Promise<UpdateResult> {
    const json = bodyToSend(body);
    if (!isRecord(json.settings)) {
      // Without settings the server sets {currency_id} and loses all others (docs/invoice-ninja-api.md §1).
      throw new ApiError(
        'unsupported',
        l10n.t('A client is saved with all of its settings, or the server would reset them.'),
      );
    }
    const path = `/clients/${requireId(id)}`;
    const call = { name: 'updateClient', method: 'PUT', route: '/clients/{id}', path, json } as const;
    const began = this.caller.clock.now();
    try {
      return { client: await this.caller.json(call, options, clientOf(id)), confirmedBy: 'answer' };
    } catch (error) {
      return await confirmUpdate(error, json, began, this.caller, id, options);
    }
  }

  async bulk(request: BulkRequest, options: CallOptions = {}): Promise<Client[]> {
    const ids = [...new Set(request.ids.map(requireId))];
    if (ids.length === 0) return [];
    if (ids.length > maxRows) {
      throw new ApiError('unsupported', l10n.t('At most {0} clients can be changed at once.', maxRows));
    }
    if (request.action === 'clone' && isRecent(this.caller.serverVersion) === 'no') {
      throw new ApiError('unsupported', l10n.t('This version of Invoice Ninja cannot copy clients.'));
    }
    const json = { ...bulkExtras(request), action: request.action, ids };
    const query = `?per_page=${ids.length}`;
    const call = {
      name: 'bulkClients',
      method: 'POST',
      route: '/clients/bulk',
      path: '/clients/bulk',
      query,
      json,
    } as const;
    const read = (body: unknown) => requireAmong(toPage(body, toClient).rows, ids);
    return this.caller.reader(await this.caller.answer(call, options), call, read, parseList)();
  }

  purge(id: Id, password: Password, options: CallOptions = {}): Promise<void> {
    const path = `/clients/${requireId(id)}/purge`;
    const call = {
      name: 'purgeClient',
      method: 'POST',
      route: '/clients/{id}/purge',
      path,
      ...withPassword(password),
    } as const;
    return this.caller.json(call, options, expectRecord);
  }

  merge(survivor: Id, loser: Id, password: Password, options: CallOptions = {}): Promise<Client> {
    const path = `/clients/${requireId(survivor)}/${requireId(loser)}/merge`;
    if (survivor === loser)
      throw new ApiError('validation', l10n.t('A client cannot be merged with itself.'));
    const route = '/clients/{id}/{id}/merge';
    return this.caller.json(
      { name: 'mergeClients', method: 'POST', route, path, ...withPassword(password) },
      options,
      clientOf(survivor),
    );
  }

  /** Whether the server's version certainly lacks a condition. */
  isUnsupported(condition: keyof ClientQuery): boolean {
    return recentConditions.has(condition) && isRecent(this.caller.serverVersion) === 'no';
  }

  /** Why the server's version, as far as it is known, cannot answer a query. */
  whyUnsupported(query: ClientQuery): ApiError | undefined {
    try {
      buildQuery(query, this.caller.serverVersion);
      return undefined;
    } catch (error) {
      if (isApiError(error, 'unsupported')) return error;
      throw error;
    }
  }

  private async build(query: ClientQuery, options: CallOptions): Promise<BuiltQuery> {
    if (this.caller.serverVersion === undefined && needsVersion(query)) await this.learnVersion(options);
    return buildQuery(query, this.caller.serverVersion);
  }
}

/** Without a password the server relies on one that it remembers; an empty one it would reject in any case. */
export function withPassword(password: Password): { password?: string } {
  return password === undefined || password === '' ? {} : { password };
}

/** Accepts any record, e.g. `{"message":"Success"}`. */
export function expectRecord(body: unknown): void {
  if (!isRecord(body)) throw new ShapeError('The answer is not a record.');
}

/** Never sends `documents`: old servers then save nothing and report success (docs/invoice-ninja-api.md §1). */
function bodyToSend(body: ClientBody): Record<string, unknown> {
  if (!isRecord(body)) throw new ApiError('unsupported', l10n.t('A client is saved as one record.'));
  return Object.fromEntries(
    Object.entries(body).filter(([key]) => key !== 'documents' && key !== '__proto__'),
  );
}

function bulkExtras(request: BulkRequest): Record<string, string> {
  switch (request.action) {
    case 'assign_group':
      return { group_settings_id: requireId(request.groupId) };
    case 'bulk_update':
      return { column: request.column, new_value: request.value };
    case 'archive':
    case 'restore':
    case 'delete':
    case 'clone':
      return {};
  }
}
