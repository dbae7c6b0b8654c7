import type { InvoiceNinjaApi } from '../../api/api';
import { isApiError } from '../../api/errors';
import type { Id } from '../../api/types';
import { KeyedQueue } from './keyedQueue';
import type { ClientCache } from '../clientCache';
import type { Permissions } from '../permissions';

type Work<T> = (api: InvoiceNinjaApi) => Promise<T>;

/**
 * The writes of one account: those to the same client one after another, in the order in which they were asked for.
 * What an answer teaches, that a client is gone or that the user may not change it, is noted for everybody.
 */
export class OrderedWrites {
  private readonly queue = new KeyedQueue();

  constructor(
    private readonly api: () => Promise<InvoiceNinjaApi>,
    private readonly known: ClientCache,
    private readonly rights: Permissions,
  ) {}

  /** A write to one client. A record that is missing then is the client. */
  toClient<T>(id: Id, work: Work<T>): Promise<T> {
    return this.queue.run(id, async () => {
      try {
        const value = await work(await this.api());
        this.rights.learn([], [id]);
        return value;
      } catch (error) {
        if (isApiError(error, 'notFound')) this.known.missing(id, 'write');
        if (isApiError(error, 'noPermission')) this.rights.learn([id], []);
        throw error;
      }
    });
  }

  /** A write beside a client: to one of its documents, or of one that has no id yet. Nothing is learnt of the key. */
  keyed<T>(key: string, work: Work<T>): Promise<T> {
    return this.queue.run(key, async () => work(await this.api()));
  }

  /** One write to many clients, after every earlier one to any of them. */
  toAll<T>(ids: readonly Id[], work: Work<T>): Promise<T> {
    return this.queue.runAll(ids, async () => work(await this.api()));
  }

  /**
   * What cannot be taken back, which the server allows administrators alone. `first` runs in its turn, after every earlier
   * write; where it fails nothing is sent, and nothing is learnt of what this user may do.
   */
  purgeOrMerge<T>(ids: readonly Id[], work: Work<T>, first?: () => Promise<void>): Promise<T> {
    return this.queue.runAll(ids, async () => {
      await first?.();
      try {
        const value = await work(await this.api());
        this.rights.learnPurgeAndMerge(true);
        return value;
      } catch (error) {
        const [only] = ids;
        if (ids.length === 1 && only !== undefined && isApiError(error, 'notFound'))
          this.known.missing(only, 'write');
        if (isApiError(error, 'noPermission')) this.rights.learnPurgeAndMerge(false);
        throw error;
      }
    });
  }
}
