import { startDemo, type DemoOptions, type DemoServer } from '../../../src/demo/entry';

/** A record of an answer. */
export type Row = Record<string, unknown> & { id: string };

/** An answer of the demo server. */
export interface Reply {
  status: number;
  headers: Headers;
  text: string;
  /** Parsed body; fails the test if it is no JSON. */
  json: Record<string, unknown>;
}

type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Reply>;

/** Calls of one running server. */
export interface Caller {
  server: DemoServer;
  call: Send;
  control: (method: string, path: string, body?: unknown) => Promise<Reply>;
  /** Ids of a list. */
  ids: (query: string) => Promise<string[]>;
  rows: (query: string) => Promise<Row[]>;
  one: (id: string, query?: string) => Promise<Row>;
}

async function reply(response: Response): Promise<Reply> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get json() {
      return JSON.parse(text) as Record<string, unknown>;
    },
  };
}

/** Wraps a running server. */
export function callerFor(server: DemoServer, token = server.token): Caller {
  const send = (
    method: string,
    url: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<Response> =>
    fetch(url, {
      method,
      redirect: 'manual',
      headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const caller: Caller = {
    server,
    call: async (method, path, body, headers = {}) =>
      reply(
        await send(method, `${server.url}/api/v1/${path}`, body, {
          'X-API-TOKEN': token,
          'X-Requested-With': 'XMLHttpRequest',
          Accept: 'application/json',
          ...headers,
        }),
      ),
    control: async (method, path, body) =>
      reply(await send(method, `${server.url}/__demo/${path}`, body, {})),
    rows: async (query) => (await caller.call('GET', `clients?${query}`)).json.data as Row[],
    ids: async (query) => (await caller.rows(query)).map((row) => row.id),
    one: async (id, query = '') => (await caller.call('GET', `clients/${id}?${query}`)).json.data as Row,
  };
  return caller;
}

/** Starts a server, runs a test against it and stops it. */
export async function withDemo(options: DemoOptions, test: (caller: Caller) => Promise<void>): Promise<void> {
  const server = await startDemo({ clients: 60, control: true, ...options });
  try {
    await test(callerFor(server));
  } finally {
    await server.close();
  }
}
