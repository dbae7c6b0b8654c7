import fs from 'node:fs';
import http from 'node:http';
import { text } from 'node:stream/consumers';
import type { DemoOptions } from '../options';
import { randomKey } from '../randomKey';
import { proves, readOwner, type FolderOwner } from './folderOwner';
import { discardPath, provePath, waitPath } from './ownerRoutes';
import { ownFolder } from './ownerServer';

/** Milliseconds for an owner to prove itself; one that does not is taken for dead. */
const proofTime = 5000;
/** More than so many processes never race for one folder. */
const maxAttempts = 20;

/** The demo server of a folder, in this process or in another one. */
export interface SharedDemo {
  readonly url: string;
  readonly token: string;
  /** Resolves when it has ended: the next use joins or makes another one. */
  readonly ended: Promise<void>;
  /** Leaves it; if it is ours, it ends. The data stays in the folder. */
  leave(): Promise<void>;
  /** Ends it, whosever it is, and removes the folder. */
  discard(): Promise<void>;
}

/**
 * The one demo server of a folder. The first process starts it; others use that one as long as it proves that it is the
 * server the folder names: a process number or a port may belong to somebody else by now. When it has ended, the next to join
 * takes over, and finds every change that was answered.
 */
export async function joinDemo(folder: string, options: DemoOptions = {}): Promise<SharedDemo> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
    const known = readOwner(folder);
    if (known !== undefined && (await isAlive(known))) {
      const joined = await join(known);
      if (joined !== undefined) return joined;
      continue;
    }
    const next = { generation: (known?.generation ?? 0) + 1, token: known?.token || randomKey(64) };
    const own = await ownFolder(folder, next, options);
    if (own === undefined) continue;
    const { owner, ended, close, discard } = own;
    return { url: owner.url, token: owner.token, ended, leave: close, discard };
  }
  throw new Error('There is no end to processes that take the folder over.');
}

async function isAlive({ url, token }: FolderOwner): Promise<boolean> {
  if (url === '') return false;
  const challenge = randomKey(32);
  try {
    const { answer } = await send(`${url}${provePath}?${challenge}`, undefined, proofTime);
    return proves(token, challenge, await text(answer));
  } catch {
    return false;
  }
}

/** Undefined when the owner has just ended. */
async function join({ url, token }: FolderOwner): Promise<SharedDemo | undefined> {
  const open = await send(`${url}${waitPath}`, token).catch(() => undefined);
  if (open?.answer.statusCode !== 200) return undefined;
  const { request, answer, ended } = open;
  answer.on('error', () => undefined).resume();
  return {
    url,
    token,
    ended,
    leave: () => {
      request.destroy();
      return ended;
    },
    discard: async () => {
      // Its end is its answer: it has removed the folder then.
      await send(`${url}${discardPath}`, token).catch(() => undefined);
      await ended;
    },
  };
}

/** Sends a request; resolves with the beginning of its answer. `ended` resolves when the connection has ended. */
function send(
  url: string,
  token: string | undefined,
  timeout?: number,
): Promise<{ request: http.ClientRequest; answer: http.IncomingMessage; ended: Promise<void> }> {
  return new Promise((resolve, reject) => {
    const headers = token === undefined ? {} : { 'X-API-TOKEN': token };
    const signal = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
    const request = http.request(url, { method: 'POST', headers, agent: false, ...(signal && { signal }) });
    const ended = new Promise<void>((end) => request.once('close', end));
    request.on('error', reject);
    request.once('response', (answer) => resolve({ request, answer, ended }));
    request.end();
  });
}
