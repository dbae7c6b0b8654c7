import type http from 'node:http';
import {
  clientRow,
  idA,
  pageOf,
  scripted,
  sendJson,
  type ScriptedServer,
  type Seen,
} from '../scriptedServer';

export type Fault =
  | { kind: 'silence' }
  | { kind: 'reset-before' }
  | { kind: 'reset-after' }
  | { kind: 'truncate' }
  | { kind: 'html'; status: number }
  | { kind: 'rate-limit'; retryAfter?: number }
  | { kind: 'error'; status: number }
  | { kind: 'redirect'; location: string; status?: number }
  | { kind: 'content-type'; value: string }
  | { kind: 'drip' }
  | { kind: 'endless' };

export interface FaultyServer extends ScriptedServer {
  /** What the next requests meet; `method` limits it, `times` counts down. */
  fault: { fault: Fault; method?: string; times: number } | undefined;
  /** Changes that were made, e.g. `PUT`, in order. */
  applied: string[];
  client: Record<string, unknown>;
}

export const fileBytes = Buffer.alloc(200_000, 'file ');

/** A small Invoice Ninja with one client that fails as it is told to. */
export async function startFaulty(): Promise<FaultyServer> {
  const state: Pick<FaultyServer, 'applied' | 'client' | 'fault'> = {
    applied: [],
    client: clientRow(),
    fault: undefined,
  };
  const server = await scripted((seen, response) => {
    const { fault } = state;
    const hit =
      fault && fault.times > 0 && (fault.method === undefined || fault.method === seen.method)
        ? fault
        : undefined;
    if (hit) hit.times--;
    respond(hit?.fault, state, seen, response);
  });
  return Object.assign(state, server);
}

type State = Pick<FaultyServer, 'applied' | 'client'>;

function respond(fault: Fault | undefined, state: State, seen: Seen, response: http.ServerResponse): void {
  switch (fault?.kind) {
    case 'silence':
      return;
    case 'reset-before':
      response.socket?.destroy();
      return;
    case 'reset-after':
      answerTo(state, seen);
      response.socket?.destroy();
      return;
    case 'html':
      response.writeHead(fault.status, { 'Content-Type': 'text/html' });
      response.end('<html><body>Bad gateway of secret-host</body></html>');
      return;
    case 'rate-limit': {
      const headers: Record<string, string> =
        fault.retryAfter === undefined ? {} : { 'Retry-After': String(fault.retryAfter) };
      sendJson(response, { message: 'Too many requests' }, 429, headers);
      return;
    }
    case 'error':
      sendJson(response, { message: 'Server Error' }, fault.status);
      return;
    case 'redirect':
      response.writeHead(fault.status ?? 302, { Location: fault.location });
      response.end();
      return;
    case 'endless':
      response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Disposition': 'attachment' });
      pour(response);
      return;
    case 'truncate':
    case 'content-type':
    case 'drip':
    case undefined:
      send(fault, answerTo(state, seen), response);
  }
}

function send(fault: Fault | undefined, answer: Answer, response: http.ServerResponse): void {
  const type = fault?.kind === 'content-type' ? fault.value : answer.type;
  response.writeHead(200, {
    'Content-Type': type,
    'X-APP-VERSION': '5.10.42',
    'Content-Length': answer.body.length,
    ...(answer.attachment ? { 'Content-Disposition': 'attachment; filename=x' } : {}),
  });
  if (fault?.kind === 'truncate') {
    response.write(answer.body.subarray(0, answer.body.length / 2), () => response.socket?.destroy());
  } else if (fault?.kind === 'drip') {
    drip(response, answer.body, 0);
  } else {
    response.end(answer.body);
  }
}

/** A piece per turn of the event loop. */
function drip(response: http.ServerResponse, body: Buffer, from: number): void {
  const size = Math.ceil(body.length / 40);
  if (from >= body.length) {
    response.end();
    return;
  }
  response.write(body.subarray(from, from + size));
  setImmediate(() => {
    drip(response, body, from + size);
  });
}

function pour(response: http.ServerResponse): void {
  if (response.destroyed) return;
  if (response.write(Buffer.alloc(65_536, ' '))) setImmediate(pour, response);
  else response.once('drain', () => pour(response));
}

interface Answer {
  body: Buffer;
  type: string;
  attachment?: boolean;
}

function answerTo(state: State, seen: Seen): Answer {
  const path = seen.url.replace(/\?.*/, '').replace('/api/v1', '');
  if (path.endsWith('/download')) return { body: fileBytes, type: 'text/html', attachment: true };
  const isList = path === '/clients' && seen.method === 'GET';
  if (path.endsWith('/upload')) {
    const document = { id: 'Opnel5aKBz', name: 'a.txt', size: 11, created_at: Math.floor(Date.now() / 1000) };
    state.client.documents = [document];
  }
  if (seen.method === 'PUT') {
    const body = JSON.parse(seen.body.toString()) as Record<string, unknown>;
    Object.assign(state.client, body, { updated_at: Math.floor(Date.now() / 1000) });
  }
  if (seen.method !== 'GET') state.applied.push(seen.method);
  const body = isList || path === '/clients/bulk' ? pageOf([state.client]) : { data: state.client };
  return { body: Buffer.from(JSON.stringify(body)), type: 'application/json' };
}

export { idA };
