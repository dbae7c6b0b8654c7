import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { test, type TestContext } from 'node:test';
import { isApiError } from '../../../../src/api/errors';
import { Limiter } from '../../../../src/api/calls/limiter';
import { eventually } from '../../../eventually';
import { apiOn, clientRow, idA, idB, jumpingClock, scripted, sendJson } from '../scriptedServer';

/** A server that answers only when told to. */
async function patient(t: TestContext) {
  const open: { url: string; response: ServerResponse }[] = [];
  const server = await scripted((seen, response) => open.push({ url: seen.url, response }));
  t.after(() => server.close());
  const answerAll = () => {
    for (const { url, response } of open.splice(0))
      sendJson(response, { data: clientRow(url.includes(idB) ? idB : idA) });
  };
  return { server, open, answerAll };
}

test('so many requests at once and no more', async (t) => {
  const { server, open, answerAll } = await patient(t);
  const { api } = apiOn(server.url, { concurrency: 2 });
  t.after(() => api.close());
  const calls = Array.from({ length: 5 }, () => api.createClient({ name: 'x' }));
  for (const [expected, together] of [
    [2, 2],
    [4, 2],
    [5, 1],
  ] as const) {
    await server.arrived(expected);
    await until(() => open.length === together);
    assert.equal(server.requests.length, expected);
    answerAll();
  }
  await Promise.all(calls);
});

test('what the user waits for goes before background work', async () => {
  const limiter = new Limiter(2, jumpingClock());
  const { signal } = new AbortController();
  const order: string[] = [];
  const enter = (name: string, priority: 'user' | 'background') =>
    limiter.enter({ priority }, signal).then((leave) => {
      order.push(name);
      return leave;
    });
  const first = await enter('background 1', 'background');
  const second = enter('background 2', 'background');
  const leaveUser = await enter('user 1', 'user');
  const third = enter('user 2', 'user');
  leaveUser();
  (await third)();
  first();
  (await second)();
  assert.deepEqual(order, ['background 1', 'user 1', 'user 2', 'background 2']);
});

test('leaving the queue and leaving twice do no harm', async () => {
  const limiter = new Limiter(1, jumpingClock());
  const never = new AbortController().signal;
  const leave = await limiter.enter({ priority: 'user' }, never);
  const controller = new AbortController();
  const waiting = limiter.enter({ priority: 'user' }, controller.signal);
  controller.abort();
  await assert.rejects(waiting, { name: 'AbortError' });
  leave();
  leave();
  const one = await limiter.enter({ priority: 'user' }, never);
  let entered = false;
  const two = limiter.enter({ priority: 'user' }, never).then((done) => {
    entered = true;
    return done;
  });
  await Promise.resolve();
  assert.equal(entered, false);
  one();
  (await two)();
});

test('identical reads share a request, and everybody gets an object of their own', async (t) => {
  const { server, answerAll, open } = await patient(t);
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const calls = [api.getClient(idA), api.getClient(idA, { priority: 'background' }), api.getClient(idA)];
  const other = api.getClient(idB);
  await server.arrived(2);
  await until(() => open.length === 2);
  answerAll();
  const [a, b] = await Promise.all([...calls, other]);
  assert.equal(server.requests.length, 2);
  assert.deepEqual(a, b);
  assert.notEqual(a, b);
  assert.equal((await other).id, idB);
  const later = api.getClient(idA);
  await server.arrived(3);
  await until(() => open.length === 1);
  answerAll();
  await later;
});

test('one caller may leave a shared read; when all have left it is ended', async (t) => {
  const { server, answerAll, open } = await patient(t);
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const [first, second, third] = [new AbortController(), new AbortController(), new AbortController()];
  const a = api.getClient(idA, { signal: first.signal });
  const b = api.getClient(idA, { signal: second.signal });
  await server.arrived(1);
  first.abort();
  await assert.rejects(a, (error) => isApiError(error, 'canceled'));
  await until(() => open.length === 1);
  answerAll();
  assert.equal((await b).id, idA);

  const c = api.getClient(idA, { signal: third.signal });
  await server.arrived(2);
  const before = server.closedSockets();
  third.abort();
  await assert.rejects(c, (error) => isApiError(error, 'canceled'));
  await until(() => server.closedSockets() > before);
});

test('a read that is canceled does not take the next one along', async (t) => {
  const { server, answerAll, open } = await patient(t);
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const controller = new AbortController();
  const a = api.getClient(idA, { signal: controller.signal });
  await server.arrived(1);
  controller.abort();
  const b = api.getClient(idA);
  await assert.rejects(a, (error) => isApiError(error, 'canceled'));
  await until(() => open.length > 0);
  answerAll();
  assert.equal((await b).id, idA);
});

test('429 pauses the whole account', async (t) => {
  let refusals = 1;
  const server = await scripted((_seen, response) => {
    if (refusals-- > 0) sendJson(response, { message: 'Too many requests' }, 429, { 'Retry-After': '7' });
    else sendJson(response, { data: clientRow() });
  });
  t.after(() => server.close());
  const pauses: number[] = [];
  const clock = jumpingClock();
  const { api } = apiOn(server.url, { onPause: (milliseconds) => pauses.push(milliseconds) }, clock);
  t.after(() => api.close());
  await assert.rejects(
    api.createClient({}),
    (error) => isApiError(error, 'rateLimited') && error.retryAfter === 7000,
  );
  assert.deepEqual(pauses, [7000]);
  await api.getClient(idA);
  assert.ok(
    clock.waits.some((wait) => wait > 6000),
    'the next call waited',
  );
});

test('closing ends what is under way', async (t) => {
  const { server } = await patient(t);
  const { api } = apiOn(server.url);
  const call = api.getClient(idA);
  await server.arrived(1);
  const closed = api.close();
  await assert.rejects(call, (error) => isApiError(error, 'canceled'));
  await closed;
  await assert.rejects(api.getClient(idA), (error) => isApiError(error, 'canceled'));
});

async function until(condition: () => boolean): Promise<void> {
  await eventually('the condition', condition, { everyMs: 1 });
}
