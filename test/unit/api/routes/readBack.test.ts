import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isApiError } from '../../../../src/api/errors';
import { containsAll } from '../../../../src/api/routes/readBack';
import { apiOn, clientRow, idA, scripted, sendJson } from '../scriptedServer';

const same: [stored: unknown, sent: unknown][] = [
  [{ name: 'A', other: 1 }, { name: ' A ' }],
  [{ a: '' }, { a: null }],
  [{ a: null }, { a: '' }],
  [{ a: 12 }, { a: '12' }],
  [{ settings: { x: '1', y: 2 } }, { settings: { x: 1 } }],
  [
    { contacts: [{ id: 'b' }, { id: 'a', email: 'x' }] },
    { contacts: [{ id: 'a', email: 'x' }, { id: 'b' }] },
  ],
  [{ contacts: [{ id: 'new', email: 'x' }] }, { contacts: [{ email: 'x', password: '' }] }],
  [{}, { flag: false }],
];
const different: [stored: unknown, sent: unknown][] = [
  [{ name: 'A' }, { name: 'B' }],
  [{ contacts: [] }, { contacts: [{ email: 'x' }] }],
  [{ contacts: [{ id: 'a' }, { id: 'b' }] }, { contacts: [{ id: 'a' }] }],
  [{ contacts: [{ id: 'b' }] }, { contacts: [{ id: 'a' }] }],
  [{ settings: {} }, { settings: { x: '1' } }],
  [undefined, { a: 1 }],
  // No answer of a server shows which password it has.
  [{ contacts: [{ id: 'new', email: 'x' }] }, { contacts: [{ email: 'x', password: 'Secret1' }] }],
  [{ contacts: [{ id: 'a', password: '**********' }] }, { contacts: [{ id: 'a', password: 'Secret1' }] }],
];

test('what is stored holds what was sent, in the server’s spelling', () => {
  for (const [stored, sent] of same)
    assert.equal(containsAll(stored, sent), true, JSON.stringify([stored, sent]));
  for (const [stored, sent] of different)
    assert.equal(containsAll(stored, sent), false, JSON.stringify([stored, sent]));
});

/** Loses the answer of every PUT; `found` is what later reads see. */
async function losing(found: (read: number) => Record<string, unknown>, date = new Date().toUTCString()) {
  let reads = 0;
  return scripted((seen, response) => {
    if (seen.method === 'PUT') response.socket?.destroy();
    else sendJson(response, { data: found(++reads) }, 200, { Date: date });
  });
}

const body = { name: 'New', settings: {} };
const recent = () => Math.floor(Date.now() / 1000);

test('a server still at work is looked at twice', async (t) => {
  const server = await losing((read) => clientRow(idA, { name: read === 1 ? 'Old' : 'New' }));
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  const result = await api.updateClient(idA, body);
  assert.equal(result.confirmedBy, 'readBack');
  assert.equal(result.client.name, 'New');
});

test('an untouched client was not saved; one that changed may have been', async (t) => {
  for (const [updated, date, effect] of [
    [1_700_000_000, new Date().toUTCString(), 'none'],
    [recent(), new Date().toUTCString(), 'unknown'],
    [1_700_000_000, 'no date', 'unknown'],
  ] as const) {
    const server = await losing(() => clientRow(idA, { name: 'Old', updated_at: updated }), date);
    t.after(() => server.close());
    const { api } = apiOn(server.url);
    t.after(() => api.close());
    await assert.rejects(api.updateClient(idA, body), (error) => {
      assert.ok(isApiError(error, 'unreachable'));
      assert.equal(error.effect, effect);
      return true;
    });
  }
});

test('when the client cannot be read either, the first error is reported', async (t) => {
  const server = await scripted((seen, response) => {
    if (seen.method === 'PUT') response.socket?.destroy();
    else sendJson(response, { message: 'Server Error' }, 500);
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  await assert.rejects(
    api.updateClient(idA, body),
    (error) => isApiError(error, 'unreachable') && error.effect === 'unknown',
  );
});

test('a plain refusal is not looked up', async (t) => {
  const server = await scripted((_seen, response) => {
    sendJson(response, { message: 'The given data was invalid.', errors: {} }, 422);
  });
  t.after(() => server.close());
  const { api } = apiOn(server.url);
  t.after(() => api.close());
  await assert.rejects(api.updateClient(idA, body), (error) => isApiError(error, 'validation'));
  assert.equal(server.requests.length, 1);
});
