import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withDemo } from './calls';

const data = (reply: { json: Record<string, unknown> }) => reply.json.data as Record<string, unknown>;
const client = 'VolejRejNm';

describe('locations', () => {
  test('are created, changed, listed by client and removed, and appear in the client', () =>
    withDemo({ clients: 10 }, async ({ call, one }) => {
      const refused = await call('POST', 'locations', {});
      assert.equal(refused.status, 422);
      assert.deepEqual(Object.keys(refused.json.errors as object).sort(), ['client_id', 'name']);
      assert.equal((await call('POST', 'locations', { name: 'x', client_id: 'xxxxxxxxxx' })).status, 422);

      const before = ((await one(client)).locations as unknown[]).length;
      const made = data(
        await call('POST', 'locations', {
          client_id: client,
          name: 'Depot',
          city: 'Ulm',
          country_id: '276',
          is_shipping_location: true,
        }),
      );
      assert.deepEqual(
        [made.name, made.city, made.country_id, made.is_shipping_location],
        ['Depot', 'Ulm', '276', true],
      );
      const id = String(made.id);
      assert.equal(((await one(client)).locations as unknown[]).length, before + 1);
      assert.equal(data(await call('PUT', `locations/${id}`, { city: 'Bonn' })).city, 'Bonn');
      assert.equal(data(await call('GET', `locations/${id}`)).name, 'Depot');
      const listed = async (of: string) =>
        ((await call('GET', `locations?client_id=${of}&per_page=100`)).json.data as { id: string }[]).map(
          (row) => row.id,
        );
      assert.ok((await listed(client)).includes(id));
      assert.ok(!(await listed('Wpmbk5ezJn')).includes(id));
      assert.equal(data(await call('DELETE', `locations/${id}`)).is_deleted, true);
      assert.equal(((await one(client)).locations as unknown[]).length, before);
      assert.ok(!(await listed(client)).includes(id));
    }));
});

describe('tags of newer servers', () => {
  test('are unknown to 5.10', () =>
    withDemo({ clients: 10, dialect: '5.10' }, async ({ call }) => {
      // Recorded: routes/newer-routes; what it does not know gets the page of the web app.
      for (const path of ['tags', 'locations'])
        assert.match((await call('GET', path)).headers.get('content-type') ?? '', /^text\/html/, path);
    }));

  test('are created with a name and listed by kind', () =>
    withDemo({ clients: 10 }, async ({ call }) => {
      assert.equal((await call('POST', 'tags', { color: '#ff0000' })).status, 422);
      const tag = data(await call('POST', 'tags', { name: 'VIP' }));
      assert.deepEqual([tag.name, tag.color, tag.entity_type], ['VIP', '#888888', 'client']);
      const names = async (query: string) =>
        ((await call('GET', `tags?per_page=100${query}`)).json.data as { name: string }[]).map(
          ({ name }) => name,
        );
      assert.ok((await names('')).includes('VIP'));
      assert.ok((await names('&entity_type=client')).includes('VIP'));
      assert.ok(!(await names('&entity_type=project')).includes('VIP'));
    }));
});

describe('groups', () => {
  test('have names of their own and are renamed', () =>
    withDemo({ clients: 10 }, async ({ call }) => {
      const made = data(await call('POST', 'group_settings', { name: 'Retail' }));
      assert.equal(made.name, 'Retail');
      const twice = await call('POST', 'group_settings', { name: 'Retail' });
      assert.deepEqual(twice.json.errors, { name: ['The name has already been taken.'] });
      assert.deepEqual((await call('POST', 'group_settings', {})).json.errors, {
        name: ['The name field is required.'],
      });
      const path = `group_settings/${String(made.id)}`;
      const renamed = await call('PUT', path, { name: 'Shops', settings: { currency_id: '3' } });
      assert.equal(data(renamed).name, 'Shops');
      assert.equal(data(await call('GET', path)).name, 'Shops');
      const all = (await call('GET', 'group_settings?per_page=100')).json.data as { name: string }[];
      assert.ok(all.some(({ name }) => name === 'Shops') && !all.some(({ name }) => name === 'Retail'));
    }));
});

describe('documents in bulk', () => {
  test('need an action and ids, and delete the ones that exist', () =>
    withDemo({ clients: 10 }, async ({ call, server, one }) => {
      const refused = await call('POST', 'documents/bulk', {}, { 'X-API-PASSWORD': server.password });
      assert.deepEqual(Object.keys(refused.json.errors as object).sort(), ['action', 'ids']);
      const documents = async () => (await one(client)).documents as { id: string }[];
      const form = new FormData();
      form.append('_method', 'PUT');
      form.append('documents[]', new Blob(['a note\n']), 'note.txt');
      const upload = await fetch(`${server.url}/api/v1/clients/${client}/upload`, {
        method: 'POST',
        headers: { 'X-API-TOKEN': server.token, 'X-Requested-With': 'XMLHttpRequest' },
        body: form,
      });
      assert.equal(upload.status, 200);
      const before = await documents();
      const id = before.at(-1)?.id;
      const deleted = await call(
        'POST',
        'documents/bulk',
        { action: 'delete', ids: [id, 'xxxxxxxxxx'] },
        { 'X-API-PASSWORD': server.password },
      );
      assert.equal(deleted.status, 200);
      assert.equal((await documents()).length, before.length - 1);
    }));
});
