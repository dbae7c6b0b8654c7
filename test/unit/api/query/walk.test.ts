import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isApiError } from '../../../../src/api/errors';
import { apiOn, clientRow, pageOf, scripted, sendJson, type Seen } from '../scriptedServer';

const idOf = (n: number) => `client${String(n).padStart(6, '0')}`;

function parametersOf(seen: Seen): URLSearchParams {
  return new URL(seen.url, 'http://x').searchParams;
}

/** Serves the clients 1…n, `n` as it is when the request arrives. */
async function serverOf(count: () => number, before?: (page: number) => void) {
  return scripted((seen, response) => {
    const parameters = parametersOf(seen);
    const page = Number(parameters.get('page'));
    const perPage = Number(parameters.get('per_page'));
    before?.(page);
    const from = (page - 1) * perPage;
    const total = count();
    const rows = Array.from({ length: Math.max(0, Math.min(perPage, total - from)) }, (_, index) =>
      clientRow(idOf(from + index + 1)),
    );
    sendJson(response, pageOf(rows, total, page, perPage));
  });
}

test('a walk yields every row once, in order, with its own URLs', async (t) => {
  const server = await serverOf(() => 95);
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const seen: string[] = [];
  const progress: number[] = [];
  const query = { name: 'x', sort: { column: 'name', direction: 'desc' } } as const;
  for await (const step of api.walkClients(query, { pageSize: 10 })) {
    seen.push(...step.rows.map((row) => row.id));
    progress.push(step.rowsSoFar);
    assert.equal(step.total, 95);
    assert.equal(step.changedDuringWalk, false);
  }
  assert.deepEqual(
    seen,
    Array.from({ length: 95 }, (_, index) => idOf(index + 1)),
  );
  assert.deepEqual(progress, [10, 20, 30, 40, 50, 60, 70, 80, 90, 95]);
  assert.equal(server.requests.length, 10);
  for (const request of server.requests) {
    assert.equal(parametersOf(request).get('sort'), 'id|asc');
    assert.equal(parametersOf(request).get('name'), 'x');
    assert.equal(parametersOf(request).get('status'), 'active,archived');
  }
});

test('an empty list is one empty step', async (t) => {
  const server = await serverOf(() => 0);
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const steps = [];
  for await (const step of api.walkClients({})) steps.push(step);
  assert.deepEqual(steps, [{ rows: [], rowsSoFar: 0, total: 0, changedDuringWalk: false }]);
  assert.equal(server.requests.length, 1);
});

test('rows that come in during a walk are found and reported', async (t) => {
  let total = 30;
  const server = await serverOf(
    () => total,
    (page) => {
      if (page === 3) total = 41;
    },
  );
  t.after(() => server.close());
  const { api } = apiOn(server.url, { concurrency: 1 });
  t.after(() => api.close());
  let last;
  let rows = 0;
  for await (const step of api.walkClients({}, { pageSize: 10 })) {
    rows += step.rows.length;
    last = step;
  }
  assert.equal(rows, 41);
  assert.equal(last?.changedDuringWalk, true);
});

