import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildQuery } from '../../../../src/api/query/buildQuery';
import type { Caller } from '../../../../src/api/calls/caller';
import { ClientRoutes } from '../../../../src/api/routes/clients';
import { back, type Ask, type Choice } from '../../../../src/browse/filter/ask';
import { conditions } from '../../../../src/browse/filter/filterConditions';
import { filterDialog } from '../../../../src/browse/filter/filterDialog';
import { filterSentence } from '../../../../src/browse/filter/filterSentence';
import { listQuery, noFilter, type Filter } from '../../../../src/browse/filter/filterState';
import type { Session } from '../../../../src/session/session';
import { account } from '../../accounts/fakes';

/** Answers questions in order: a label (or several) to choose, a text to type, `back`, or undefined for Escape. */
function scripted(...answers: (string | string[] | typeof back | undefined)[]): Ask {
  const next = () => {
    assert.ok(answers.length > 0, 'one more question than answers');
    return answers.shift();
  };
  const find = <T>(items: readonly Choice<T>[], label: string): T => {
    const item = items.find((choice) => choice.label === label || choice.label === `${label}…`);
    assert.ok(item, `${label} is one of ${items.map((choice) => choice.label).join(', ')}`);
    return item.value;
  };
  return {
    one: ({ items }) => {
      const answer = next();
      return Promise.resolve(typeof answer === 'string' ? find(items, answer) : (answer as undefined));
    },
    many: ({ items }) => {
      const answer = next();
      return Promise.resolve(
        Array.isArray(answer) ? answer.map((label) => find(items, label)) : (answer as undefined),
      );
    },
    text: ({ check }) => {
      const answer = next();
      if (typeof answer === 'string') assert.equal(check?.(answer), undefined, `${answer} is accepted`);
      return Promise.resolve(answer as string | undefined);
    },
  };
}

const id = 'VolejRejNm';
const tables: Record<string, { id: string; name: string }[]> = {
  group: [{ id, name: 'VIP' }],
  user: [{ id: 'Wpmbk5ezJn', name: 'Ines Falk' }],
  country: [
    { id: '276', name: 'Germany' },
    { id: '40', name: 'Austria' },
  ],
  industry: [{ id: '33', name: 'Bakery' }],
  size: [{ id: '2', name: '4 - 10' }],
};
const server = (serverVersion: string) =>
  new ClientRoutes({ serverVersion } as Caller, () => Promise.reject(new Error('no request is expected')));
const sessionOf = (version: string) =>
  ({
    companyData: {
      lookup: (table: string) => Promise.resolve(tables[table] ?? []),
      company: () => Promise.resolve({ customFields: { client1: 'Region' } }),
    },
    clients: { get: () => undefined, ids: () => [] },
    api: () => Promise.resolve(server(version)),
  }) as unknown as Session;
const session = sessionOf('5.13.40');

async function build(...answers: Parameters<typeof scripted>): Promise<Filter> {
  const result = await filterDialog(scripted(...answers), account('a'), session, noFilter, 'en');
  assert.ok(result);
  return result.filter;
}

const asked = (filter: Filter) =>
  Object.fromEntries(new URLSearchParams(buildQuery(listQuery(filter), '5.13.40').search));

/** Every condition: how it is answered, what reaches the server, how it reads. */
const table: [string, (string | string[])[], Record<string, string>, string][] = [
  ['Text anywhere', ['harbour'], { filter: 'harbour' }, 'contains “harbour”'],
  ['Name', ['bak'], { name: 'bak' }, 'name contains “bak”'],
  ['E-mail', ['a@b.example'], { email: 'a@b.example' }, 'e-mail is “a@b.example”'],
  ['Number', ['0001'], { number: '0001' }, 'number is “0001”'],
  ['Id number', ['X1'], { id_number: 'X1' }, 'id number is “X1”'],
  ['VAT number', ['DE1'], { vat_number: 'DE1' }, 'VAT number contains “DE1”'],
  ['Balance', ['greater than', '1000,5'], { balance: 'gt:1000.5' }, 'balance greater than 1,000.5'],
  ['Balance between', ['-5', '100'], { between_balance: '-5:100' }, 'balance from -5 to 100'],
  [
    'Created',
    ['after', 'A day', '2026-01-31'],
    { created_at: 'gt:2026-01-31' },
    'created after Jan 31, 2026',
  ],
  ['Changed', ['since', 'A day', '2026-02-01'], { updated_at: '2026-02-01' }, 'changed since Feb 1, 2026'],
  [
    'Created between',
    ['A day', '2026-01-01', 'A day', '2026-01-31'],
    { created_between: '2026-01-01,2026-01-31' },
    'created from Jan 1, 2026 to Jan 31, 2026',
  ],
  [
    'Changed between',
    ['A day', '2026-01-01', 'A day', '2026-01-31'],
    { updated_between: '2026-01-01,2026-01-31' },
    'changed from Jan 1, 2026 to Jan 31, 2026',
  ],
  ['State', [['archived', 'deleted']], { status: 'archived,deleted' }, 'archived or deleted'],
  ['Deleted or not', ['Deleted only'], { is_deleted: '1', status: 'deleted' }, 'deleted only'],
  ['Group', ['VIP'], { group: id }, 'group VIP'],
  ['Any of several groups', [['VIP']], { group_settings_id: id }, 'group VIP'],
  ['Country', [['Germany', 'Austria']], { country_id: '276,40' }, 'country Germany, Austria'],
  ['Industry', [['Bakery']], { industry_id: '33' }, 'industry Bakery'],
  ['Company size', [['4 - 10']], { size_id: '2' }, 'size 4 - 10'],
  ['Classification', [['business']], { classification: 'business' }, 'classification business'],
  ['Assigned user', [['Ines Falk']], { assigned_user_ids: 'Wpmbk5ezJn' }, 'assigned to Ines Falk'],
  ['Tag', [id], { tag_ids: id }, `tag ${id}`],
  ['Custom field', ['Region', 'north'], { custom_value1: 'north' }, 'Region contains “north”'],
  ['One client only', [id], { client_id: id }, `only ${id}`],
  ['One client besides', [id], { with: id }, `and ${id}`],
  [
    'Sort by',
    ['Balance', 'Falling (Z to A, large to small, new to old)'],
    { sort: 'balance|desc' },
    'by balance, falling',
  ],
  [
    'Further details to load',
    [['documents', 'activities']],
    { include: 'documents,activities' },
    'with documents, activities',
  ],
  ['Clients a page', ['25'], { per_page: '25' }, '25 a page'],
];

