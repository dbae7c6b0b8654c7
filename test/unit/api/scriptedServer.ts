import http from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { NetworkOptions, RequestLog } from '../../../src/api/api';
import type { Clock } from '../../../src/api/transport/clock';
import { createApi } from '../../../src/api/entry';

export interface Seen {
  method: string;
  /** With query. */
  url: string;
  headers: http.IncomingHttpHeaders;
  body: Buffer;
}

export type Handler = (seen: Seen, response: http.ServerResponse, socket: Socket) => void;

export interface ScriptedServer {
  url: string;
  /** Requests whose headers arrived. */
  requests: Seen[];
  /** Resolves when so many requests have arrived. */
  arrived(count: number): Promise<void>;
  /** Sockets that clients have closed or lost. */
  closedSockets(): number;
  close(): Promise<void>;
}

/** A real HTTP server on this machine that answers as the handler says. Bodies are read before the handler runs. */
export async function scripted(
  handler: Handler,
  server: http.Server = http.createServer(),
): Promise<ScriptedServer> {
  const requests: Seen[] = [];
  const sockets = new Set<Socket>();
  const waiting: { count: number; done: () => void }[] = [];
  let closed = 0;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => {
      sockets.delete(socket);
      closed++;
    });
    socket.on('error', () => undefined);
  });
  server.on('request', (request, response) => {
    const seen: Seen = {
      method: request.method ?? '',
      url: request.url ?? '',
      headers: request.headers,
      body: Buffer.alloc(0),
    };
    requests.push(seen);
    for (const entry of waiting) if (requests.length >= entry.count) entry.done();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      seen.body = Buffer.concat(chunks);
      handler(seen, response, request.socket);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    closedSockets: () => closed,
    arrived: (count) =>
      new Promise((resolve) => {
        if (requests.length >= count) resolve();
        else waiting.push({ count, done: resolve });
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Sends JSON the way Invoice Ninja does. */
export function sendJson(
  response: http.ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, {
    'Content-Type': 'application/json',
    'X-APP-VERSION': '5.10.42',
    ...headers,
  });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

export interface TestClock extends Clock {
  /** Milliseconds of every wait so far; none of them is really waited. */
  waits: number[];
}

/** A clock that jumps instead of waiting. */
export function jumpingClock(): TestClock {
  let skipped = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => performance.now() + skipped,
    timeOfDay: () => Date.now() + skipped,
    random: () => 1,
    wait: (milliseconds, signal) => {
      if (signal?.aborted) return Promise.reject(signal.reason as Error);
      waits.push(milliseconds);
      skipped += milliseconds;
      return Promise.resolve();
    },
  };
}

export interface TestApiOptions {
  token?: string;
  concurrency?: number;
  timeouts?: { connect?: number; headers?: number; body?: number };
  maxResponseBytes?: number;
  network?: NetworkOptions;
  onPause?: (milliseconds: number) => void;
}

/** An API on the server; `log` holds what the log hook got. */
export function apiOn(address: string, options: TestApiOptions = {}, clock: Clock = jumpingClock()) {
  const log: RequestLog[] = [];
  const api = createApi(
    {
      address,
      token: 'secret-token',
      userAgent: 'unit-test/1.0',
      log: (entry) => log.push(entry),
      ...options,
    },
    clock,
  );
  return { api, log };
}

export const idA = 'VolejRejNm';
export const idB = 'Wpmbk5ezJn';

/** A client as the server would send it. */
export function clientRow(id = idA, more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    name: 'Harbour Bakery',
    display_name: 'Harbour Bakery',
    number: '0001',
    balance: 120.5,
    paid_to_date: 0,
    credit_balance: 0,
    is_deleted: false,
    archived_at: 0,
    created_at: 1_767_225_600,
    updated_at: 1_767_225_600,
    settings: { currency_id: '3' },
    contacts: [],
    documents: [],
    ...more,
  };
}

/** A page of a list. */
export function pageOf(rows: unknown[], total = rows.length, page = 1, perPage = 100): unknown {
  const pages = Math.max(1, Math.ceil(total / perPage));
  return {
    data: rows,
    meta: {
      pagination: {
        total,
        count: rows.length,
        per_page: perPage,
        current_page: page,
        total_pages: pages,
        links: {},
      },
    },
  };
}
