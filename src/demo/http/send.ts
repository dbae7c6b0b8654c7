import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { detail, type Fault } from '../control/faults';
import { text } from '../php';
import type { Answer } from './respond';

/** Sends an answer whole. */
export async function send(
  response: ServerResponse,
  answer: Answer,
  head: Record<string, string>,
  isHead: boolean,
): Promise<void> {
  const { file } = answer;
  const body = typeof answer.body === 'string' ? Buffer.from(answer.body) : answer.body;
  response.writeHead(answer.status, {
    ...head,
    ...answer.headers,
    'content-length': String(file?.size ?? body.length),
  });
  if (isHead) response.end();
  else if (file) await pipeline(createReadStream(file.path), response);
  else response.end(body);
}

/** Sends an answer the way a fault wants it. */
export async function sendBroken(
  response: ServerResponse,
  answer: Answer,
  head: Record<string, string>,
  fault: Fault,
): Promise<void> {
  if (fault.kind === 'endless') return sendEndless(response, head);
  const body = answer.file ? await readFile(answer.file.path) : Buffer.from(answer.body);
  const headers = { ...head, ...answer.headers, 'content-length': String(body.length) };
  if (fault.kind === 'content-type') {
    response.writeHead(answer.status, { ...headers, 'content-type': text(fault.value) || 'text/plain' });
    response.end(body);
    return;
  }
  response.writeHead(answer.status, headers);
  if (fault.kind === 'truncate') {
    const bytes = Math.min(detail(fault, 'bytes', Math.floor(body.length / 2)), Math.max(0, body.length - 1));
    response.flushHeaders();
    if (bytes > 0) await new Promise<void>((done) => response.write(body.subarray(0, bytes), () => done()));
    response.socket?.end();
    response.destroy();
    return;
  }
  await drip(response, body, detail(fault, 'bytesPerSecond', 10));
}

async function drip(response: ServerResponse, body: Buffer, perSecond: number): Promise<void> {
  const chunk = Math.max(1, Math.ceil(perSecond / 10));
  for (let at = 0; at < body.length && !response.destroyed; at += chunk) {
    response.write(body.subarray(at, at + chunk));
    await wait((1000 * chunk) / perSecond);
  }
  response.end();
}

/** The beginning of a list that never ends, until the client closes. */
async function sendEndless(response: ServerResponse, head: Record<string, string>): Promise<void> {
  response.writeHead(200, { ...head, 'content-type': 'application/json' });
  response.write('{"data":[{"id":"VolejRejNm"}');
  const more = ',{"id":"VolejRejNm"}'.repeat(500);
  const closed = once(response, 'close');
  while (!response.destroyed) {
    if (response.write(more)) await wait(1);
    else await Promise.race([once(response, 'drain'), closed]);
  }
}

async function readFile(path: string): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(path)) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
