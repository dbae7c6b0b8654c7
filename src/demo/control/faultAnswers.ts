import { createReadStream } from 'node:fs';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { html, json, type Answer } from '../http/respond';
import { text } from '../php';
import { numberOf, type Fault } from './faults';

/** The answer of a fault that replaces handling the request; undefined for other faults. */
export function faultAnswer(fault: Fault): Answer | undefined {
  if (fault.kind === 'html') {
    const page = '<!DOCTYPE html>\n<html><head><title>Bad Gateway</title></head><body>nginx</body></html>';
    return html(page, numberOf(fault, 'status', 502));
  }
  if (fault.kind === 'rate-limit') {
    const answer = json({ message: 'Too many requests' }, 429);
    if (typeof fault.retryAfter === 'number') answer.headers['retry-after'] = String(fault.retryAfter);
    return answer;
  }
  if (fault.kind === 'error') return json({ message: 'Server Error' }, numberOf(fault, 'status', 500));
  if (fault.kind === 'redirect') {
    return { ...html('<html><body>Moved</body></html>', 302), headers: { location: text(fault.location) } };
  }
  return undefined;
}

/** Sends an answer cut, slow, endless or with another content type, as the fault says. */
export async function sendFaulty(
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
    const bytes = Math.min(
      numberOf(fault, 'bytes', Math.floor(body.length / 2)),
      Math.max(0, body.length - 1),
    );
    response.flushHeaders();
    if (bytes > 0) await new Promise<void>((done) => response.write(body.subarray(0, bytes), () => done()));
    response.socket?.end();
    response.destroy();
    return;
  }
  await sendSlowly(response, body, numberOf(fault, 'bytesPerSecond', 10));
}

async function sendSlowly(response: ServerResponse, body: Buffer, perSecond: number): Promise<void> {
  const chunk = Math.max(1, Math.ceil(perSecond / 10));
  for (let at = 0; at < body.length && !response.destroyed; at += chunk) {
    response.write(body.subarray(at, at + chunk));
    await wait((1000 * chunk) / perSecond);
  }
  response.end();
}

/** Sends a list without end until the client closes the connection. */
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
