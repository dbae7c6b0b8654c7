import assert from 'node:assert/strict';
import http from 'node:http';
import { test } from 'node:test';
import { eventually } from '../../eventually';
import { callerFor, withDemo, type Caller } from './calls';
import { startDemo } from '../../../src/demo/entry';

const ID = 'VolejRejNm';
const ONLY_CLIENTS = { method: 'GET', path: '^/api/v1/clients' };

async function arm(caller: Caller, fault: object): Promise<void> {
  const { status, json } = await caller.control('POST', 'faults', fault);
  assert.equal(status, 200);
  assert.equal(typeof json.id, 'number');
}

interface Logged {
  method: string;
  path: string;
  query: string;
  headers: Record<string, string>;
  body?: unknown;
  status?: number;
  applied: boolean;
  aborted: boolean;
}

async function logged(caller: Caller): Promise<Logged[]> {
  return JSON.parse((await caller.control('GET', 'requests')).text) as Logged[];
}

test('control routes exist only with `control`', async () => {
  await withDemo({ control: false }, async ({ control }) => {
    assert.equal(
      (await control('GET', 'requests')).status === 200 &&
        (await control('GET', 'requests')).text.startsWith('['),
      false,
    );
    assert.equal((await control('POST', 'reset')).status, 405);
  });
});

test('control routes refuse foreign host names', async () => {
  await withDemo({}, async ({ server }) => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      http
        .get(`${server.url}/__demo/requests`, { headers: { Host: 'evil.example' } }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
        .on('error', reject);
    });
    assert.equal(status, 403);
  });
});

test('answers that keep a request from being applied', async () => {
  await withDemo({}, async (caller) => {
    await arm(caller, { kind: 'html' });
    const html = await caller.call('PUT', `clients/${ID}`, { city: 'X' });
    assert.equal(html.status, 502);
    assert.match(html.text, /<html>/);
    await arm(caller, { kind: 'rate-limit', retryAfter: 7 });
    const limited = await caller.call('GET', 'ping');
    assert.equal(limited.status, 429);
    assert.equal(limited.headers.get('retry-after'), '7');
    await arm(caller, { kind: 'rate-limit' });
    assert.equal((await caller.call('GET', 'ping')).headers.get('retry-after'), null);
    await arm(caller, { kind: 'error', status: 503 });
    assert.equal((await caller.call('GET', 'ping')).status, 503);
    await arm(caller, { kind: 'redirect', location: 'http://elsewhere.example/' });
    const moved = await caller.call('GET', 'ping');
    assert.equal(moved.status, 302);
    assert.equal(moved.headers.get('location'), 'http://elsewhere.example/');
    assert.equal((await caller.call('GET', 'ping')).status, 200);
    assert.notEqual((await caller.one(ID)).city, 'X');
  });
});

test('resets before and after applying, seen in the request log', async () => {
  await withDemo({}, async (caller) => {
    await arm(caller, { kind: 'reset-before', match: { method: 'PUT' } });
    await assert.rejects(caller.call('PUT', `clients/${ID}`, { city: 'Before' }));
    await arm(caller, { kind: 'reset-after', match: { method: 'PUT' } });
    await assert.rejects(caller.call('PUT', `clients/${ID}`, { city: 'After' }));
    assert.equal((await caller.one(ID)).city, 'After');
    const [first, second] = (await logged(caller)).filter((entry) => entry.method === 'PUT');
    assert.deepEqual([first?.applied, first?.aborted, first?.status], [false, true, undefined]);
    assert.deepEqual([second?.applied, second?.aborted, second?.status], [true, true, undefined]);
    assert.deepEqual(second?.body, { city: 'After' });
    assert.equal(second.headers['x-api-token'], '***');
  });
});

test('times, skip and clearing', async () => {
  await withDemo({}, async (caller) => {
    await arm(caller, { kind: 'error', match: ONLY_CLIENTS, times: 2, skip: 1 });
    const statuses: number[] = [];
    for (let n = 0; n < 4; n++) statuses.push((await caller.call('GET', 'clients?per_page=1')).status);
    assert.deepEqual(statuses, [200, 500, 500, 200]);
    await arm(caller, { kind: 'error', times: 0 });
    assert.equal((await caller.call('GET', 'ping')).status, 500);
    assert.equal((await caller.call('GET', 'ping')).status, 500);
    await caller.control('DELETE', 'faults');
    assert.equal((await caller.call('GET', 'ping')).status, 200);
  });
});

test('broken transmissions', async () => {
  await withDemo({}, async (caller) => {
    await arm(caller, { kind: 'truncate', bytes: 20 });
    await assert.rejects(caller.call('GET', 'clients'));
    await arm(caller, { kind: 'content-type', value: 'text/csv' });
    assert.equal((await caller.call('GET', 'ping')).headers.get('content-type'), 'text/csv');
    await arm(caller, { kind: 'drip', bytesPerSecond: 1_000_000 });
    assert.equal((await caller.call('GET', 'clients?per_page=1')).status, 200);
    await arm(caller, { kind: 'delay', ms: 30 });
    const started = performance.now();
    await caller.call('GET', 'ping');
    assert.ok(performance.now() - started >= 25);
  });
});

