import type { Clock } from './clock';
import type { Dialect } from './dialect';
import type { Files } from './store/files';
import type { ListCache } from './listing/listing';
import type { PasswordMemory } from './operations/password';
import type { Store } from './store/store';
import type { Throttle } from './http/throttle';

/** What a route works on. One object per server; `reset` replaces the store. */
export interface Backend {
  store: Store;
  lists: ListCache;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly files: Files;
  readonly passwords: PasswordMemory;
  readonly throttle: Throttle;
}
