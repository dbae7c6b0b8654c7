import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { promisify } from 'node:util';
import { Agent, request } from 'undici';
import type { InvoiceNinjaApi } from '../../src/api/api';
import { createApi } from '../../src/api/entry';
import type { Client, ClientState } from '../../src/api/types';
import { startBare, startServer, type ChildServer } from './childServer';
import { alternate, growthDuring, liveHeap, megabytes, type Comparison, type Row } from './measure';

const everything: ClientState[] = ['active', 'archived', 'deleted'];
const runs = 9;
const fileSize = 100_000_000;
const memoryGoal = 32 * 1024 * 1024;
const chunk = Buffer.alloc(65_536, 'text ');

/** The table "Speed" of the wire: the client and the demo server against plain undici and plain `node:http`. */
export async function bench(): Promise<Row[]> {
  const small = await startServer(10_000);
  const rows: Row[] = [];
  try {
    rows.push(await page(small), await walk(small, 10_000, runs), await bulk(small));
    rows.push(...(await files(small)));
  } finally {
    await small.close();
  }
  const large = await startServer(100_000);
  try {
    rows.push(await walk(large, 100_000, 5));
  } finally {
    await large.close();
  }
  rows.push(await demo());
  return rows;
}

/** Plain undici with one agent, as anybody would write it. */
class Raw {
  readonly agent = new Agent({ connections: 4 });
  private readonly headers: Record<string, string>;

  constructor(private readonly server: ChildServer) {
    this.headers = {
      'X-API-TOKEN': server.token,
      'X-Requested-With': 'XMLHttpRequest',
      Accept: 'application/json',
    };
  }

  async get(route: string): Promise<unknown> {
    const { body } = await request(this.server.url + route, {
      dispatcher: this.agent,
      headers: this.headers,
    });
    return JSON.parse(await body.text());
  }

  async post(route: string, json: unknown): Promise<unknown> {
    const headers = { ...this.headers, 'Content-Type': 'application/json' };
    const options = { method: 'POST', dispatcher: this.agent, headers, body: JSON.stringify(json) } as const;
    const { body } = await request(this.server.url + route, options);
    return JSON.parse(await body.text());
  }

