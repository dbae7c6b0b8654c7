import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  dataOf,
  toActivity,
  toClient,
  toCompany,
  toDocument,
  toPage,
  toStatics,
} from '../../../../src/api/routes/answers';
import { ShapeError } from '../../../../src/api/routes/shapeError';
import { isApiError } from '../../../../src/api/errors';
import { parseJson, parseList } from '../../../../src/api/json';
import { apiOn, clientRow, idA, pageOf, scripted, sendJson } from '../scriptedServer';

test('numeric text becomes numbers, missing texts become empty, unknown keys survive', () => {
  const client = toClient({
    id: idA,
    balance: '12.50',
    paid_to_date: 'much',
    is_deleted: 1,
    updated_at: '1771430400',
    settings: [],
    contacts: { 0: { id: 5, email: null }, 1: 'junk' },
    documents: [{ id: 'x', size: '10' }],
    e_invoice: { a: [1] },
  });
  assert.equal(client.balance, 12.5);
  assert.equal(client.paid_to_date, 0);
  assert.equal(client.is_deleted, true);
  assert.equal(client.updated_at, 1_771_430_400);
  assert.equal(client.name, '');
  assert.deepEqual(client.settings, {});
  assert.deepEqual(client.contacts, [
    { id: '5', email: '', first_name: '', last_name: '', phone: '', is_primary: false },
  ]);
  assert.equal(client.documents?.[0]?.size, 10);
  assert.deepEqual(client.e_invoice, { a: [1] });
});

test('a missing list of documents stays unknown', () => {
  assert.equal('documents' in toClient({ id: idA }), false);
});

test('a client without an id is refused unless it is a blank template', () => {
  assert.throws(() => toClient({ id: '' }), ShapeError);
  assert.equal(toClient({ id: '' }, { blank: true }).id, '');
});

for (const key of ['"__proto__"', '"\\u005f_proto__"', '"__pr\\u006fto__"']) {
  test(`a key ${key} is dropped at every depth`, () => {
    const value = parseJson(
      Buffer.from(`{"data":{"a":[{${key}:{"polluted":1},"b":2}],${key}:{"polluted":1}}}`),
    );
    const copy = Object.assign({}, dataOf(value)) as Record<string, unknown>;
    assert.equal(copy.polluted, undefined);
    assert.equal((Object.assign({}, (copy.a as object[])[0]) as Record<string, unknown>).polluted, undefined);
  });
}

test('rows of a list lose the key __proto__ wherever their keys are gone through', () => {
  const bad = '"__proto__":{"polluted":1},"\\u005f_proto__":{"polluted":1}';
  const part = `{${bad},"id":"${idA}"}`;
  const row = `{${bad},"id":"${idA}","settings":${part},"contacts":[${part}],"documents":[${part}],"gateway_tokens":[${part}],"locations":{"1":${part}}}`;
  const [client] = toPage(parseList(Buffer.from(`{"data":[${row}]}`)), toClient).rows;
  assert.ok(client);
  const { settings, contacts, documents = [], gateway_tokens = [], locations = [] } = client;
  const parts = [client, settings, contacts[0], documents[0], gateway_tokens[0], locations[0]];
  for (const one of parts) {
    assert.ok(one);
    assert.equal(Object.hasOwn(one, '__proto__'), false);
    assert.equal('polluted' in Object.assign({}, one), false);
  }
  assert.equal(contacts[0]?.id, idA);
});

const readers: ((value: unknown) => unknown)[] = [
  (value) => toClient(value),
  (value) => toClient(dataOf(value)),
  (value) => toPage(value, toClient),
  (value) => toPage(value, toDocument),
  toActivity,
  toCompany,
  toStatics,
];

