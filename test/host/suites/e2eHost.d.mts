import type { ChildProcess } from 'node:child_process';
import type { BrowserContext } from 'playwright-core';

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
  /** User settings, on top of quiet ones. Only for the profile's first start. */
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
  /** Workbenches that are open: a failed test leaves a picture of each. */
  open: Set<{ screenshot(name: string): Promise<void> }>;
};
export function newProfile(): string;
export function startServer(folder: string, options?: ServerOptions): Promise<RunningServer>;
export function installBeside(name: string, code: string, activationEvents: string[]): Promise<string>;
export function openBrowser(profile: string): Promise<BrowserContext>;
export function startDemo(options?: {
  port?: number;
  clients?: number;
  control?: boolean;
  args?: string[];
}): Promise<RunningDemo>;
export function stop(child: ChildProcess): Promise<void>;
/** Process ids of the extension hosts below a server. */
export function extensionHosts(child: ChildProcess): number[];
export function hostLogTail(folder: string, lines?: number): string;
