import type { DialectName } from './dialect';

export interface DemoOptions {
  /** Default: any free port. */
  port?: number;
  /** Size of the sample data, 10 to 200,000. Default 200. */
  clients?: number;
  /** Starting state of a conformance corpus instead of sample data. */
  seed?: object;
  /** Default `current`. */
  dialect?: DialectName;
  /** Opens the routes below `/__demo/` (control.ts). */
  control?: boolean;
  /** Default: random, or the seed's. */
  token?: string;
  password?: string;
  /** Folder in which the state survives a restart. */
  dataDir?: string;
  /** Milliseconds added to every API answer. */
  latency?: number;
  log?: (text: string) => void;
}

export interface DemoServer {
  /** Without trailing slash. */
  url: string;
  token: string;
  password: string;
  /** Token of a user who may only view clients. */
  viewerToken: string;
  /** Ends all connections. */
  close(): Promise<void>;
}