  async upload(route: string): Promise<void> {
    const boundary = randomBytes(16).toString('hex');
    const head = Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="_method"\r\n\r\nPUT\r\n` +
        `--${boundary}\r\nContent-Disposition: form-data; name="documents[]"; filename="file.txt"\r\n\r\n`,
    );
    const tail = Buffer.from(`\r\n--${boundary}--\r\n`);
    async function* body() {
      yield head;
      yield* pieces();
      yield tail;
    }
    const headers = {
      ...this.headers,
      'Content-Type': `multipart/form-data; boundary=${boundary}`,
      'Content-Length': String(head.length + fileSize + tail.length),
    };
    // undici takes any async iterable; its type does not say so.
    const stream = body() as unknown as string;
    const options = { method: 'POST', dispatcher: this.agent, headers, body: stream } as const;
    const answer = await request(this.server.url + route, options);
    JSON.parse(await answer.body.text());
  }

  async download(route: string): Promise<void> {
    const { body } = await request(this.server.url + route, {
      dispatcher: this.agent,
      headers: this.headers,
    });
    let size = 0;
    for await (const piece of body) size += (piece as Buffer).length;
    if (size !== fileSize) throw new Error(`${size} bytes downloaded`);
  }
}

async function page(server: ChildServer): Promise<Row> {
  return withBoth(server, async (raw, api) => {
    const times = 40;
    const route = '/api/v1/clients?status=active%2Carchived&sort=id%7Casc&per_page=100&page=1';
    const result = await alternate(
      25,
      repeat(times, () => raw.get(route)),
      repeat(times, () => api.listClients({})),
    );
    const note = `${(result.subject / times).toFixed(2)} ms a page, ${server.what}`;
    return row('one page of 100', 'plain undici GET + JSON.parse', 1.15, result, note);
  });
}

async function walk(server: ChildServer, count: number, times: number): Promise<Row> {
  return withBoth(server, async (raw, api) => {
    const pageSize = 500;
    const pages = count / pageSize;
    const rawWalk = async () => {
      let next = 1;
      const worker = async () => {
        while (next <= pages) {
          const query = `status=${everything.join('%2C')}&sort=id%7Casc&per_page=${pageSize}&page=${next++}`;
          await raw.get(`/api/v1/clients?${query}`);
        }
      };
      await Promise.all([worker(), worker(), worker(), worker()]);
    };
    const ownWalk = async () => {
      let seen = 0;
      for await (const step of api.walkClients({ status: everything }, { pageSize, expected: count }))
        seen = step.rowsSoFar;
      if (seen !== count) throw new Error(`${seen} clients`);
    };
    const result = await alternate(times, rawWalk, ownWalk);
    const [rawGrowth, growth] = [await growthDuring(rawWalk), await growthDuring(ownWalk)];
    const kept = await keptBy(api, pageSize, count);
    const each = ((result.subject / count) * 1000).toFixed(1);
    const note = `${each} µs a client; in use at a quarter ${kept.quarter}, at the end ${kept.end} (ids); with garbage ${megabytes(growth)}, raw ${megabytes(rawGrowth)}`;
    // The raw loop takes its pages as they come.
    const reason = result.median > 1.1 ? `; ${pages} pages in order: each waits for those before it` : '';
    return row(`walk ${count} clients`, 'raw loop, same pages, 4 at once', 1.1, result, note + reason);
  });
}

/** What a walk holds under way: the ids so far and the pages read ahead. */
async function keptBy(api: InvoiceNinjaApi, pageSize: number, expected: number) {
  const before = liveHeap();
  const held = { quarter: '', end: '' };
  for await (const { rowsSoFar: seen } of api.walkClients({ status: everything }, { pageSize, expected })) {
    if (held.quarter === '' && seen >= expected / 4) held.quarter = megabytes(liveHeap() - before);
    if (seen === expected) held.end = megabytes(liveHeap() - before);
  }
  return held;
}

async function bulk(server: ChildServer): Promise<Row> {
  return withBoth(server, async (raw, api) => {
    const ids: string[] = [];
    for await (const step of api.walkClients({ status: everything })) {
      ids.push(...step.rows.map((client: Client) => client.id));
    }
    const size = 500;
    const chunks = Array.from({ length: Math.ceil(ids.length / size) }, (_, n) =>
      ids.slice(n * size, (n + 1) * size),
    );
    const result = await alternate(
      runs,
      async () => {
        for (const part of chunks) {
          await raw.post(`/api/v1/clients/bulk?per_page=${part.length}`, { action: 'archive', ids: part });
        }
      },
      async () => {
        for (const part of chunks) await api.bulkClients({ action: 'archive', ids: part });
      },
    );
    return row(
      `bulk archive of ${ids.length}`,
      `same chunks of ${size}, raw`,
      1.1,
      result,
      `${result.subject.toFixed(0)} ms`,
    );
  });
}

async function files(server: ChildServer): Promise<Row[]> {
  return withBoth(server, async (raw, api) => {
    const first = (await api.listClients({ perPage: 1, status: ['active', 'archived'] })).rows[0]?.id ?? '';
    const file = { name: 'file.txt', size: fileSize, open: pieces };
    const upload = async () => void (await api.uploadDocument(first, file));
    const rawUpload = () => raw.upload(`/api/v1/clients/${first}/upload`);
    const uploads = await alternate(5, rawUpload, upload);
    const uploadGrowth = await growthDuring(upload);
    const client = await api.getClient(first);
    const document = client.documents?.at(-1)?.id ?? first;
    const download = async () => {
      let size = 0;
      await api.downloadDocument(document, (piece) => {
        size += piece.length;
        return Promise.resolve();
      });
      if (size !== fileSize) throw new Error(`${size} bytes downloaded`);
    };
    const downloads = await alternate(
      5,
      () => raw.download(`/api/v1/documents/${document}/download`),
      download,
    );
    const downloadGrowth = await growthDuring(download);
    const curl = await curlTimes(server, first, document);
    return [
      fileRow('upload 100 MB', uploads, uploadGrowth, curl.upload),
      fileRow('download 100 MB', downloads, downloadGrowth, curl.download),
    ];
  });
}

function fileRow(what: string, result: Comparison, growth: number, curl: number | undefined): Row {
  const beside = curl === undefined ? 'no curl here' : `curl ${curl.toFixed(0)} ms`;
  const note = `${result.subject.toFixed(0)} ms, ${beside}; memory +${megabytes(growth)} (goal < 32 MB)`;
  const made = row(what, 'same bytes by plain undici', 1.1, result, note);
  return { ...made, ok: made.ok && growth < memoryGoal };
}

/** The same two transfers by `curl`, for comparison only. */
async function curlTimes(server: ChildServer, client: string, document: string) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'bench-'));
  const file = path.join(folder, 'file.txt');
  const timed = async (...args: string[]): Promise<number | undefined> => {
    const start = performance.now();
    try {
      await promisify(execFile)('curl', [
        '-sf',
        '-o',
        '/dev/null',
        '-H',
        `X-API-TOKEN: ${server.token}`,
        ...args,
      ]);
      return performance.now() - start;
    } catch {
      return undefined;
    }
  };
  try {
    await fs.writeFile(file, Buffer.alloc(fileSize, 'text '));
    const form = ['-F', '_method=PUT', '-F', `documents[]=@${file}`, '-H', 'Accept: application/json'];
    return {
      upload: await timed(...form, `${server.url}/api/v1/clients/${client}/upload`),
      download: await timed(`${server.url}/api/v1/documents/${document}/download`),
    };
  } finally {
    await fs.rm(folder, { recursive: true });
  }
}

async function demo(): Promise<Row> {
  const clients = 200_000;
  const [server, bare] = [await startServer(clients), await startBare()];
  const [raw, bytes] = [new Raw(server), new Raw(bare)];
  try {
    const route = '/api/v1/clients?status=active&sort=id%7Cdesc&per_page=100&page=7';
    const { body } = await request(server.url + route, { headers: { 'X-API-TOKEN': server.token } });
    await (await request(`${bare.url}/raw`, { method: 'PUT', body: await body.text() })).body.dump();
    const times = 40;
    const result = await alternate(
      15,
      repeat(times, () => bytes.get('/raw')),
      repeat(times, () => raw.get(route)),
    );
    const note = `${(result.subject / times).toFixed(2)} ms a page, ${server.what}`;
    return row(`demo: page of 100 of ${clients}`, 'node:http, same bytes from memory', 5, result, note);
  } finally {
    await Promise.all([server.close(), bare.close(), raw.agent.close(), bytes.agent.close()]);
  }
}

async function withBoth<T>(
  server: ChildServer,
  act: (raw: Raw, api: InvoiceNinjaApi) => Promise<T>,
): Promise<T> {
  const raw = new Raw(server);
  const api = createApi({ address: server.url, token: server.token, userAgent: 'bench/1.0' });
  try {
    return await act(raw, api);
  } finally {
    await Promise.all([raw.agent.close(), api.close()]);
  }
}

async function* pieces(): AsyncGenerator<Uint8Array> {
  for (let left = fileSize; left > 0; left -= chunk.length) {
    yield await Promise.resolve(left >= chunk.length ? chunk : chunk.subarray(0, left));
  }
}

function repeat(times: number, act: () => Promise<unknown>): () => Promise<void> {
  return async () => {
    for (let n = 0; n < times; n++) await act();
  };
}

function row(what: string, baseline: string, limit: number, result: Comparison, note: string): Row {
  const { median, spread } = result;
  return { what, baseline, goal: `≤ ${limit} ×`, median, spread, ok: median <= limit, note };
}
