import type { BrowserContext } from 'playwright-core';
import type { RunningServer, ServerOptions } from './e2eHost.mjs';

export interface Instance {
  folder: string;
  options: ServerOptions;
  server: RunningServer;
  context: BrowserContext;
  /** It is not given to another suite. */
  spoiled: boolean;
}

/** A VS Code in the state of a first start; `returnInstance` gives it back. */
export function borrowInstance(options: ServerOptions): Promise<Instance>;
export function returnInstance(instance: Instance): Promise<void>;
export function endIdleInstances(): Promise<void>;
/** Starts a server on an instance's folder. */
export function startServer(folder: string, options: ServerOptions): Promise<RunningServer>;
