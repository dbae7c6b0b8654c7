import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import { isApiError } from '../../../../src/api/errors';
import { eventually } from '../../../eventually';
import { fileBytes, idA, startFaulty, type Fault } from './faultyServer';
import { apiOn, jumpingClock } from '../scriptedServer';

type Operation = 'read' | 'list' | 'update' | 'create' | 'delete' | 'bulk' | 'upload' | 'download';

const body = { name: 'New name', settings: { currency_id: '3' } };
const file = {
  name: 'a.txt',
  size: 11,
  async *open() {
    yield await Promise.resolve(Buffer.from('hello world'));
  },
};

const run: Record<Operation, (api: InvoiceNinjaApi, signal?: AbortSignal) => Promise<unknown>> = {
  read: (api, signal) => api.getClient(idA, { signal }),
  list: (api, signal) => api.listClients({}, { signal }),
  update: (api, signal) => api.updateClient(idA, body, { signal }),
  create: (api, signal) => api.createClient({ name: 'x' }, { signal }),
  delete: (api, signal) => api.deleteDocument(idA, undefined, { signal }),
  bulk: (api, signal) => api.bulkClients({ action: 'archive', ids: [idA] }, { signal }),
  upload: (api, signal) => api.uploadDocument(idA, file, { signal }),
  download: (api, signal) => api.downloadDocument(idA, () => Promise.resolve(), { signal }),
};
const method: Record<Operation, string> = {
  read: 'GET',
  list: 'GET',
  update: 'PUT',
  create: 'POST',
  delete: 'DELETE',
  bulk: 'POST',
  upload: 'POST',
  download: 'GET',
};
const reads: Operation[] = ['read', 'list', 'download'];
const blindWrites: Operation[] = ['create', 'delete', 'bulk', 'upload'];
const writes: Operation[] = ['update', ...blindWrites];

interface Expected {
  /** `ok`, or kind, reason and effect as `kind/reason effect`. */
  sees: string;
  /** Requests of the operation's own method. */
  requests: number;
  /** Changes made on the server. */
  applied: number;
  /** Later reads of an update. */
  readBacks?: number;
}

interface Row {
  fault: Fault;
  times: number;
  operations: Operation[];
  expected: Expected;
}

const always = 1000;
const elsewhere = 'https://login.example.org/';
const okOnce: Expected = { sees: 'ok', requests: 1, applied: 1 };

const table: Row[] = [
  // What happens once and is not worth telling anybody.
  ...(
    [
      { kind: 'reset-before' },
      { kind: 'reset-after' },
      { kind: 'silence' },
      { kind: 'html', status: 502 },
      { kind: 'html', status: 503 },
      { kind: 'html', status: 504 },
      { kind: 'rate-limit' },
      { kind: 'rate-limit', retryAfter: 3 },
    ] satisfies Fault[]
  ).map((fault) => ({
    fault,
    times: 1,
    operations: reads,
    expected: { sees: 'ok', requests: 2, applied: 0 },
  })),
  row({ kind: 'truncate' }, 1, ['read', 'list'], 'ok', 2, 0),
  row({ kind: 'drip' }, always, reads, 'ok', 1, 0),
  { fault: { kind: 'drip' }, times: always, operations: writes, expected: okOnce },
  row({ kind: 'content-type', value: 'text/plain' }, always, reads, 'ok', 1, 0),
  {
    fault: { kind: 'content-type', value: 'text/html' },
    times: always,
    operations: writes,
    expected: okOnce,
  },

  // Reads that never succeed.
  row({ kind: 'reset-before' }, always, reads, 'unreachable/reset none', 4, 0),
  row({ kind: 'silence' }, always, reads, 'unreachable/timeout none', 2, 0),
  row({ kind: 'truncate' }, always, ['read', 'list'], 'unreachable/reset none', 4, 0),
  // What has gone into the file cannot be taken back, so a broken download is not started again.
  row({ kind: 'truncate' }, always, ['download'], 'unreachable/reset none', 1, 0),
  row({ kind: 'html', status: 502 }, always, reads, 'serverFault none', 4, 0),
  row({ kind: 'html', status: 200 }, always, reads, 'notInvoiceNinja none', 1, 0),
  row({ kind: 'html', status: 404 }, always, reads, 'notInvoiceNinja none', 1, 0),
  row({ kind: 'html', status: 403 }, always, reads, 'refused none', 1, 0),
  row({ kind: 'error', status: 500 }, always, reads, 'serverFault none', 1, 0),
  row({ kind: 'rate-limit' }, always, reads, 'rateLimited none', 4, 0),
  row({ kind: 'rate-limit', retryAfter: 3600 }, always, reads, 'rateLimited none', 1, 0),
  row({ kind: 'redirect', location: elsewhere }, always, reads, 'notInvoiceNinja none', 1, 0),
  row({ kind: 'redirect', location: '/login' }, always, reads, 'notInvoiceNinja none', 1, 0),
  row({ kind: 'endless' }, always, reads, 'tooLarge none', 1, 0),

  // Writes: sent once, whatever happens.
  row({ kind: 'reset-before' }, always, blindWrites, 'unreachable/reset unknown', 1, 0),
  row({ kind: 'reset-after' }, always, blindWrites, 'unreachable/reset unknown', 1, 1),
  row({ kind: 'silence' }, always, blindWrites, 'unreachable/timeout unknown', 1, 0),
  row({ kind: 'truncate' }, always, blindWrites, 'unreachable/reset unknown', 1, 1),
  row({ kind: 'html', status: 502 }, always, blindWrites, 'serverFault unknown', 1, 0),
  row({ kind: 'html', status: 200 }, always, blindWrites, 'notInvoiceNinja unknown', 1, 0),
  row({ kind: 'error', status: 500 }, always, blindWrites, 'serverFault unknown', 1, 0),
  row({ kind: 'rate-limit' }, always, writes, 'rateLimited none', 1, 0),
  row({ kind: 'redirect', location: elsewhere }, always, writes, 'notInvoiceNinja none', 1, 0),
  row({ kind: 'redirect', location: '/login' }, always, blindWrites, 'notInvoiceNinja unknown', 1, 0),
  row({ kind: 'endless' }, always, blindWrites, 'tooLarge unknown', 1, 0),

  // An update whose answer was lost is looked up.
  row({ kind: 'reset-after' }, always, ['update'], 'ok', 1, 1, 1),
  row({ kind: 'truncate' }, always, ['update'], 'ok', 1, 1, 1),
  row({ kind: 'endless' }, always, ['update'], 'tooLarge none', 1, 0, 2),
  row({ kind: 'reset-before' }, always, ['update'], 'unreachable/reset none', 1, 0, 2),
  row({ kind: 'html', status: 502 }, always, ['update'], 'serverFault none', 1, 0, 2),
  row({ kind: 'html', status: 200 }, always, ['update'], 'notInvoiceNinja none', 1, 0, 2),
  row({ kind: 'error', status: 500 }, always, ['update'], 'serverFault none', 1, 0, 2),
  row({ kind: 'silence' }, always, ['update'], 'unreachable/timeout unknown', 1, 0, 2),
];