test('every condition can be answered, reaches the server, has a sentence and can be removed', async () => {
  assert.deepEqual(
    table.map(([label]) => label).sort(),
    conditions()
      .map(({ label }) => label)
      .sort(),
  );
  for (const [label, answers, parameters, words] of table) {
    const filter = await build(label, ...answers, 'Show Clients');
    for (const [name, value] of Object.entries(parameters)) assert.equal(asked(filter)[name], value, label);
    assert.equal(filterSentence(filter, 'en'), words);
    const cleared = await build(label, ...answers, label, 'Take Away', 'Show Clients');
    assert.deepEqual(cleared.query, {}, label);
  }
});

test('conditions add up; Back and Escape change nothing; clearing empties', async () => {
  const two = await build('Name', 'bak', 'Country', back, 'State', ['active'], 'Show Clients');
  assert.equal(filterSentence(two, 'en'), 'name contains “bak” · active');
  assert.equal(asked(two).status, 'active');
  assert.equal(await filterDialog(scripted('Name', undefined), account('a'), session, two, 'en'), undefined);
  const cleared = await filterDialog(scripted('Clear All', 'Show Clients'), account('a'), session, two, 'en');
  assert.deepEqual(cleared, { filter: noFilter });
  const { status, sort } = asked(noFilter);
  assert.deepEqual({ status, sort }, { status: 'active,archived', sort: 'name|asc' });
});

test('a filter is saved under a name', async () => {
  const saved = await filterDialog(
    scripted('Name', 'bak', 'Save as Query', 'Bakers'),
    account('a'),
    session,
    noFilter,
    'en',
  );
  assert.deepEqual([saved?.name, saved?.filter.query], ['Bakers', { name: 'bak' }]);
});

test('what the version of the server does not know is marked, refused with a sentence, and never set', async () => {
  const heard: string[] = [];
  const marked = new Set<string>();
  const answers = scripted('VAT number', 'Created', 'after', 'Today', 'Name', 'bak', 'Show Clients');
  const ask: Ask = {
    ...answers,
    one: (question) => {
      if (question.title.startsWith('Filter Clients of')) {
        heard.push(question.placeholder ?? '');
        for (const { label, description } of question.items)
          if (description?.startsWith('not in')) marked.add(label);
      }
      return answers.one(question);
    },
  };
  const result = await filterDialog(ask, account('a'), sessionOf('5.10.42'), noFilter, 'en');
  assert.deepEqual(result?.filter.query, { name: 'bak' });
  assert.deepEqual(heard, [
    'Choose a condition',
    'VAT number: not in this version of Invoice Ninja.',
    'This version of Invoice Ninja cannot filter by points in time other than “since”.',
    'name contains “bak”',
  ]);
  const words =
    'Created between, Changed between, VAT number, Any of several groups, Country, Industry, Company size, Classification, Assigned user, Tag, Custom field';
  assert.deepEqual(marked, new Set(words.split(', ').map((label) => `${label}…`)));
});

test('conditions that are set can be taken away one by one on a server that does not know them', async () => {
  const filter: Filter = { query: { vatNumber: 'DE1', countries: ['40'] }, names: {} };
  const answers = scripted('VAT number', 'Take Away', 'Country', 'Take Away', 'Show Clients');
  const result = await filterDialog(answers, account('a'), sessionOf('5.10.42'), filter, 'en');
  assert.deepEqual(result?.filter, noFilter);
});