test('a row that a page repeats is passed on once', async (t) => {
  const server = await scripted((seen, response) => {
    const page = Number(parametersOf(seen).get('page'));
    const rows =
      page === 1 ? [clientRow(idOf(1)), clientRow(idOf(2))] : [clientRow(idOf(2)), clientRow(idOf(3))];
    sendJson(response, pageOf(rows, 4, page, 2));
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const ids: string[] = [];
  let changed = false;
  for await (const step of api.walkClients({}, { pageSize: 2 })) {
    ids.push(...step.rows.map((row) => row.id));
    changed ||= step.changedDuringWalk;
  }
  assert.deepEqual(ids, [idOf(1), idOf(2), idOf(3)]);
  assert.equal(changed, true);
});

test('read-ahead is bounded, and stopping early stops the traffic', async (t) => {
  const server = await serverOf(() => 1000);
  t.after(() => server.close());
  const { api } = apiOn(server.url, { concurrency: 3 });
  t.after(() => api.close());
  for await (const step of api.walkClients({}, { pageSize: 10 })) {
    let before = -1;
    for (let quiet = 0; quiet < 300; quiet++) {
      if (server.requests.length !== before) quiet = 0;
      before = server.requests.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.ok(before <= step.rowsSoFar / 10 + 3, `${before} requests after ${step.rowsSoFar} rows`);
    if (step.rowsSoFar === 20) break;
  }
  assert.ok(server.requests.length <= 2 + 3, `${server.requests.length} requests`);
  await api.ping().catch(() => undefined);
  assert.ok(server.requests.length <= 2 + 3 + 1, `${server.requests.length} requests`);
});

test('a walk that fails or is canceled says so', async (t) => {
  const controller = new AbortController();
  const server = await scripted((seen, response) => {
    const page = Number(parametersOf(seen).get('page'));
    if (page === 1) sendJson(response, pageOf([clientRow()], 300, 1, 100));
    else sendJson(response, { message: 'Server Error' }, 500);
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const walkAll = async (signal?: AbortSignal) => {
    for await (const step of api.walkClients({}, { signal, pageSize: 100 })) {
      if (signal && step.rowsSoFar === 1) controller.abort();
    }
  };
  await assert.rejects(walkAll(), (error) => isApiError(error, 'serverFault'));
  await assert.rejects(walkAll(controller.signal), (error) => isApiError(error, 'canceled'));
});

test('where the number of rows is known, pages are read ahead from the start; a list that has shrunk ends all the same', async (t) => {
  const held: (() => void)[] = [];
  const server = await scripted((seen, response) => {
    const page = Number(parametersOf(seen).get('page'));
    const rows = page <= 2 ? [clientRow(idOf(page))] : [];
    held.push(() => sendJson(response, pageOf(rows, 2, page, 1)));
    // The first answer waits for the fourth request.
    if (held.length >= 4) held.splice(0).forEach((answer) => answer());
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const seen: string[] = [];
  for await (const step of api.walkClients({}, { pageSize: 1, expected: 4 })) {
    seen.push(...step.rows.map((row) => row.id));
    assert.equal(step.total, 2);
  }
  assert.deepEqual(seen, [idOf(1), idOf(2)]);
  assert.equal(server.requests.length, 4);
});

/** Ends a walk that does not end by itself: the test must not hang where the code is wrong. */
const tooMany = 400;

for (const [what, total, currentPage] of [
  ['the same page again and again, and a total that grows', (n: number) => 100 * (n + 3), (n: number) => n],
  ['another page than was asked for', () => 500, () => 1],
  ['the same page again and again', () => 1_000_000_000, (n: number) => n],
] as const)
  test(`a server that sends ${what} is an error, not a walk without end`, async (t) => {
    let requests = 0;
    const server = await scripted((seen, response) => {
      const page = Number(parametersOf(seen).get('page'));
      if (++requests > tooMany) response.socket?.destroy();
      else sendJson(response, pageOf([clientRow(idOf(1))], total(page), currentPage(page), 100));
    });
    t.after(() => server.close());
    const { api } = apiOn(server.url, { concurrency: 1 });
    t.after(() => api.close());
    const walk = async () => {
      for await (const step of api.walkClients({}, { pageSize: 100 })) assert.equal(step.rowsSoFar, 1);
    };
    await assert.rejects(
      walk(),
      (error) => isApiError(error, 'serverFault') && error.message.includes('pages of its list'),
    );
    assert.ok(requests <= 3, `${requests} requests`);
  });

test('a list that grows faster than it can be read is an error', async (t) => {
  let requests = 0;
  const server = await scripted((seen, response) => {
    const page = Number(parametersOf(seen).get('page'));
    if (++requests > tooMany) response.socket?.destroy();
    else sendJson(response, pageOf([clientRow(idOf(page))], page * 1000, page, 100));
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url, { concurrency: 1 });
  t.after(() => api.close());
  const walk = async () => {
    for await (const step of api.walkClients({}, { pageSize: 100 })) assert.ok(step.rows.length > 0);
  };
  await assert.rejects(walk(), (error) => isApiError(error, 'serverFault'));
  assert.ok(requests < 20, `${requests} requests`);
});

test('a server that repeats a page of its groups is an error', async (t) => {
  const server = await scripted((_seen, response) => {
    sendJson(response, pageOf([{ id: 'g', name: 'G' }], 100_000, 0, 1000));
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  await assert.rejects(api.groups(), (error) => isApiError(error, 'serverFault'));
  assert.equal(server.requests.length, 2);
});

test('a server that sends smaller pages than it was asked for is read to the end', async (t) => {
  const server = await scripted((seen, response) => {
    const page = Number(parametersOf(seen).get('page'));
    const rows = [1, 2].map((n) => clientRow(idOf(2 * (page - 1) + n)));
    sendJson(response, pageOf(rows, 6, page, 2));
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  let rows = 0;
  for await (const step of api.walkClients({}, { pageSize: 100 })) rows += step.rows.length;
  assert.equal(rows, 6);
});
