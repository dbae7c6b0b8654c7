import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../src/api/api';
import { isApiError } from '../../../src/api/errors';
import { startDemo } from '../../../src/demo/entry';
import { apiOn } from './scriptedServer';

let demo: Awaited<ReturnType<typeof startDemo>>;
let api: InvoiceNinjaApi;

before(async () => {
  demo = await startDemo({ control: true, clients: 250 });
  api = apiOn(demo.url, { token: demo.token }).api;
});

after(async () => {
  await api.close();
  await demo.close();
});

async function text(chunks: Uint8Array[]): Promise<string> {
  return Promise.resolve(Buffer.concat(chunks).toString());
}

test('every operation works on the demo server', async () => {
  assert.ok((await api.ping()).companyName);
  assert.ok((await api.statics()).countries.length > 200);
  assert.ok((await api.currentCompany()).id);
  const created = await api.createClient({ name: 'Wire test', contacts: [{ email: 'a@example.com' }] });
  const { id, settings } = created;
  assert.equal((await api.getClient(id)).name, 'Wire test');
  const updated = await api.updateClient(id, { city: 'Hamburg', settings });
  assert.equal(updated.confirmedBy, 'answer');
  assert.equal(updated.client.city, 'Hamburg');
  const found = await api.listClients({ email: 'a@example.com', number: created.number });
  assert.deepEqual(
    found.rows.map((row) => row.id),
    [id],
  );
  const file = {
    name: 'note.txt',
    size: 5,
    async *open() {
      yield await Promise.resolve(Buffer.from('hello'));
    },
  };
  const withFile = await api.uploadDocument(id, file, { isPublic: false });
  const document = withFile.documents?.[0];
  assert.equal(document?.name, 'note.txt');
  assert.equal(document.is_public, false);
  const chunks: Uint8Array[] = [];
  await api.downloadDocument(document.id, (chunk) => {
    chunks.push(Uint8Array.from(chunk));
    return Promise.resolve();
  });
  assert.equal(await text(chunks), 'hello');
  assert.equal((await api.updateDocument(document.id, { name: 'b.txt' })).name, 'b.txt');
  assert.equal((await api.listDocuments(id)).rows.length, 1);
  await assert.rejects(api.deleteDocument(document.id, 'wrong'), (error) =>
    isApiError(error, 'passwordWrong'),
  );
  await api.deleteDocument(document.id, demo.password);
  assert.ok((await api.activities(id)).length > 0);
  await api.groups();
  assert.ok((await api.users()).length > 0);
  assert.equal(await api.relatedCount(id, 'invoices'), 0);
  const archived = await api.bulkClients({ action: 'archive', ids: [id] });
  assert.ok((archived[0]?.archived_at ?? 0) > 0);
  await api.bulkClients({ action: 'delete', ids: [id] });
  await assert.rejects(api.updateClient(id, { settings }), (error) => isApiError(error, 'deletedLocked'));
  await api.bulkClients({ action: 'restore', ids: [id] });
  const other = await api.createClient({ name: 'Loser' });
  assert.equal((await api.mergeClients(id, other.id, demo.password)).id, id);
  await api.purgeClient(id, demo.password);
  await assert.rejects(api.getClient(id), (error) => isApiError(error, 'notFound'));
  assert.equal((await api.blankClient()).id, '');
});

test('a walk over the demo server finds every client', async () => {
  const ids = new Set<string>();
  for await (const step of api.walkClients({ status: ['active', 'archived', 'deleted'] }, { pageSize: 40 })) {
    for (const row of step.rows) ids.add(row.id);
    assert.equal(step.changedDuringWalk, false);
  }
  assert.equal(ids.size, 250);
});

test('balances compare on the demo server as they are asked for', async () => {
  for (const is of ['lt', 'lte', 'gt', 'gte', 'eq'] as const) {
    const { rows } = await api.listClients({ balance: { is, amount: 0 }, perPage: 250 });
    const holds = {
      lt: (balance: number) => balance < 0,
      lte: (balance: number) => balance <= 0,
      gt: (balance: number) => balance > 0,
      gte: (balance: number) => balance >= 0,
      eq: (balance: number) => balance === 0,
    }[is];
    assert.ok(
      rows.every((row) => holds(row.balance)),
      is,
    );
  }
});

async function control(path: string, method: string, body?: unknown): Promise<unknown> {
  const options = { method, headers: { 'Content-Type': 'application/json' } };
  const answer = await fetch(
    `${demo.url}/__demo/${path}`,
    body ? { ...options, body: JSON.stringify(body) } : options,
  );
  return answer.json();
}

const lost: [kind: string, create: string, update: string, posts: number][] = [
  ['reset-before', 'unreachable unknown', 'unreachable unknown', 1],
  ['reset-after', 'unreachable unknown', 'readBack', 1],
  ['truncate', 'unreachable unknown', 'readBack', 1],
  ['rate-limit', 'rateLimited none', 'rateLimited none', 1],
  ['redirect', 'notInvoiceNinja none', 'notInvoiceNinja none', 1],
];

for (const [kind, create, update, sent] of lost) {
  test(`the demo server’s ${kind}: sent once, and its effect is reported`, async () => {
    const client = await api.createClient({ name: 'Before' });
    const outcome = (promise: Promise<unknown>) =>
      promise.then(
        (value) => (value as { confirmedBy?: string }).confirmedBy ?? 'ok',
        (error: unknown) => (isApiError(error) ? `${error.kind} ${error.effect}` : String(error)),
      );
    const more = { location: 'https://login.example.org/', times: 1 };
    await control('requests', 'DELETE');
    await control('faults', 'POST', { kind, match: { method: 'POST' }, ...more });
    assert.equal(await outcome(api.createClient({ name: 'After' })), create);
    await control('faults', 'POST', { kind, match: { method: 'PUT' }, ...more });
    const body = { name: 'After', settings: client.settings };
    assert.equal(await outcome(api.updateClient(client.id, body)), update);
    const requests = (await control('requests', 'GET')) as { method: string }[];
    for (const method of ['POST', 'PUT']) {
      assert.equal(requests.filter((request) => request.method === method).length, sent, method);
    }
    await control('faults', 'DELETE');
  });
}