function row(
  fault: Fault,
  times: number,
  operations: Operation[],
  sees: string,
  requests: number,
  applied: number,
  readBacks = 0,
): Row {
  return { fault, times, operations, expected: { sees, requests, applied, readBacks } };
}

for (const { fault, times, operations, expected } of table) {
  for (const operation of operations) {
    const often = times === always ? 'always' : 'once';
    test(`${JSON.stringify(fault)} ${often}, ${operation}: ${expected.sees}`, async (t) => {
      const server = await startFaulty();
      t.after(() => server.close());
      const options = { timeouts: { headers: 120, body: 120 }, maxResponseBytes: 1_000_000 };
      const { api, log } = apiOn(server.url, options);
      t.after(() => api.close());
      server.fault = { fault, method: method[operation], times };
      const call =
        operation === 'download'
          ? api.downloadDocument(idA, () => Promise.resolve(), { maxBytes: 1_000_000 })
          : run[operation](api);
      const seen = await call.then(
        () => 'ok',
        (error: unknown) => describe(error),
      );
      assert.equal(seen, expected.sees);
      const own = server.requests.filter((request) => request.method === method[operation]);
      assert.equal(own.length, expected.requests, 'requests the server saw');
      assert.equal(server.applied.length, expected.applied, 'changes on the server');
      assert.equal(server.requests.length - own.length, expected.readBacks ?? 0, 'reads afterwards');
      assert.equal(log.length, server.requests.length, 'each request is logged once');
    });
  }
}

function describe(error: unknown): string {
  assert.ok(isApiError(error), String(error));
  assert.match(error.message, /^[^\n]{5,200}\.$/, 'a sentence');
  assert.doesNotMatch(error.message, /secret|html|undefined|\b[45]\d\d\b/i, 'no secret, no jargon');
  const mentions = error.message.includes('may have been saved');
  assert.equal(mentions, error.effect === 'unknown', error.message);
  return `${error.kind}${error.reason ? `/${error.reason}` : ''} ${error.effect}`;
}

for (const operation of Object.keys(run) as Operation[]) {
  test(`${operation}: canceling ends the traffic at once`, async (t) => {
    const server = await startFaulty();
    t.after(() => server.close());
    const { api } = apiOn(server.url);
    t.after(() => api.close());
    server.fault = { fault: { kind: 'silence' }, times: always };
    const controller = new AbortController();
    const call = run[operation](api, controller.signal);
    await server.arrived(1);
    controller.abort();
    await assert.rejects(call, (error: unknown) => {
      assert.ok(isApiError(error, 'canceled'));
      assert.equal(error.effect, reads.includes(operation) ? 'none' : 'unknown');
      return true;
    });
    await socketClosed(server);
    assert.equal(server.requests.length, 1);
  });

  test(`${operation}: canceled before it began, nothing is sent`, async (t) => {
    const server = await startFaulty();
    t.after(() => server.close());
    const { api } = apiOn(server.url);
    t.after(() => api.close());
    await assert.rejects(run[operation](api, AbortSignal.abort()), (error: unknown) =>
      isApiError(error, 'canceled'),
    );
    assert.equal(server.requests.length, 0);
  });

  test(`${operation}: a refused connection is tried again, and so is a write`, async (t) => {
    const server = await startFaulty();
    await server.close();
    const clock = jumpingClock();
    const { api, log } = apiOn(server.url, {}, clock);
    t.after(() => api.close());
    await assert.rejects(run[operation](api), (error: unknown) => {
      assert.equal(describe(error), 'unreachable/refused none');
      return true;
    });
    assert.equal(log.length, 4);
    assert.deepEqual(clock.waits, [300, 600, 1200]);
  });
}

test('a broken sink ends the download with its own error', async (t) => {
  const server = await startFaulty();
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const full = new Error('disk full');
  await assert.rejects(
    api.downloadDocument(idA, () => Promise.reject(full)),
    (error: unknown) => error === full,
  );
  const bytes: Uint8Array[] = [];
  const count = await api.downloadDocument(idA, (chunk) => {
    bytes.push(Uint8Array.from(chunk));
    return Promise.resolve();
  });
  assert.equal(count, fileBytes.length);
  assert.ok(Buffer.concat(bytes).equals(fileBytes));
});

async function socketClosed(server: { closedSockets(): number }): Promise<void> {
  await eventually('a closed socket', () => server.closedSockets() > 0);
}
