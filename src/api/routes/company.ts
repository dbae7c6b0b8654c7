import type { CallOptions } from '../api';
import type { CallName } from '../callEffects';
import type { Caller } from '../calls/caller';
import {
  asNumber,
  asText,
  dataOf,
  toActivity,
  toCompany,
  toGroup,
  toPage,
  toStatics,
  toUser,
} from './answers';
import { isApiError } from '../errors';
import { PageWatch } from '../query/pageWatch';
import { requireOfClient } from './identity';
import { ShapeError } from './shapeError';
import { requireId } from './requireId';
import { isRecord } from '../json';
import type { Activity, Company, Group, Id, RelatedKind, Statics, User } from '../types';

const rowsPerPage = 1000;
/** Far more than any installation needs. Ends the loop on a server that counts wrongly. */
const maxPages = 50;

/** Routes around the company: connection test, lookup tables, groups, users, history, counts. */
export class CompanyRoutes {
  private cachedStatics: Statics | undefined;

  constructor(private readonly caller: Caller) {}

  ping(options: CallOptions = {}): Promise<{ companyName: string; userName: string }> {
    return this.caller.json(read('ping', '/ping'), options, (body) => {
      if (!isRecord(body) || typeof body.company_name !== 'string') throw new ShapeError('This is no ping.');
      return { companyName: body.company_name, userName: asText(body.user_name) };
    });
  }

  /** Requested once; the tables only change with the server's version. */
  async statics(options: CallOptions = {}): Promise<Statics> {
    this.cachedStatics ??= await this.caller.json(read('statics', '/statics'), options, toStatics);
    return this.cachedStatics;
  }

  currentCompany(options: CallOptions = {}): Promise<Company> {
    const call = { ...read('currentCompany', '/companies/current'), method: 'POST' } as const;
    return this.caller.json(call, options, (body) => toCompany(dataOf(body)));
  }

  activities(clientId: Id, options: CallOptions = {}): Promise<Activity[]> {
    const json = { entity: 'client', entity_id: requireId(clientId) };
    const call = { ...read('activities', '/activities/entity'), method: 'POST', json } as const;
    return this.caller.json(call, options, (body) => {
      const { rows } = toPage(body, toActivity);
      requireOfClient(rows, clientId);
      return rows;
    });
  }

  groups(options: CallOptions = {}): Promise<Group[]> {
    return this.all('groups', '/group_settings', options, toGroup);
  }

  users(options: CallOptions = {}): Promise<User[]> {
    return this.all('users', '/users', options, toUser);
  }

  /** Also undefined if the answer shows that the server did not filter by client. */
  async relatedCount(
    clientId: Id,
    kind: RelatedKind,
    options: CallOptions = {},
  ): Promise<number | undefined> {
    const id = requireId(clientId);
    const call = read('relatedCount', `/${kind}`, `?client_id=${id}&per_page=1`);
    try {
      return await this.caller.json(call, options, (body) => {
        const { rows, pagination } = toPage(body, (row) => row);
        const foreign = rows.some(
          (row) => isRecord(row) && row.client_id !== undefined && row.client_id !== id,
        );
        return foreign ? undefined : asNumber(pagination.total);
      });
    } catch (error) {
      if (isApiError(error, 'noPermission') || isApiError(error, 'unsupported')) return undefined;
      throw error;
    }
  }

  private async all<T extends { id: Id }>(
    name: CallName,
    path: string,
    options: CallOptions,
    toRow: (value: unknown) => T,
  ): Promise<T[]> {
    const rows: T[] = [];
    const watch = new PageWatch();
    for (let page = 1; page <= maxPages; page++) {
      const call = read(name, path, `?sort=id%7Casc&per_page=${rowsPerPage}&page=${page}`);
      const answer = await this.caller.json(call, options, (body) => toPage(body, toRow));
      rows.push(...watch.newRows(page, answer));
      if (page >= answer.pagination.totalPages || answer.rows.length === 0) break;
    }
    return rows;
  }
}

function read(name: CallName, path: string, query = '') {
  return { name, method: 'GET', route: path, path, query } as const;
}
