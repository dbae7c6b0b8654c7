import type { Clock } from './clock';
import type { Dialect } from './dialect';
import type { FileStore } from './store/fileStore';
import type { ListCache } from './listing/listCache';
import type { PasswordMemory } from './access/passwordMemory';
import type { Store } from './store/store';
import type { Throttle } from './access/throttle';

/** Everything that routes work with. One object per server; a reset replaces `store` and `lists`. */
export interface Backend {
  store: Store;
  lists: ListCache;
  readonly dialect: Dialect;
  readonly clock: Clock;
  readonly files: FileStore;
  readonly passwords: PasswordMemory;
  readonly throttle: Throttle;
}