test('a held request is served when it is released, or its connection ends', async () => {
  await withDemo({}, async (caller) => {
    const held = async () => {
      const answer = await fetch(`${caller.server.url}/__demo/held`);
      return ((await answer.json()) as { count: number }).count;
    };
    const release = (drop: boolean) =>
      fetch(`${caller.server.url}/__demo/release`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ drop }),
      });
    for (const at of ['request', 'answer'])
      for (const drop of [false, true]) {
        await arm(caller, { kind: 'hold', at });
        const call = caller.call('POST', 'clients', { name: 'Held' }).then(
          ({ status }) => status,
          () => 'dropped',
        );
        await eventually('the request to be held', async () => (await held()) === 1);
        await release(drop);
        assert.equal(await call, drop ? 'dropped' : 200);
      }
    const posts = (await logged(caller)).filter(({ method }) => method === 'POST');
    assert.deepEqual(
      posts.map(({ applied }) => applied),
      [true, false, true, true],
    );
  });
});

test('an endless answer stops when the client goes', async () => {
  await withDemo({}, async (caller) => {
    await arm(caller, { kind: 'endless' });
    const stop = new AbortController();
    const response = await fetch(`${caller.server.url}/api/v1/clients`, { signal: stop.signal });
    const reader = response.body?.getReader();
    const first = await reader?.read();
    assert.match(new TextDecoder().decode(first?.value as Uint8Array), /^\{"data":\[/);
    stop.abort();
    assert.equal((await caller.call('GET', 'ping')).status, 200);
  });
});

test('another user changes, archives, deletes and purges', async () => {
  await withDemo({}, async (caller) => {
    const before = await caller.one(ID);
    await arm(caller, { kind: 'change', client: ID, set: { city: 'Changed by another' } });
    const after = await caller.one(ID);
    assert.equal(after.city, 'Changed by another');
    assert.deepEqual(after.settings, before.settings);
    assert.ok(Number(after.updated_at) > Number(before.updated_at));
    await arm(caller, { kind: 'change', client: ID, set: { city: 'In between' }, match: { method: 'PUT' } });
    assert.equal((await caller.one(ID)).city, 'Changed by another');
    await caller.call('PUT', `clients/${ID}`, { state: 'mine' });
    assert.equal((await caller.one(ID)).city, 'In between');
    await arm(caller, { kind: 'books', client: ID, balance: 12.5 });
    const booked = await caller.one(ID);
    assert.deepEqual([booked.balance, booked.paid_to_date], [12.5, before.paid_to_date]);
    await arm(caller, { kind: 'archive-client', client: ID });
    assert.ok(Number((await caller.one(ID)).archived_at) > 0);
    await arm(caller, { kind: 'delete-client', client: ID });
    assert.equal((await caller.one(ID)).is_deleted, true);
    await arm(caller, { kind: 'purge-client', client: ID });
    assert.equal((await caller.call('GET', `clients/${ID}`)).status, 400);
  });
});

test('the clock jumps, the password is forgotten with it', async () => {
  await withDemo({}, async (caller) => {
    const { server, call } = caller;
    assert.equal(
      (await call('POST', `clients/Wpmbk5ezJn/purge`, undefined, { 'X-API-PASSWORD': server.password }))
        .status,
      200,
    );
    assert.equal((await call('POST', 'password_timeout')).status, 200);
    await arm(caller, { kind: 'clock', seconds: 3600 });
    assert.equal((await call('POST', 'password_timeout')).status, 412);
    await call('PUT', `clients/${ID}`, { city: 'Later' });
    assert.ok(Number((await caller.one(ID)).updated_at) > Date.now() / 1000 + 3500);
  });
});

test('reset restores the state after the start', async () => {
  await withDemo({}, async (caller) => {
    const before = await caller.control('GET', `clients/${ID}`);
    await caller.call('PUT', `clients/${ID}`, { name: 'Gone soon' });
    await caller.call('POST', 'clients', { name: 'Gone soon too' });
    await arm(caller, { kind: 'error', times: 0 });
    assert.equal((await caller.control('POST', 'reset')).status, 200);
    assert.equal((await caller.control('GET', `clients/${ID}`)).text, before.text);
    assert.deepEqual(await logged(caller), []);
    assert.equal((await caller.call('GET', 'clients?filter=gone%20soon')).status, 200);
  });
});

test('unknown kinds and bad patterns are refused', async () => {
  await withDemo({}, async ({ control }) => {
    assert.equal((await control('POST', 'faults', { kind: 'explode' })).status, 422);
    assert.equal((await control('POST', 'faults', { kind: 'error', match: { path: '(' } })).status, 422);
  });
});

test('closing ends open connections', async () => {
  const server = await startDemo({ clients: 10, control: true });
  const caller = callerFor(server);
  await arm(caller, { kind: 'delay', ms: 60_000 });
  const waiting = assert.rejects(caller.call('GET', 'ping'));
  await eventually('the request in the log', async () => (await logged(caller)).length > 0);
  await server.close();
  await waiting;
});
