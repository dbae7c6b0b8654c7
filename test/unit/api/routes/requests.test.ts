import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { InvoiceNinjaApi, RequestLog } from '../../../../src/api/api';
import { isApiError } from '../../../../src/api/errors';
import { apiOn, clientRow, idA, idB, pageOf, scripted, sendJson, type Seen } from '../scriptedServer';

type Answer = (seen: Seen) => { status?: number; body: unknown };

async function apiWith(t: TestContext, answer: Answer) {
  const server = await scripted((seen, response) => {
    const { status, body } = answer(seen);
    sendJson(response, body, status);
  });
  t.after(() => server.close());
  const { api, log } = apiOn(`${server.url}/sub`);
  t.after(() => api.close());
  return { api, log, server };
}

const record = { body: { data: clientRow() } };
const list = { body: pageOf([clientRow()]) };

interface Case {
  call: (api: InvoiceNinjaApi) => Promise<unknown>;
  sends: string;
  body?: unknown;
  password?: string;
  answer?: { body: unknown };
}

const cases: Case[] = [
  { call: (api) => api.ping(), sends: 'GET /ping', answer: { body: { company_name: 'A', user_name: 'B' } } },
  { call: (api) => api.currentCompany(), sends: 'POST /companies/current' },
  { call: (api) => api.getClient(idA), sends: `GET /clients/${idA}` },
  {
    call: (api) => api.getClient(idA, { include: ['activities', 'ledger'] }),
    sends: `GET /clients/${idA}?include=activities%2Cledger`,
  },
  {
    call: (api) => api.blankClient(),
    sends: 'GET /clients/create',
    answer: { body: { data: clientRow('') } },
  },
  {
    call: (api) => api.createClient({ name: 'x', documents: [] }),
    sends: 'POST /clients',
    body: { name: 'x' },
  },
  {
    call: (api) => api.updateClient(idA, { settings: {}, documents: [{}] }),
    sends: `PUT /clients/${idA}`,
    body: { settings: {} },
  },
  {
    call: (api) => api.bulkClients({ action: 'assign_group', ids: [idA, idB, idA], groupId: idB }),
    sends: 'POST /clients/bulk?per_page=2',
    body: { group_settings_id: idB, action: 'assign_group', ids: [idA, idB] },
    answer: list,
  },
  {
    call: (api) => api.bulkClients({ action: 'bulk_update', ids: [idA], column: 'size_id', value: '2' }),
    sends: 'POST /clients/bulk?per_page=1',
    body: { column: 'size_id', new_value: '2', action: 'bulk_update', ids: [idA] },
    answer: list,
  },
  {
    call: (api) => api.purgeClient(idA, 'pässword'),
    sends: `POST /clients/${idA}/purge`,
    password: 'pässword',
    answer: { body: { message: 'Success' } },
  },
  { call: (api) => api.mergeClients(idA, idB, undefined), sends: `POST /clients/${idA}/${idB}/merge` },
  {
    call: (api) => api.listDocuments(idA, { page: 2, perPage: 50 }),
    sends: `POST /clients/${idA}/documents?per_page=50&page=2`,
    answer: list,
  },
  {
    call: (api) => api.updateDocument(idA, { is_public: false }),
    sends: `PUT /documents/${idA}`,
    body: { is_public: false },
  },
  { call: (api) => api.deleteDocument(idA, 'x'), sends: `DELETE /documents/${idA}`, password: 'x' },
  {
    call: (api) => api.activities(idA),
    sends: 'POST /activities/entity',
    body: { entity: 'client', entity_id: idA },
    answer: list,
  },
  {
    call: (api) => api.groups(),
    sends: 'GET /group_settings?sort=id%7Casc&per_page=1000&page=1',
    answer: list,
  },
  { call: (api) => api.users(), sends: 'GET /users?sort=id%7Casc&per_page=1000&page=1', answer: list },
  {
    call: (api) => api.relatedCount(idA, 'invoices'),
    sends: `GET /invoices?client_id=${idA}&per_page=1`,
    answer: list,
  },
];

