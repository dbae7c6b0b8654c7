import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InvoiceNinjaApi } from '../../../../src/api/api';
import { isApiError } from '../../../../src/api/errors';
import { apiOn, clientRow, idA, idB, pageOf, scripted, sendJson } from '../scriptedServer';

const file = {
  name: 'a.txt',
  size: 1,
  async *open() {
    yield await Promise.resolve(Buffer.from('a'));
  },
};
const other = { data: clientRow(idB, { documents: [{ id: 'd', name: 'a.txt', size: 1 }] }) };

const cases: [what: string, call: (api: InvoiceNinjaApi) => Promise<unknown>, answer: unknown][] = [
  ['a client', (api) => api.getClient(idA), other],
  ['a client for a backup', (api) => api.getClient(idA, { include: ['documents', 'ledger'] }), other],
  ['a saved client', (api) => api.updateClient(idA, { settings: {} }), other],
  ['a merged client', (api) => api.mergeClients(idA, 'Opnel5aKBz', undefined), other],
  ['a client with a new document', (api) => api.uploadDocument(idA, file), other],
  [
    'clients of a bulk action',
    (api) => api.bulkClients({ action: 'archive', ids: [idA] }),
    pageOf([clientRow(idA), clientRow(idB)]),
  ],
  ['a document', (api) => api.updateDocument(idA, { name: 'b' }), { data: { id: idB, name: 'b' } }],
  [
    'a history',
    (api) => api.activities(idA),
    { data: [{ id: '1', client: { label: 'B', hashed_id: idB } }] },
  ],
  ['a created client without an id', (api) => api.createClient({}), { data: clientRow('') }],
  [
    'a created client with an id that is none',
    (api) => api.createClient({}),
    { data: clientRow('../victim') },
  ],
  [
    'a list with a client without an id',
    (api) => api.listClients({}),
    pageOf([clientRow(idA), clientRow('')]),
  ],
  [
    'a client with a contact without an id',
    (api) => api.getClient(idA),
    { data: clientRow(idA, { contacts: [{ email: 'a@example.com' }] }) },
  ],
  ['a document without an id', (api) => api.listDocuments(idA), pageOf([{ name: 'a' }])],
  ['a group without an id', (api) => api.groups(), pageOf([{ name: 'a' }])],
  ['a user without an id', (api) => api.users(), pageOf([{ first_name: 'a' }])],
];

for (const [what, call, answer] of cases)
  test(`an answer is refused that holds another record or no id: ${what}`, async (t) => {
    const writes: string[] = [];
    const server = await scripted((seen, response) => {
      if (seen.method !== 'GET') writes.push(seen.url);
      sendJson(response, answer);
    });
    t.after(() => server.close());
    const { api, log } = apiOn(server.url);
    t.after(() => api.close());
    await assert.rejects(call(api), (error) => {
      assert.ok(isApiError(error, 'serverFault'), String(error));
      assert.match(error.message, /cannot be understood/);
      // The server has answered a change with success: nobody knows what became of it.
      const changes = writes.length > 0 && !/activities|documents\?/.test(writes[0] ?? '');
      assert.equal(error.effect, changes ? 'unknown' : 'none');
      return true;
    });
    assert.ok(log.length > 0);
    assert.ok(writes.length <= 1, 'nothing is sent twice');
  });

test('an answer whose reading fails for any reason leaves the effect of a change unknown', async (t) => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const server = await scripted((_seen, response) =>
    sendJson(response, `{"data":{"id":"${idA}","x":${deep}}}`),
  );
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  await api.createClient({}).then(
    () => undefined,
    (error: unknown) => assert.ok(isApiError(error) && error.effect === 'unknown'),
  );
});

test('a gateway that gave up waiting leaves the effect of a change unknown', async (t) => {
  for (const status of [408, 499, 500, 502, 504]) {
    const server = await scripted((_seen, response) => sendJson(response, { message: 'x' }, status));
    t.after(() => server.close());
    const { api } = apiOn(server.url);
    t.after(() => api.close());
    await assert.rejects(api.createClient({}), (error) => isApiError(error) && error.effect === 'unknown');
  }
});
