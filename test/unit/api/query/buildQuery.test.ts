import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { buildQuery } from '../../../../src/api/query/buildQuery';
import { needsVersion } from '../../../../src/api/query/queryVersions';
import type { ClientQuery, Comparison } from '../../../../src/api/query/clientQuery';
import { toClient } from '../../../../src/api/routes/answers';
import { isApiError } from '../../../../src/api/errors';
import { clientRow, idA, idB } from '../scriptedServer';

const old = '5.10.42';
const doubtful = '5.13.1';
const current = '5.13.43';
const tail = 'status=active,archived&sort=id|asc&per_page=100&page=1';

const cases: [what: string, query: ClientQuery, version: string | undefined, expected: string][] = [
  ['nothing', {}, old, tail],
  ['balance on old', { balance: { is: 'gt', amount: 1000 } }, old, `balance=1000:gt&${tail}`],
  ['balance on 5.12', { balance: { is: 'lte', amount: 0.5 } }, '5.12.54', `balance=0.5:lte&${tail}`],
  ['balance on new', { balance: { is: 'gt', amount: 1000 } }, current, `balance=gt:1000&${tail}`],
  [
    'balance gt in doubt',
    { balance: { is: 'gt', amount: 1000 } },
    doubtful,
    `between_balance=1000.000001:99999999999999&${tail}`,
  ],
  [
    'balance gte in doubt',
    { balance: { is: 'gte', amount: 10.5 } },
    undefined,
    `between_balance=10.5:99999999999999&${tail}`,
  ],
  [
    'balance lt in doubt',
    { balance: { is: 'lt', amount: 0 } },
    doubtful,
    `between_balance=-99999999999999:-0.000001&${tail}`,
  ],
  [
    'balance lte in doubt',
    { balance: { is: 'lte', amount: -3 } },
    doubtful,
    `between_balance=-99999999999999:-3&${tail}`,
  ],
  ['balance eq in doubt', { balance: { is: 'eq', amount: 7 } }, '5.12.55', `between_balance=7:7&${tail}`],
  ['between', { betweenBalance: { from: 10, to: 100 } }, old, `between_balance=10:100&${tail}`],
  ['deleted', { isDeleted: true }, old, 'is_deleted=1&status=deleted&sort=id|asc&per_page=100&page=1'],
  [
    'not deleted',
    { isDeleted: false, status: ['deleted', 'active'] },
    old,
    'is_deleted=0&status=active&sort=id|asc&per_page=100&page=1',
  ],
  [
    'all states',
    { status: ['deleted', 'active', 'archived'] },
    old,
    'status=active,archived,deleted&sort=id|asc&per_page=100&page=1',
  ],
  ['since on old', { updatedAt: { is: 'gte', at: 1_700_000_000 } }, old, `updated_at=1700000000&${tail}`],
  [
    'before on new',
    { createdAt: { is: 'lt', at: '2026-01-31' } },
    current,
    `created_at=lt:2026-01-31&${tail}`,
  ],
  [
    'with comes behind the conditions',
    { with: idA, name: 'x', status: ['active'] },
    old,
    `name=x&status=active&with=${idA}&sort=id|asc&per_page=100&page=1`,
  ],
  [
    'sort and page',
    { sort: { column: 'name', direction: 'desc' }, perPage: 5000, page: 3 },
    old,
    'status=active,archived&sort=name|desc&per_page=5000&page=3',
  ],
  [
    'include',
    { include: ['documents', 'documents', 'locations', 'tags'] },
    old,
    'status=active,archived&sort=id|asc&include=documents&per_page=100&page=1',
  ],
  [
    'include on new',
    { include: ['tags', 'locations'] },
    current,
    'status=active,archived&sort=id|asc&include=tags&per_page=100&page=1',
  ],
  ['blank texts say nothing', { name: '  ', filter: '' }, old, tail],
  [
    'lists on new',
    { countries: ['276', '840'], tags: [idA], assignedUsers: [idA, idB] },
    current,
    `country_id=276,840&assigned_user_ids=${idA},${idB}&tag_ids=${idA}&${tail}`,
  ],
];