for (const { call, sends, body, password, answer = record } of cases) {
  test(`sends ${sends}`, async (t) => {
    const { api, server, log } = await apiWith(t, () => answer);
    await call(api);
    assert.equal(server.requests.length, 1);
    const [seen] = server.requests;
    assert.ok(seen);
    assert.equal(`${seen.method} ${seen.url.replace('/sub/api/v1', '')}`, sends);
    assert.deepEqual(seen.body.length > 0 ? JSON.parse(seen.body.toString()) : undefined, body);
    const { headers } = seen;
    assert.equal(headers['x-api-token'], 'secret-token');
    assert.equal(headers['x-requested-with'], 'XMLHttpRequest');
    assert.equal(headers.accept, 'application/json');
    assert.equal(headers['user-agent'], 'unit-test/1.0');
    assert.equal(headers['content-type'], body === undefined ? undefined : 'application/json');
    assert.equal(headers['x-react'], undefined);
    assert.equal(headers['x-api-password'], undefined);
    const sent = headers['x-api-password-base64'];
    assert.equal(sent === undefined ? undefined : Buffer.from(String(sent), 'base64').toString(), password);
    checkLog(log);
  });
}

function checkLog(log: RequestLog[]): void {
  assert.equal(log.length, 1);
  assert.equal(log[0]?.number, 1);
  assert.equal(log[0]?.attempt, 1);
  assert.equal(log[0]?.status, 200);
  assert.ok(log[0].bytesReceived > 0);
  assert.doesNotMatch(JSON.stringify(log), /secret|VolejRejNm|Wpmbk5ezJn|\?|Harbour/);
}

const rejections: [status: number, body: unknown, sees: string][] = [
  [400, { message: 'No query results for model [App\\Models\\Client].' }, 'notFound'],
  [400, { message: 'Record with value 17 not found' }, 'notFound'],
  [
    400,
    { message: 'Record is deleted and cannot be edited. Restore the record to enable editing' },
    'deletedLocked',
  ],
  [400, { message: 'Relation `foo` is not a valid include.' }, 'unsupported'],
  [400, { message: 'Malformed JSON payload.' }, 'refused'],
  [401, { message: 'This action is unauthorized.' }, 'noPermission'],
  [401, { message: 'Unauthenticated.' }, 'wrongToken'],
  [403, { message: 'Invalid token', errors: {} }, 'wrongToken'],
  [403, { message: 'Invalid Token' }, 'wrongToken'],
  [403, { message: 'User inactive', errors: {} }, 'wrongToken'],
  [403, { message: 'Upgrade to a paid plan for this feature.' }, 'noPermission'],
  [403, '<html>blocked</html>', 'refused'],
  [404, { message: 'Method not supported for this route' }, 'unsupported'],
  [404, { message: 'No query results for model' }, 'notFound'],
  [404, '<html>', 'notInvoiceNinja'],
  [412, { message: 'Invalid Password', errors: {} }, 'passwordNeeded'],
  [413, '<html>', 'tooLarge'],
  [418, { message: 'x' }, 'refused'],
  [422, { message: 'The given data was invalid.', errors: { name: ['Bad.'] } }, 'validation'],
  [500, { message: 'Server Error' }, 'serverFault'],
];

for (const [status, body, kind] of rejections) {
  test(`${status} ${JSON.stringify(body)} means ${kind}`, async (t) => {
    const { api } = await apiWith(t, () => ({ status, body }));
    await assert.rejects(api.purgeClient(idA, undefined), (error) => {
      assert.ok(isApiError(error, kind as 'refused'), String(error));
      assert.equal(error.status, status);
      assert.equal(error.effect, status >= 500 ? 'unknown' : 'none');
      assert.match(error.message, /^[^\n]+\.$/);
      return true;
    });
  });
}

test('a wrong password is distinguished from a missing one', async (t) => {
  const { api } = await apiWith(t, () => ({ status: 412, body: { message: 'Invalid Password' } }));
  await assert.rejects(api.purgeClient(idA, 'x'), (error) => isApiError(error, 'passwordWrong'));
  await assert.rejects(api.purgeClient(idA, undefined), (error) => isApiError(error, 'passwordNeeded'));
});

