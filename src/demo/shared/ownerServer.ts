import fs from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen, stop } from '../httpServer';
import { makeDemo, type DemoInstance } from '../instance';
import type { DemoOptions } from '../options';
import { claim, isOwner, proof, type FolderOwner } from './folderOwner';
import { discardPath, provePath, waitPath } from './ownerRoutes';

/** The server of a folder's owner, in this process. */
export interface OwnerServer {
  readonly owner: FolderOwner;
  /** Resolves when the server has ended, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends it; the data stays in the folder. */
  readonly close: () => Promise<void>;
  /** Ends it and removes the folder. */
  readonly discard: () => Promise<void>;
}

/**
 * Makes this process the owner of the folder. It listens before it claims the folder, so that whoever reads the claim gets an
 * answer, and loads the data afterwards, so that nothing the owner before it wrote is missing. Undefined when another process
 * was faster.
 */
export async function ownFolder(
  folder: string,
  { generation, token }: Pick<FolderOwner, 'generation' | 'token'>,
  options: DemoOptions,
): Promise<OwnerServer | undefined> {
  const server = createServer();
  const owner = { generation, url: await listen(server), token };
  const ended = new Promise<void>((resolve) => server.once('close', resolve));
  let demo: DemoInstance | undefined;
  let closed: Promise<void> | undefined;
  const close = (): Promise<void> => (closed ??= stop(server).then(() => demo?.end()));
  let discarded = false;
  const discard = async (): Promise<void> => {
    discarded = true;
    try {
      // Before the server ends: then the folder may be another process's already.
      await fs.rm(folder, { recursive: true, force: true });
    } finally {
      await close();
    }
  };
  try {
    if (!claim(folder, owner)) {
      await close();
      return undefined;
    }
    const mayWrite = (): boolean => {
      const mine = !discarded && isOwner(folder, owner);
      if (!mine) close().catch(() => undefined);
      return mine;
    };
    demo = makeDemo({ ...options, dataDir: folder, token, mayWrite });
  } catch (error) {
    await close();
    throw error;
  }
  const { listener } = demo;
  server.on('request', (message, response) => {
    if (!answerOwnerRoute(token, discard, message, response)) listener(message, response);
  });
  return { owner, ended, close, discard };
}

/** The routes by which processes that share the folder talk; all but the proof want the token. False for any other route. */
function answerOwnerRoute(
  token: string,
  discard: () => Promise<void>,
  { method, url = '', headers }: IncomingMessage,
  response: ServerResponse,
): boolean {
  const [path, challenge = ''] = url.split('?');
  if (method !== 'POST' || (path !== provePath && path !== waitPath && path !== discardPath)) return false;
  if (path === provePath) response.end(proof(token, challenge));
  else if (headers['x-api-token'] !== token) response.writeHead(403).end();
  // The answer never ends: when the connection does, the other process knows that it has to look for another owner.
  else if (path === waitPath) response.writeHead(200).flushHeaders();
  else discard().catch(() => response.destroy());
  return true;
}