/** JSON that resembles the real thing often enough to get past the first check. */
const nearly = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(idA, '', '1', null, true, 0, -1e300),
    tie('list'),
    tie('map'),
  ),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(
    fc.constantFrom(
      'data',
      'meta',
      'pagination',
      'id',
      'contacts',
      'documents',
      'settings',
      'countries',
      'currencies',
      'bulk_updates',
      'client',
      '__proto__',
      'constructor',
      'toString',
      'total',
      'custom_fields',
    ),
    tie('value'),
    { maxKeys: 8 },
  ),
})).value;

test('no JSON crashes a reader or changes a prototype', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        nearly.map((value) => JSON.stringify(value)),
      ),
      (text) => {
        for (const [read, parse] of readers.flatMap((read) => [
          [read, parseJson] as const,
          [read, parseList] as const,
        ])) {
          try {
            read(parse(Buffer.from(text)));
          } catch (error) {
            assert.ok(error instanceof ShapeError, String(error));
          }
        }
        assert.equal(Object.keys(Object.prototype).length, 0);
        assert.equal(Object.keys(Array.prototype).length, 0);
      },
    ),
    { numRuns: 2000 },
  );
});

test('any answer over the wire is a result or an ApiError', async (t) => {
  let answer = { status: 200, body: '', type: '' };
  const server = await scripted((_seen, response) => {
    response.writeHead(answer.status, { 'Content-Type': answer.type });
    response.end(answer.body);
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const bodies = fc.oneof(
    fc.json(),
    nearly.map((value) => JSON.stringify(value)),
    fc.string(),
  );
  const type = fc.constantFrom('application/json', 'text/html', 'x');
  const status = fc.constantFrom(200, 200, 200, 201, 400, 401, 403, 404, 409, 412, 413, 418, 422, 500);
  await fc.assert(
    fc.asyncProperty(bodies, type, status, async (body, contentType, code) => {
      answer = { status: code, body, type: contentType };
      const calls = [
        api.ping(),
        api.currentCompany(),
        api.listClients({}),
        api.getClient(idA),
        api.createClient({}),
        api.bulkClients({ action: 'archive', ids: [idA] }),
        api.listDocuments(idA),
        api.activities(idA),
        api.users(),
        api.relatedCount(idA, 'invoices'),
        api.purgeClient(idA, 'x'),
      ];
      for (const result of await Promise.allSettled(calls)) {
        if (result.status === 'rejected') assert.ok(isApiError(result.reason), String(result.reason));
      }
    }),
    { numRuns: 60 },
  );
});

test('statics, company and page are read from what a server sends', async (t) => {
  const server = await scripted((seen, response) => {
    if (seen.url === '/api/v1/statics') {
      sendJson(response, {
        countries: [{ id: 276, name: 'Germany' }],
        currencies: [{ id: '3', name: 'Euro', code: 'EUR' }],
        bulk_updates: { client: ['public_notes', 7] },
      });
    } else if (seen.url === '/api/v1/companies/current') {
      const custom = { client1: 'Colour|red,blue', client2: '' };
      const settings = { name: 'Acme', currency_id: 3 };
      sendJson(response, {
        data: { id: idA, settings, custom_fields: custom, default_password_timeout: '1800000' },
      });
    } else {
      sendJson(response, pageOf([clientRow()], 41, 2, 20));
    }
  });
  t.after(() => server.close());
  const { api } = apiOn(`${server.url}/`);
  t.after(() => api.close());
  const statics = await api.statics();
  assert.equal(await api.statics(), statics, 'asked for once');
  assert.equal(server.requests.length, 1);
  assert.equal(statics.countries[0]?.id, '276');
  assert.deepEqual(statics.bulkUpdateColumns, ['public_notes']);
  const company = await api.currentCompany();
  assert.deepEqual(
    [company.name, company.currencyId, company.passwordTimeout, company.customFields],
    ['Acme', '3', 1_800_000, { client1: 'Colour' }],
  );
  const page = await api.listClients({ page: 2, perPage: 20 });
  assert.deepEqual(page.pagination, { total: 41, count: 1, perPage: 20, currentPage: 2, totalPages: 3 });
  assert.equal(api.serverVersion, '5.10.42');
});
