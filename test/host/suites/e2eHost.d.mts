import type { ChildProcess } from 'node:child_process';

export interface RunningServer {
  url: string;
  port: number;
  child: ChildProcess;
  dirs: { data: string; extensions: string; workspace: string };
}

export interface RunningDemo {
  url: string;
  token: string;
  password: string;
  viewerToken: string;
  child: ChildProcess;
}

export interface ServerOptions {
  port?: number;
  /** User settings, on top of quiet ones. */
  settings?: Record<string, unknown>;
  env?: Record<string, string>;
  /** Workspace trust on, as where restricted mode is what is tested. */
  trust?: boolean;
  /** Folder of the installed extensions, where it is not that of the run. */
  extensions?: string;
}

export const e2eHost: {
  host: { name: 'latest' | 'min'; version: string };
  vsix: string;
  extensions: string;
  folder: string;
  screenshots: string;
  /** Whether the pictures that tests take are kept, and not only those of failures. */
  pictures: boolean;
  /** Environment that signs in to the demo server at the address that the suites use one after another. */
  signedIn?: Record<string, string>;
  /** Workbenches that are open: a failed test leaves a picture of each. */
  open: Set<{ failed(name: string): Promise<void> }>;
};
export function installBeside(name: string, code: string, activationEvents: string[]): Promise<string>;
export function startDemo(options?: {
  port?: number;
  clients?: number;
  control?: boolean;
  args?: string[];
}): Promise<RunningDemo>;
export function stop(child: ChildProcess): Promise<void>;
/** Process ids of the extension hosts below a server. */
export function extensionHosts(child: ChildProcess): number[];
export function freePort(): Promise<number>;