test('messages of a 422 come with their place', async (t) => {
  const errors = {
    'contacts.0.email': ['A.', 'B.'],
    settings: 'C.',
    number: [7],
    'documents.0': ['x'.repeat(600)],
  };
  const { api } = await apiWith(t, () => ({ status: 422, body: { message: 'Invalid.', errors } }));
  await assert.rejects(api.createClient({}), (error) => {
    assert.ok(isApiError(error, 'validation'));
    assert.deepEqual(error.fields.slice(0, 3), [
      { path: ['contacts', 0, 'email'], message: 'A.' },
      { path: ['contacts', 0, 'email'], message: 'B.' },
      { path: ['settings'], message: 'C.' },
    ]);
    assert.deepEqual(error.fields[3]?.path, ['documents', 0]);
    assert.equal(error.fields[3]?.message.length, 500);
    return true;
  });
});

test('what must not be sent is not sent', async (t) => {
  const { api, server } = await apiWith(t, () => record);
  const refused: [() => Promise<unknown>, string][] = [
    [() => api.getClient('../x'), 'notFound'],
    [() => api.updateClient(idA, { name: 'x' }), 'unsupported'],
    [() => api.mergeClients(idA, idA, 'x'), 'validation'],
    [() => api.bulkClients({ action: 'archive', ids: ['1'] }), 'notFound'],
    [() => api.listClients({ perPage: 0 }), 'unsupported'],
  ];
  for (const [call, kind] of refused) {
    await assert.rejects(call, (error) => isApiError(error, kind as 'refused'));
  }
  assert.deepEqual(await api.bulkClients({ action: 'archive', ids: [] }), []);
  assert.equal(server.requests.length, 0);
  const { api: broken } = apiOn(server.url, { token: 'to ken\n' });
  await assert.rejects(broken.ping(), (error) => isApiError(error, 'wrongToken'));
  await broken.close();
});

test('a query that depends on the version asks for the version first', async (t) => {
  const { api, server } = await apiWith(t, (seen) =>
    seen.url.includes('/ping') ? { body: { company_name: 'A' } } : list,
  );
  await api.listClients({ balance: { is: 'gt', amount: 50 } });
  assert.match(decodeURIComponent(server.requests[1]?.url ?? ''), /balance=50:gt/);
  assert.equal(server.requests.length, 2);
  await assert.rejects(api.listClients({ vatNumber: 'x' }), (error) => isApiError(error, 'unsupported'));
  await api.bulkClients({ action: 'clone', ids: [idA] }).then(
    () => assert.fail(),
    (error) => assert.ok(isApiError(error, 'unsupported')),
  );
  assert.equal(server.requests.length, 2);
});

test('a row that breaks a doubtful condition is an error, not a wrong list', async (t) => {
  const server = await scripted((seen, response) => {
    const body = seen.url.includes('/ping')
      ? { company_name: 'A' }
      : pageOf([clientRow(idA, { vat_number: 'AT1' })]);
    sendJson(response, body, 200, { 'X-APP-VERSION': '5.12.0' });
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  await assert.rejects(api.listClients({ vatNumber: 'DE' }), (error) => isApiError(error, 'unsupported'));
  assert.equal((await api.listClients({ vatNumber: 'at' })).rows.length, 1);
});

test('a count is unknown without the permission, or when the server did not filter', async (t) => {
  const { api } = await apiWith(t, (seen) =>
    seen.url.includes('/tasks')
      ? { status: 401, body: { message: 'This action is unauthorized.' } }
      : { body: pageOf([{ id: 'x', client_id: seen.url.includes('/quotes') ? idB : idA }], 7) },
  );
  assert.equal(await api.relatedCount(idA, 'invoices'), 7);
  assert.equal(await api.relatedCount(idA, 'tasks'), undefined);
  assert.equal(await api.relatedCount(idA, 'quotes'), undefined);
});
