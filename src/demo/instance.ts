import type { RequestListener } from 'node:http';
import { App } from './app';
import type { Backend } from './backend';
import { Clock } from './clock';
import type { ControlTarget } from './control/control';
import { DIALECTS } from './dialect';
import { Faults } from './control/faults';
import { FileStore } from './store/fileStore';
import { requestListener } from './httpServer';
import { ListCache } from './listing/listCache';
import type { DemoOptions, DemoServer } from './options';
import { PasswordMemory } from './access/passwordMemory';
import { Persistence } from './store/persistence';
import type { Fields } from './php';
import { randomKey } from './randomKey';
import type { UserRow } from './store/rows';
import { RequestLog } from './control/requestLog';
import { lazySampleRows, sampleStore } from './sample/sampleStore';
import { storeFromSeed } from './store/seed';
import { Store } from './store/store';
import { Throttle } from './access/throttle';

const MIN_CLIENTS = 10;
const MAX_CLIENTS = 200_000;

/** A demo server without its socket. */
export interface DemoInstance extends Omit<DemoServer, 'url' | 'close'> {
  readonly listener: RequestListener;
  /** Writes the state and removes temporary files, once no request is left. */
  readonly end: () => void;
}

/** Makes or loads the data, and what answers requests about it. Throws if an option is out of range. */
export function makeDemo(options: DemoOptions): DemoInstance {
  const clients = options.clients ?? 200;
  if (!Number.isInteger(clients) || clients < MIN_CLIENTS || clients > MAX_CLIENTS) {
    throw new RangeError(`The sample data can have ${MIN_CLIENTS} to ${MAX_CLIENTS} clients.`);
  }
  const files = new FileStore(options.dataDir);
  const users = sampleUsers(options);
  const initialStore = (): Store => {
    const store = options.seed
      ? storeFromSeed(options.seed as Fields)
      : sampleStore({ clients, users }, files);
    return applySecrets(store, options);
  };
  const persistence =
    options.dataDir === undefined ? undefined : new Persistence(options.dataDir, files, options.mayWrite);
  const stored = persistence?.load(options.seed ? undefined : lazySampleRows);
  const backend = makeBackend(stored ? applySecrets(stored, options) : initialStore(), files, options);
  persistence?.watch(() => backend.store);

  const faults = new Faults();
  const requests = new RequestLog();
  const controlled: ControlTarget = {
    backend,
    faults,
    requests,
    reset: () => {
      faults.clear();
      requests.clear();
      backend.clock.reset();
      backend.passwords.forgetAll();
      backend.throttle.clear();
      files.clear();
      // Drops the old state first, so that two large ones are never in memory together.
      backend.store = new Store(backend.store.company);
      backend.lists = new ListCache(backend.store, backend.dialect, backend.clock);
      backend.store = initialStore();
      backend.lists = new ListCache(backend.store, backend.dialect, backend.clock);
      persistence?.watch(() => backend.store);
    },
  };
  const log = options.log ?? (() => undefined);
  const [admin, viewer] = backend.store.users.all();
  return {
    listener: requestListener({
      app: new App(backend, log),
      control: options.control ? controlled : undefined,
      latency: options.latency ?? 0,
      beforeAnswer: options.mayWrite === undefined ? undefined : () => persistence?.flushChanges(),
      log,
    }),
    token: admin?.token ?? '',
    password: admin?.password ?? '',
    viewerToken: viewer?.token ?? '',
    end: () => {
      persistence?.flush();
      files.close();
    },
  };
}

function makeBackend(store: Store, files: FileStore, options: DemoOptions): Backend {
  const clock = new Clock();
  const dialect = DIALECTS[options.dialect ?? 'current'];
  return {
    store,
    lists: new ListCache(store, dialect, clock),
    dialect,
    clock,
    files,
    passwords: new PasswordMemory(clock),
    throttle: new Throttle(clock),
  };
}

function sampleUsers(options: DemoOptions): UserRow[] {
  const password = options.password ?? randomKey(12);
  const admin = { id: 1, first_name: 'Jo', last_name: 'Doe', email: 'jo@sample.example' };
  const viewer = { id: 2, first_name: 'View', last_name: 'Only', email: 'viewer@sample.example' };
  const secrets = (token: string): { token: string; password: string } => ({ token, password });
  return [
    { ...admin, ...secrets(options.token ?? randomKey(64)), is_admin: true, is_owner: true, permissions: '' },
    { ...viewer, ...secrets(randomKey(64)), is_admin: false, is_owner: false, permissions: 'view_client' },
  ];
}

/** The token and password of the options replace those of the seed or the stored state. */
function applySecrets(store: Store, options: DemoOptions): Store {
  const admin = store.users.all()[0];
  if (admin && options.token !== undefined) admin.token = options.token;
  if (admin && options.password !== undefined) admin.password = options.password;
  return store;
}
