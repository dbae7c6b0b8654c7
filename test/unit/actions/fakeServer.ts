import type { BulkRequest, CallOptions, WalkPage } from '../../../src/api/api';
import { ApiError } from '../../../src/api/errors';
import type { Client, Id } from '../../../src/api/types';
import type { BulkSession } from '../../../src/actions/bulk/runBulk';

export type State = 'active' | 'archived' | 'deleted';

/** A record with everything that the actions look at. */
export function clientOf(id: Id, state: State = 'active', more: Partial<Client> = {}): Client {
  const zeros = { balance: 0, paid_to_date: 0, credit_balance: 0, updated_at: 1, created_at: 1 };
  const lifecycle = { is_deleted: state === 'deleted', archived_at: state === 'active' ? 0 : 7 };
  return {
    ...zeros,
    ...lifecycle,
    id,
    name: `Client ${id}`,
    display_name: id,
    number: '1',
    settings: {},
    contacts: [],
    ...more,
  };
}

/** The bulk route by the rules of docs/invoice-ninja-api.md §8, with failures on request. */
export class FakeServer implements BulkSession {
  readonly clients = new Map<Id, Client>();
  readonly requests: BulkRequest[] = [];
  /** Requests that failed are not in `requests`; this counts all. */
  attempts = 0;
  reads = 0;
  /** Clients this user may not change: passed over in silence. */
  readonly locked = new Set<Id>();
  /** Called before each bulk request; may throw, or return an error to throw after the work was done. */
  fault: (attempt: number) => ApiError | undefined = () => undefined;
  private now = 100;

  constructor(states: Record<Id, State>) {
    for (const [id, state] of Object.entries(states)) this.clients.set(id, clientOf(id, state));
  }

  state(id: Id): State | undefined {
    const client = this.clients.get(id);
    if (client === undefined) return undefined;
    return client.is_deleted ? 'deleted' : client.archived_at > 0 ? 'archived' : 'active';
  }

  get(id: Id, options?: CallOptions): Promise<Client> {
    this.reads++;
    if (options?.signal?.aborted) return Promise.reject(new ApiError('canceled', 'Canceled.'));
    const client = this.clients.get(id);
    return client ? Promise.resolve({ ...client }) : Promise.reject(new ApiError('notFound', 'gone'));
  }

  async *walk(): AsyncIterable<WalkPage> {
    const rows = [...this.clients.values()];
    for (let at = 0; at < rows.length; at += 1000) {
      this.reads++;
      const page = rows.slice(at, at + 1000).map((row) => ({ ...row }));
      yield await Promise.resolve({
        rows: page,
        rowsSoFar: at + page.length,
        total: rows.length,
        changedDuringWalk: false,
      });
    }
  }

  async bulk(request: BulkRequest, options: CallOptions): Promise<Client[]> {
    await Promise.resolve();
    this.attempts++;
    if (options.signal?.aborted) throw new ApiError('canceled', 'Canceled.');
    const lost = this.fault(this.attempts);
    if (request.ids.some((id) => !this.clients.has(id))) {
      const fields = [{ path: ['ids'], message: 'The selected ids is invalid.' }];
      throw new ApiError('validation', 'no', { fields });
    }
    this.requests.push(request);
    for (const id of request.ids) if (!this.locked.has(id)) this.act(id, request);
    if (lost) throw lost;
    return request.ids.map((id) => ({ ...this.row(id) }));
  }

  row(id: Id): Client {
    const client = this.clients.get(id);
    if (client === undefined) throw new Error(`no ${id}`);
    return client;
  }

  private act(id: Id, request: BulkRequest): void {
    const client = this.row(id);
    this.now++;
    switch (request.action) {
      case 'archive':
        if (client.archived_at === 0) client.archived_at = this.now;
        break;
      case 'delete':
        if (!client.is_deleted) Object.assign(client, { is_deleted: true, archived_at: this.now });
        break;
      case 'restore':
        Object.assign(client, { is_deleted: false, archived_at: 0 });
        break;
      case 'assign_group':
        client.group_settings_id = request.groupId;
        break;
      case 'bulk_update':
        client[request.column] = request.value;
        break;
      case 'clone':
        this.clients.set(`${id}c`, clientOf(`${id}c`, 'active', { name: `${client.name} clone` }));
    }
  }
}