for (const [what, query, version, expected] of cases) {
  test(`query: ${what}`, () => {
    const { search } = buildQuery(query, version);
    assert.equal(decodeURIComponent(search), `?${expected}`);
  });
}

const refused: [what: string, query: ClientQuery, version: string | undefined][] = [
  ['vat number on old', { vatNumber: 'DE1' }, old],
  ['custom field on old', { customValues: { 1: 'x' } }, old],
  ['countries on old', { countries: ['276'] }, old],
  ['days on old', { createdBetween: { from: '2026-01-01', to: '2026-01-31' } }, old],
  ['before on old', { updatedAt: { is: 'lt', at: '2026-01-31' } }, old],
  ['tags in doubt cannot be checked', { tags: [idA] }, doubtful],
  ['sort by contacts on old', { sort: { column: 'contacts', direction: 'asc' } }, old],
  ['unknown sort column', { sort: { column: 'contacts.email', direction: 'asc' } }, current],
  ['no state left', { isDeleted: true, status: ['active'] }, current],
  ['no state', { status: [] }, current],
  ['comma in a value', { countries: ['276,840'] }, current],
  ['empty list', { groups: [] }, current],
  ['id that is none', { clientId: 'x' }, current],
  ['NaN', { balance: { is: 'gt', amount: NaN } }, current],
  ['page 0', { page: 0 }, current],
  ['page size 5001', { perPage: 5001 }, current],
  ['day that is none', { createdAt: { is: 'gte', at: '2026-02-30' } }, current],
  [
    'balance and range in doubt',
    { balance: { is: 'gt', amount: 1 }, betweenBalance: { from: 1, to: 2 } },
    doubtful,
  ],
];

for (const [what, query, version] of refused) {
  test(`query refused: ${what}`, () => {
    assert.throws(
      () => buildQuery(query, version),
      (error) => isApiError(error, 'unsupported') && /^[A-Z].*\.$/.test(error.message),
    );
  });
}

const rowsOfIgnorance: [
  query: ClientQuery,
  passes: Record<string, unknown>,
  fails: Record<string, unknown>,
][] = [
  [{ balance: { is: 'gt', amount: 10 } }, { balance: 10.01 }, { balance: 10 }],
  [{ vatNumber: 'de1' }, { vat_number: 'XDE12' }, { vat_number: 'AT' }],
  [{ countries: ['276'] }, { country_id: 276 }, { country_id: '840' }],
  [
    { createdAt: { is: 'lt', at: '2026-01-10' } },
    { created_at: 1_767_225_600 },
    { created_at: 1_768_500_000 },
  ],
  [
    { updatedBetween: { from: '2026-01-01', to: '2026-01-02' } },
    { updated_at: 1_767_312_000 },
    { updated_at: 1_777_225_600 },
  ],
];

test('in doubt, a row that breaks a condition shows that it was ignored', () => {
  for (const [query, passes, fails] of rowsOfIgnorance) {
    const { checks } = buildQuery(query, doubtful);
    assert.ok(
      checks.every((check) => check(toClient(clientRow(idA, passes)))),
      JSON.stringify(passes),
    );
    assert.ok(!checks.every((check) => check(toClient(clientRow(idA, fails)))), JSON.stringify(fails));
    const excused = buildQuery({ ...query, with: idA }, doubtful).checks;
    assert.ok(excused.every((check) => check(toClient(clientRow(idA, fails)))));
  }
});

const comparison = fc.constantFrom<Comparison>('lt', 'lte', 'gt', 'gte', 'eq');
const amount = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => cents / 100);
const day = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const moment = fc.oneof(day, fc.integer({ min: 0, max: 4e9 }));
const text = fc.string({ minLength: 1 }).filter((value) => value.trim() === value && value !== '');
const id = fc.constantFrom(idA, idB);
const ids = fc.uniqueArray(id, { minLength: 1 });
const words = fc.uniqueArray(fc.stringMatching(/^[a-z0-9_-]{1,8}$/), { minLength: 1, maxLength: 4 });

