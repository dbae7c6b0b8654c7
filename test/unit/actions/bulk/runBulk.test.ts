import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cloneOperation,
  fieldOperation,
  groupOperation,
  lifecycleOperation,
} from '../../../../src/actions/bulk/bulkOperations';
import { cloneVerifier } from '../../../../src/actions/bulk/cloneVerifier';
import { runBulk, type BulkResult } from '../../../../src/actions/bulk/runBulk';
import { ApiError } from '../../../../src/api/errors';
import type { Client, Page } from '../../../../src/api/types';
import { clientOf, FakeServer, type State } from '../fakeServer';

const origin = 'test';
const archive = lifecycleOperation('archive');

function many(count: number, state: State = 'active'): Record<string, State> {
  return Object.fromEntries(Array.from({ length: count }, (_, n) => [`id${n}`, state]));
}

const kinds = (result: BulkResult) => Object.fromEntries([...result.outcomes].map(([id, o]) => [id, o.kind]));

test('one operation on many: only where it applies, in chunks and in order, with counts', async () => {
  const server = new FakeServer({ a: 'active', b: 'archived', c: 'active', d: 'deleted', e: 'active' });
  const progress: string[] = [];
  const result = await runBulk(server, ['c', 'b', 'a', 'd', 'e', 'c'], archive, {
    origin,
    chunkSize: 2,
    onProgress: (done, total) => progress.push(`${done}/${total}`),
  });
  assert.deepEqual(
    server.requests.map(({ ids }) => ids),
    [['c', 'a'], ['e']],
  );
  assert.deepEqual(kinds(result), { c: 'done', b: 'same', a: 'done', d: 'same', e: 'done' });
  assert.deepEqual(progress, ['4/5', '5/5']);
  assert.deepEqual([result.stoppedBy, result.canceled], [undefined, false]);
});

test('10,000 clients are read in pages, sent in hundreds, and all are accounted for', async () => {
  const server = new FakeServer(many(10_000));
  const result = await runBulk(server, [...server.clients.keys()], archive, { origin });
  assert.equal(server.reads, 10);
  assert.equal(server.requests.length, 100);
  assert.equal([...result.outcomes.values()].filter(({ kind }) => kind === 'done').length, 10_000);
});

test('a hundred of very many clients are not worth all pages: after the first they are read one by one', async () => {
  const server = new FakeServer(many(60_000));
  const ids = [...server.clients.keys()].slice(-100);
  const result = await runBulk(server, ids, archive, { origin });
  assert.equal(server.reads, 1 + 100);
  assert.deepEqual(new Set(Object.values(kinds(result))), new Set(['done']));
});

test('a client that vanished before is left out; so are several that vanish during the run', async () => {
  const server = new FakeServer(many(16));
  const ids = [...server.clients.keys(), 'ghost'];
  const after = ['id3', 'id4', 'id15'];
  server.fault = (attempt) => {
    if (attempt === 1) for (const id of after) server.clients.delete(id);
    return undefined;
  };
  const result = await runBulk(server, ids, archive, { origin, chunkSize: 8 });
  for (const [id, kind] of Object.entries(kinds(result)))
    assert.equal(kind, id === 'ghost' || after.includes(id) ? 'vanished' : 'done', id);
  const sent = server.requests.flatMap((request) => request.ids);
  assert.equal(new Set(sent).size, sent.length, 'none was acted on twice');
});

test('what the server silently skips is reported as refused', async () => {
  const server = new FakeServer({ a: 'active', b: 'active' });
  server.locked.add('b');
  const result = await runBulk(server, ['a', 'b'], archive, { origin });
  assert.deepEqual(kinds(result), { a: 'done', b: 'refused' });
});

test('a lost answer in the middle is looked up, and nothing is sent again', async () => {
  const server = new FakeServer(many(6));
  const lost = new ApiError('unreachable', 'lost', { effect: 'unknown' });
  server.fault = (attempt) => (attempt === 2 ? lost : undefined);
  const result = await runBulk(server, [...server.clients.keys()], archive, { origin, chunkSize: 2 });
  assert.deepEqual(new Set(Object.values(kinds(result))), new Set(['done']));
  assert.equal(server.attempts, 3);
});

test('a lost request that did nothing stops the work: what was done, what failed, what was not sent', async () => {
  const server = new FakeServer(many(6));
  const lost = new ApiError('unreachable', 'lost', { effect: 'unknown' });
  server.fault = (attempt) => {
    if (attempt === 2) throw lost;
    return undefined;
  };
  const result = await runBulk(server, [...server.clients.keys()], archive, { origin, chunkSize: 2 });
  assert.deepEqual(Object.values(kinds(result)), ['done', 'done', 'failed', 'failed', 'notSent', 'notSent']);
  assert.equal(result.stoppedBy, lost);
  assert.equal(server.attempts, 2);
});

test('after 429, which changes nothing, the same chunk is sent again, but not endlessly', async () => {
  const server = new FakeServer(many(4));
  const slow = new ApiError('rateLimited', 'slow down');
  server.fault = (attempt) => {
    if (attempt === 1 || attempt === 2) throw slow;
    return undefined;
  };
  const result = await runBulk(server, [...server.clients.keys()], archive, { origin, chunkSize: 2 });
  assert.equal(server.attempts, 4);
  assert.deepEqual(new Set(Object.values(kinds(result))), new Set(['done']));
  server.fault = () => {
    throw slow;
  };
  const stopped = await runBulk(server, ['id0'], lifecycleOperation('restore'), { origin });
  assert.equal(stopped.stoppedBy, slow);
  assert.equal(server.attempts, 9);
});

