import type { DialectName } from './dialect';

/** Options of `startDemo`; all are optional. */
export interface DemoOptions {
  /** Default: a free port. */
  port?: number;
  /** Number of sample clients, 10 to 200,000. Default 200. */
  clients?: number;
  /** The seed.json of a conformance corpus, as starting state instead of sample data. */
  seed?: object;
  /** Default `current`. */
  dialect?: DialectName;
  /** Enables the control routes for tests under `/__demo/` (control/control.ts). */
  control?: boolean;
  /** API token of the administrator. Default: random, or the seed's. */
  token?: string;
  /** Password of the administrator. Default: random, or the seed's. */
  password?: string;
  /** Folder that keeps the state across restarts. Default: nothing is kept. */
  dataDir?: string;
  /**
   * Whether the state in `dataDir` may still be written, where several processes share the folder. With it each change is
   * written before it is answered, and not answered where it may not be written.
   */
  mayWrite?: () => boolean;
  /** Milliseconds added to every API answer. */
  latency?: number;
  /** Receives unexpected errors. */
  log?: (text: string) => void;
}

/** A running demo server. */
export interface DemoServer {
  /** Address without trailing slash. */
  url: string;
  token: string;
  password: string;
  /** Token of a user who may only view clients. */
  viewerToken: string;
  /** Stops the server, closes all connections and writes the state. Can be called twice. */
  close(): Promise<void>;
}