const anyQuery: fc.Arbitrary<ClientQuery> = fc.record(
  {
    balance: fc.record({ is: comparison, amount }),
    betweenBalance: fc.record({ from: amount, to: amount }),
    clientId: id,
    createdAt: fc.record({ is: comparison, at: moment }),
    updatedAt: fc.record({ is: comparison, at: moment }),
    createdBetween: fc.record({ from: day, to: day }),
    updatedBetween: fc.record({ from: day, to: day }),
    email: text,
    filter: text,
    idNumber: text,
    number: text,
    vatNumber: text,
    name: text,
    status: fc
      .subarray(['active', 'archived', 'deleted'] as const, { minLength: 1 })
      .map((list) => [...list]),
    group: id,
    groups: ids,
    countries: words,
    industries: words,
    sizes: words,
    classifications: words,
    assignedUsers: ids,
    tags: ids,
    with: id,
    perPage: fc.integer({ min: 1, max: 5000 }),
    page: fc.integer({ min: 1, max: 100_000 }),
    sort: fc.record({
      column: fc.constantFrom('name', 'id', 'updated_at'),
      direction: fc.constantFrom('asc' as const, 'desc' as const),
    }),
  },
  { requiredKeys: ['status', 'perPage', 'page', 'sort'] },
);

test('any query survives the way into a URL and back', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const { search } = buildQuery(query, current);
      // fast-check makes records without a prototype and amounts of -0.
      assert.deepEqual(readQuery(search), JSON.parse(JSON.stringify(query)));
      assert.doesNotMatch(search, /[\s#<>"]/);
    }),
    { numRuns: 500 },
  );
});

test('on no version does any query do anything but work or be refused with a sentence', () => {
  const version = fc.oneof(fc.constantFrom(undefined, '', old, doubtful, current, 'v5.12.1-C2'), fc.string());
  fc.assert(
    fc.property(anyQuery, version, (query, of) => {
      needsVersion(query);
      try {
        const parameters = new URLSearchParams(buildQuery(query, of).search);
        for (const name of ['status', 'sort', 'per_page', 'page']) assert.ok(parameters.get(name));
      } catch (error) {
        assert.ok(isApiError(error, 'unsupported'), String(error));
      }
    }),
    { numRuns: 500 },
  );
});

/** Reads a search string as a current server does. */
function readQuery(search: string): ClientQuery {
  const parameters = new URLSearchParams(search);
  const query: Record<string, unknown> = {};
  const take = (name: string, key: string, read: (value: string) => unknown) => {
    const value = parameters.get(name);
    if (value !== null) query[key] = read(value);
  };
  const same = (value: string) => value;
  const csv = (value: string) => value.split(',');
  const compared = (value: string) => {
    const [, is = 'gte', at = ''] = /^(?:([a-z]+):)?(.*)$/.exec(value) ?? [];
    return { is, at: at.includes('-') ? at : Number(at) };
  };
  const days = (value: string) => ({ from: value.split(',')[0], to: value.split(',')[1] });
  take('balance', 'balance', (value) => ({ is: value.split(':')[0], amount: Number(value.split(':')[1]) }));
  take('between_balance', 'betweenBalance', (value) => ({
    from: Number(value.split(':')[0]),
    to: Number(value.split(':')[1]),
  }));
  take('client_id', 'clientId', same);
  take('created_at', 'createdAt', compared);
  take('updated_at', 'updatedAt', compared);
  take('created_between', 'createdBetween', days);
  take('updated_between', 'updatedBetween', days);
  for (const name of ['email', 'filter', 'number', 'name', 'group', 'with']) take(name, name, same);
  take('id_number', 'idNumber', same);
  take('vat_number', 'vatNumber', same);
  take('status', 'status', csv);
  take('group_settings_id', 'groups', csv);
  take('country_id', 'countries', csv);
  take('industry_id', 'industries', csv);
  take('size_id', 'sizes', csv);
  take('classification', 'classifications', csv);
  take('assigned_user_ids', 'assignedUsers', csv);
  take('tag_ids', 'tags', csv);
  take('per_page', 'perPage', Number);
  take('page', 'page', Number);
  take('sort', 'sort', (value) => ({ column: value.split('|')[0], direction: value.split('|')[1] }));
  return query;
}
