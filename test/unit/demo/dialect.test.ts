import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { withDemo, type Caller } from './calls';

/** What both dialects do, side by side; one test for each line of src/demo/dialect.ts. */
async function inBothDialects(
  on510: (caller: Caller) => Promise<void>,
  onCurrent: (caller: Caller) => Promise<void>,
): Promise<void> {
  await withDemo({ dialect: '5.10' }, on510);
  await withDemo({}, onCurrent);
}

const ID = 'VolejRejNm';
const total = async (caller: Caller, query: string): Promise<unknown> => {
  const { json } = await caller.call('GET', `clients?${query}`);
  return (json.meta as { pagination: { total: number } }).pagination.total;
};

describe('dialects', () => {
  test('version', () =>
    inBothDialects(
      async ({ call }) => assert.equal((await call('GET', 'ping')).headers.get('x-app-version'), '5.10.42'),
      async ({ call }) => {
        const { headers } = await call('GET', 'ping');
        assert.equal(headers.get('x-app-version'), '5.13.43');
        assert.equal(headers.get('x-minimum-client-version'), '5.0.16');
      },
    ));

  test('balance syntax: the other order means "equals zero"', () =>
    inBothDialects(
      async (caller) => {
        const above = await caller.rows('balance=100:gt&per_page=100');
        assert.ok(above.length > 0 && above.every((row) => Number(row.balance) > 100));
        const swapped = await caller.rows('balance=gt:100&per_page=100');
        assert.ok(swapped.length > 0 && swapped.every((row) => row.balance === 0));
      },
      async (caller) => {
        const above = await caller.rows('balance=gt:100&per_page=100');
        assert.ok(above.length > 0 && above.every((row) => Number(row.balance) > 100));
        const swapped = await caller.rows('balance=100:gt&per_page=100');
        assert.ok(swapped.length > 0 && swapped.every((row) => row.balance === 0));
      },
    ));

  test('default order', () =>
    inBothDialects(
      async ({ ids }) => assert.equal((await ids('per_page=1'))[0], ID),
      async ({ ids }) => assert.notEqual((await ids('per_page=1'))[0], ID),
    ));

  test('words of a filter: one phrase, or each on its own', () => {
    const create = (caller: Caller) => caller.call('POST', 'clients', { name: 'Zebra Crossing' });
    return inBothDialects(
      async (caller) => {
        await create(caller);
        assert.equal(await total(caller, 'filter=zebra%20crossing'), 1);
        assert.equal(await total(caller, 'filter=crossing%20zebra'), 0);
      },
      async (caller) => {
        await create(caller);
        assert.equal(await total(caller, 'filter=crossing%20zebra'), 1);
        assert.equal(await total(caller, 'filter=crossing%20lion'), 0);
      },
    );
  });

  test('unknown sort column: a server error, or ignored', () =>
    inBothDialects(
      async ({ call }) => assert.equal((await call('GET', 'clients?sort=bogus|asc')).status, 500),
      async ({ ids }) => assert.deepEqual(await ids('sort=bogus|asc'), await ids('')),
    ));

  test('several sorts', () =>
    inBothDialects(
      async ({ ids }) => assert.deepEqual(await ids('sort[]=id|desc'), await ids('')),
      async ({ rows }) => {
        const sorted = await rows('sort[]=is_deleted|desc&sort[]=id|asc&per_page=100');
        const keys = sorted.map((row) => (row.is_deleted ? 0 : 1));
        assert.deepEqual(keys, [...keys].sort());
        assert.equal(sorted.find((row) => !row.is_deleted)?.id, ID);
      },
    ));

  test('sorting by contact: unknown, or the first contact', () =>
    inBothDialects(
      async ({ call }) => assert.equal((await call('GET', 'clients?sort=contact_email|asc')).status, 500),
      async ({ rows }) => {
        const emails = (await rows('sort=contact_email|desc&per_page=5')).map(
          (row) => (row.contacts as { email: string }[])[0]?.email,
        );
        assert.deepEqual(emails, [...emails].sort().reverse());
      },
    ));

  test('over-long text: cut, or a server error', () => {
    const body = { city: 'c'.repeat(300) };
    return inBothDialects(
      async ({ call, one }) => {
        assert.equal((await call('PUT', `clients/${ID}`, body)).status, 200);
        assert.equal((await one(ID)).city, 'c'.repeat(191));
      },
      async ({ call, one }) => {
        const before = (await one(ID)).city;
        assert.equal((await call('PUT', `clients/${ID}`, body)).status, 500);
        assert.equal((await one(ID)).city, before);
      },
    );
  });

  test('malformed JSON: an empty body, or refused', () =>
    inBothDialects(
      async ({ call }) => assert.equal((await call('POST', 'clients', '{"name":')).status, 200),
      async ({ call }) => {
        const { status, json } = await call('POST', 'clients', '{"name":');
        assert.equal(status, 400);
        assert.deepEqual(json, { message: 'Malformed JSON payload.', error: 'Invalid JSON data provided' });
      },
    ));

  test('documents sent back in a PUT: nothing is saved, or the key is dropped', () => {
    const body = { city: 'Elsewhere', documents: [{ id: ID }] };
    return inBothDialects(
      async ({ call, one }) => {
        assert.equal((await call('PUT', `clients/${ID}`, body)).status, 200);
        assert.notEqual((await one(ID)).city, 'Elsewhere');
      },
      async ({ call, one }) => {
        assert.equal((await call('PUT', `clients/${ID}`, body)).status, 200);
        assert.equal((await one(ID)).city, 'Elsewhere');
        assert.equal((await call('PUT', `clients/${ID}`, { documents: null })).status, 422);
      },
    );
  });

  test('locations', () =>
    inBothDialects(
      async ({ call, one }) => {
        assert.equal((await one(ID)).locations, undefined);
        assert.match((await call('GET', 'locations')).text, /<html/);
      },
      async ({ call, one }) => {
        const made = await call('POST', 'locations', { client_id: ID, name: 'Dépôt', country_id: '250' });
        assert.equal(made.status, 200);
        assert.equal(((await one(ID)).locations as { name: string }[])[0]?.name, 'Dépôt');
      },
    ));

  test('body of a bad token', () =>
    inBothDialects(
      async ({ call }) => {
        const { status, json } = await call('GET', 'ping', undefined, { 'X-API-TOKEN': 'no' });
        assert.equal(status, 403);
        assert.deepEqual(json, { message: 'Invalid token', errors: {} });
      },
      async ({ call }) => {
        const { json } = await call('GET', 'ping', undefined, { 'X-API-TOKEN': 'no' });
        assert.deepEqual(json, { message: 'Invalid token' });
      },
    ));

  test('clone', () =>
    inBothDialects(
      async ({ call }) => {
        assert.equal((await call('POST', 'clients/bulk', { action: 'clone', ids: [ID] })).status, 422);
      },
      async ({ call, rows }) => {
        const { status, json } = await call('POST', 'clients/bulk', { action: 'clone', ids: [ID] });
        assert.equal(status, 200);
        assert.deepEqual(
          (json.data as { id: string }[]).map((row) => row.id),
          [ID],
        );
        const [copy] = await rows('sort=id|desc&per_page=1');
        assert.match(String(copy?.name), / clone \d{4}-/);
        assert.equal(copy?.balance, 0);
      },
    ));

  test('tags', () =>
    inBothDialects(
      async ({ call, one }) => {
        assert.match((await call('GET', 'tags')).text, /<html/);
        assert.equal((await one(ID, 'include=tags')).tags, undefined);
      },
      async ({ call, one, ids }) => {
        const [tag] = (await call('GET', 'tags?entity_type=client')).json.data as {
          id: string;
          name: string;
        }[];
        assert.ok(tag);
        await call('PUT', `clients/${ID}`, { tags: [tag.id] });
        assert.deepEqual(
          ((await one(ID, 'include=tags')).tags as { name: string }[]).map((row) => row.name),
          [tag.name],
        );
        assert.ok((await ids(`tag_ids=${tag.id}&per_page=100`)).includes(ID));
        assert.equal((await call('PUT', `clients/${ID}`, { tags: ['xxxxxxxxxx'] })).status, 422);
      },
    ));

  test('created_between and updated_between', () =>
    inBothDialects(
      async (caller) => assert.equal(await total(caller, 'created_between=2099-01-01,2099-02-01'), 60),
      async (caller) => {
        assert.equal(await total(caller, 'created_between=2099-01-01,2099-02-01'), 0);
        assert.equal(await total(caller, 'created_between=2020-01-01,2099-02-01'), 60);
        assert.equal(await total(caller, 'updated_between=2099-01-01,2099-02-01'), 0);
      },
    ));

  test('dates with an operator', () =>
    inBothDialects(
      async (caller) => assert.equal(await total(caller, 'created_at=lt:2020-01-01'), 60),
      async (caller) => {
        assert.equal(await total(caller, 'created_at=lt:2020-01-01'), 0);
        assert.equal(await total(caller, 'created_at=gt:2020-01-01'), 60);
      },
    ));

  test('vat_number and the other columns as filters', () =>
    inBothDialects(
      async (caller) => assert.equal(await total(caller, 'vat_number=nowhere&country_id=1'), 60),
      async (caller) => {
        assert.equal(await total(caller, 'vat_number=nowhere'), 0);
        const found = await caller.rows('country_id=276,250&per_page=100');
        assert.ok(found.length > 0 && found.every((row) => ['276', '250'].includes(String(row.country_id))));
      },
    ));

  test('with: one id, or several', () =>
    inBothDialects(
      async ({ ids }) => assert.deepEqual(await ids(`filter=nothing-like-it&with=${ID},Wpmbk5ezJn`), []),
      async ({ ids }) => assert.equal((await ids(`filter=nothing-like-it&with=${ID},Wpmbk5ezJn`)).length, 2),
    ));

  test('cc_only and can_sign', () => {
    const contacts = [
      { email: 'a@b.example', cc_only: true },
      { email: 'c@d.example', cc_only: true },
    ];
    return inBothDialects(
      async ({ call, one }) => {
        await call('PUT', `clients/${ID}`, { contacts });
        assert.equal('cc_only' in ((await one(ID)).contacts as object[])[1]!, false);
      },
      async ({ call, one }) => {
        await call('PUT', `clients/${ID}`, { contacts });
        const stored = (await one(ID)).contacts as { cc_only: boolean }[];
        assert.deepEqual(
          stored.map((contact) => contact.cc_only),
          [false, true],
        );
      },
    );
  });

  test('an unknown currency: kept, or refused', () => {
    const body = { settings: { currency_id: '99999' } };
    return inBothDialects(
      async ({ call }) => assert.equal((await call('PUT', `clients/${ID}`, body)).status, 200),
      async ({ call }) => assert.equal((await call('PUT', `clients/${ID}`, body)).status, 422),
    );
  });

  test('pdf_variables: kept, or dropped', () => {
    const body = { settings: { currency_id: '3', pdf_variables: 'x' } };
    return inBothDialects(
      async ({ call, one }) => {
        await call('PUT', `clients/${ID}`, body);
        assert.deepEqual((await one(ID)).settings, { currency_id: '3', pdf_variables: 'x' });
      },
      async ({ call, one }) => {
        await call('PUT', `clients/${ID}`, body);
        assert.deepEqual((await one(ID)).settings, { currency_id: '3' });
      },
    );
  });

  test('activities in lists', () =>
    inBothDialects(
      async ({ rows }) => assert.deepEqual((await rows('include=activities&per_page=1'))[0]?.activities, []),
      async ({ rows }) => {
        assert.equal(((await rows('include=activities&per_page=1'))[0]?.activities as object[]).length, 1);
      },
    ));

  test('currencies of the lookup tables', () =>
    inBothDialects(
      async ({ call }) =>
        assert.equal(((await call('GET', 'statics')).json.currencies as object[]).length, 141),
      async ({ call }) =>
        assert.equal(((await call('GET', 'statics')).json.currencies as object[]).length, 142),
    ));

  test('recurring expenses of a client that is merged: lost, or moved', () => {
    const count = async (caller: Caller, client: string): Promise<number> => {
      const { json } = await caller.call('GET', `recurring_expenses?client_id=${client}`);
      return (json.meta as { pagination: { total: number } }).pagination.total;
    };
    const merged = async (caller: Caller) => {
      const others = (await caller.ids('sort=id|asc&per_page=20')).filter((id) => id !== ID);
      const counts = await Promise.all(others.map((id) => count(caller, id)));
      const loser = others[counts.findIndex((each) => each > 0)];
      const before = await count(caller, ID);
      const password = { 'X-API-PASSWORD': caller.server.password };
      assert.equal((await caller.call('POST', `clients/${ID}/${loser}/merge`, {}, password)).status, 200);
      return (await count(caller, ID)) - before;
    };
    return inBothDialects(
      async (caller) => assert.equal(await merged(caller), 0),
      async (caller) => assert.ok((await merged(caller)) > 0),
    );
  });
});