test('canceling at half leaves the rest unsent and says what was done', async () => {
  const server = new FakeServer(many(8));
  const stop = new AbortController();
  const result = await runBulk(server, [...server.clients.keys()], archive, {
    origin,
    chunkSize: 2,
    signal: stop.signal,
    onProgress: (done) => {
      if (done === 4) stop.abort();
    },
  });
  assert.equal(result.canceled, true);
  assert.equal(result.stoppedBy, undefined);
  assert.deepEqual(
    Object.values(kinds(result)).map((kind) => kind === 'done'),
    [true, true, true, true, false, false, false, false],
  );
  assert.equal(server.state('id4'), 'active');
});

test('after a cancel that loses an answer the clients are read all the same', async () => {
  const server = new FakeServer(many(2));
  const stop = new AbortController();
  server.fault = () => {
    stop.abort();
    return new ApiError('canceled', 'Canceled.', { effect: 'unknown' });
  };
  const result = await runBulk(server, ['id0', 'id1'], archive, { origin, signal: stop.signal });
  assert.deepEqual(kinds(result), { id0: 'done', id1: 'done' });
  assert.deepEqual([result.canceled, result.stoppedBy], [true, undefined]);
});

test('reading after a lost answer cannot be canceled, but times out', async (t) => {
  const server = new FakeServer(many(2));
  const limits: number[] = [];
  t.mock.method(AbortSignal, 'timeout', (limit: number) => {
    limits.push(limit);
    return AbortSignal.abort();
  });
  server.fault = () => new ApiError('unreachable', 'lost', { effect: 'unknown' });
  const result = await runBulk(server, ['id0', 'id1'], archive, { origin });
  assert.deepEqual(limits, [30_000]);
  assert.deepEqual(kinds(result), { id0: 'unknown', id1: 'unknown' });
});

test('groups and fields: those that have it already are not sent', async () => {
  const server = new FakeServer(many(3));
  server.row('id0').group_settings_id = 'g';
  server.row('id1').custom_value1 = 'Gold';
  const group = await runBulk(server, ['id0', 'id1'], groupOperation('g'), { origin });
  assert.deepEqual(kinds(group), { id0: 'same', id1: 'done' });
  const field = await runBulk(server, ['id1', 'id2'], fieldOperation('custom_value1', ' Gold '), { origin });
  assert.deepEqual(kinds(field), { id1: 'same', id2: 'done' });
});

for (const kind of ['rateLimited', 'noPermission', 'unreachable', 'validation'] as const)
  test(`copies that cannot be counted (${kind}) are unknown and never made again, and the run goes on`, async () => {
    const server = new FakeServer(many(6));
    let calls = 0;
    const verifyOutcome = () => {
      calls++;
      if (calls === 2)
        return Promise.reject(
          new ApiError(kind, 'no', { fields: [{ path: ['ids'], message: 'x' }], effect: 'unknown' }),
        );
      return Promise.resolve(new Set(server.requests.flatMap(({ ids }) => ids)));
    };
    const ids = [...server.clients.keys()];
    const result = await runBulk(server, ids, cloneOperation(), { origin, chunkSize: 2, verifyOutcome });
    assert.equal(server.attempts, 3);
    assert.deepEqual(Object.values(kinds(result)), ['done', 'done', 'unknown', 'unknown', 'done', 'done']);
    assert.equal(result.stoppedBy, undefined);
  });

test('uncounted copies of one request are not taken for copies of the next', async () => {
  const made: Client[] = [];
  let fails = false;
  const verifyOutcome = await cloneVerifier({
    list: () =>
      fails
        ? Promise.reject(new ApiError('unreachable', 'no'))
        : Promise.resolve(pageOf([...made].reverse())),
  });
  const twins = ['a', 'b'].map((id) => clientOf(id, 'active', { name: 'Twin' }));
  fails = true;
  made.push(clientOf('copy', 'active', { name: 'Twin clone' }));
  await assert.rejects(verifyOutcome(twins.slice(0, 1)));
  fails = false;
  assert.equal((await verifyOutcome(twins.slice(1))).has('b'), false);
});

test('a copy is found behind many clients that others created at the same time', async () => {
  const clients = [clientOf('old', 'active', { name: 'Old' })];
  const verifyOutcome = await cloneVerifier({
    list: ({ page = 1, perPage = 1 }) => {
      const newest = [...clients].reverse();
      return Promise.resolve(pageOf(newest.slice((page - 1) * perPage, page * perPage), page, newest.length));
    },
  });
  clients.push(clientOf('copy', 'active', { name: 'Old clone' }));
  for (let n = 0; n < 450; n++) clients.push(clientOf(`other${n}`, 'active', { name: 'Other' }));
  assert.deepEqual([...(await verifyOutcome(clients.slice(0, 1)))], ['old']);
});

function pageOf(rows: Client[], currentPage = 1, total = rows.length): Page<Client> {
  return {
    rows,
    pagination: { total, count: rows.length, currentPage, perPage: 200, totalPages: Math.ceil(total / 200) },
  };
}
