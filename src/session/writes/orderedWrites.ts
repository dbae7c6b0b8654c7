import type { InvoiceNinjaApi } from '../../api/api';
import { isApiError } from '../../api/errors';
import type { Id } from '../../api/types';
import { KeyedQueue } from './keyedQueue';
import type { ClientCache } from '../clientCache';
import type { Permissions } from '../permissions';

type Work<T> = (api: InvoiceNinjaApi) => Promise<T>;

/**
 * The writes of one account. Writes to the same client run one after another, in the order of the calls. What an answer
 * says beyond its write goes into the cache and the permissions: that a client is gone, or that the user may not change it.
 * A write that fails may have been done all the same: the cache takes note of it here, of the others where it learns the
 * result.
 */
export class OrderedWrites {
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly api: () => Promise<InvoiceNinjaApi>,
    private readonly cache: ClientCache,
    private readonly permissions: Permissions,
  ) {}

  /** A write to one client. If the server answers that the record does not exist, it is the client. */
  toClient<T>(id: Id, work: Work<T>): Promise<T> {
    return this.queue.run(id, async () => {
      try {
        const value = await work(await this.api());
        this.permissions.learnChanges([], [id]);
        return value;
      } catch (error) {
        this.cache.noteWrite([id]);
        if (isApiError(error, 'notFound')) this.cache.removeMissing(id, 'write');
        if (isApiError(error, 'noPermission')) this.permissions.learnChanges([id], []);
        throw error;
      }
    });
  }

  /** A creation: a write to no client yet. `key` only sets the order. */
  keyed<T>(key: string, work: Work<T>): Promise<T> {
    return this.queue.run(key, async () => work(await this.api()));
  }

  /** One write to many clients, after every earlier one to any of them. */
  toAll<T>(ids: readonly Id[], work: Work<T>): Promise<T> {
    return this.queue.runAll(ids, async () => {
      try {
        return await work(await this.api());
      } catch (error) {
        this.cache.noteWrite(ids);
        throw error;
      }
    });
  }

  /**
   * A purge or merge, which the server only allows administrators. `beforeSending` runs after every earlier write to these
   * clients; if it fails, nothing is sent.
   */
  purgeOrMerge<T>(ids: readonly Id[], work: Work<T>, beforeSending?: () => Promise<void>): Promise<T> {
    return this.queue.runAll(ids, async () => {
      await beforeSending?.();
      try {
        const value = await work(await this.api());
        this.permissions.learnPurgeAndMerge(true);
        return value;
      } catch (error) {
        this.cache.noteWrite(ids);
        const [only] = ids;
        if (ids.length === 1 && only !== undefined && isApiError(error, 'notFound'))
          this.cache.removeMissing(only, 'write');
        if (isApiError(error, 'noPermission')) this.permissions.learnPurgeAndMerge(false);
        throw error;
      }
    });
  }
}
