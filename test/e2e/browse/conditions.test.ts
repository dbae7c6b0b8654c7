// Every condition of the filter through the real dialog, checked in the URL that reached the server.
import assert from 'node:assert/strict';
import { oldServer } from '../support/demo';
import { Desk } from '../support/desk';
import { Sidebar, type Answer } from '../support/sidebar';

type Row = [condition: string, answers: Answer[], parameters: Record<string, string>, words: string];

const text = (type: string, asked: string): Answer => ({ type, asked });
const pick = (label: string): Answer => ({ pick: label });
const tick = (...labels: string[]): Answer => ({ tick: labels });
const day = (type: string): Answer[] => [pick('A day…'), text(type, 'A day like 2026-01-31')];

/** Old servers would ignore them silently. */
const unknownToOld = new Set([
  'VAT number',
  'Created between',
  'Changed between',
  'Any of several groups',
  'Country',
  'Industry',
  'Company size',
  'Classification',
  'Assigned user',
  'Tag',
  'Custom field',
]);

describe('Browsing: every condition', () => {
  let desk: Desk;
  let sidebar: Sidebar;
  let rows: Row[];

  before(async () => {
    desk = await Desk.start([{ name: 'Aa One' }], { clients: 40 });
    sidebar = new Sidebar(desk);
    const { data: groups } = await desk.demo.api<{ data: { id: string; name: string }[] }>(
      'GET',
      '/group_settings',
    );
    const [group] = groups;
    assert.ok(group, 'the demo has a group');
    const id = desk.id('Aa One');
    rows = [
      ['Text anywhere', [text('one', 'Words in name')], { filter: 'one' }, 'contains “one”'],
      ['Name', [text('one', 'Part of the name')], { name: 'one' }, 'name contains “one”'],
      [
        'E-mail',
        [text('ann@example.com', 'The whole e-mail')],
        { email: 'ann@example.com' },
        'e-mail is “ann@example.com”',
      ],
      ['Number', [text('0041', 'The whole number')], { number: '0041' }, 'number is “0041”'],
      ['Id number', [text('HRB 1', 'The whole id number')], { id_number: 'HRB 1' }, 'id number is “HRB 1”'],
      ['VAT number', [text('DE1', 'Part of the VAT')], { vat_number: 'DE1' }, 'VAT number contains “DE1”'],
      [
        'Balance',
        [pick('greater than'), text('1000,5', 'Balance greater than')],
        { balance: oldServer ? '1000.5:gt' : 'gt:1000.5' },
        'balance greater than 1,000.5',
      ],
      [
        'Balance between',
        [text('-5', 'Balance from'), text('100', '… to')],
        { between_balance: '-5:100' },
        'balance from -5 to 100',
      ],
      [
        'Created',
        [pick(oldServer ? 'since' : 'after'), ...day('2026-01-31')],
        { created_at: oldServer ? '2026-01-31' : 'gt:2026-01-31' },
        oldServer ? 'created since Jan 31, 2026' : 'created after Jan 31, 2026',
      ],
      [
        'Created between',
        [...day('2026-01-01'), ...day('2026-01-31')],
        { created_between: '2026-01-01,2026-01-31' },
        'created from Jan 1, 2026 to Jan 31, 2026',
      ],
      [
        'Changed',
        [pick('since'), ...day('2026-02-01')],
        { updated_at: '2026-02-01' },
        'changed since Feb 1, 2026',
      ],
      [
        'Changed between',
        [...day('2026-01-01'), ...day('2026-01-31')],
        { updated_between: '2026-01-01,2026-01-31' },
        'changed from Jan 1, 2026 to Jan 31, 2026',
      ],
      ['State', [tick('active')], { status: 'archived' }, 'archived'],
      ['Deleted or not', [pick('Deleted only')], { is_deleted: '1' }, 'deleted only'],
      ['Group', [pick(group.name)], { group: group.id }, `group ${group.name}`],
      ['Any of several groups', [tick(group.name)], { group_settings_id: group.id }, `group ${group.name}`],
      ['Country', [tick('Germany', 'Austria')], { country_id: '40,276' }, 'country '],
      ['Industry', [tick('Accounting & Legal')], { industry_id: '1' }, 'industry Accounting & Legal'],
      ['Company size', [tick('4 - 10')], { size_id: '2' }, 'size 4 - 10'],
      ['Classification', [tick('business')], { classification: 'business' }, 'classification business'],
      ['Assigned user', [tick('Jo Doe')], { assigned_user_ids: 'VolejRejNm' }, 'assigned to Jo Doe'],
      ['Tag', [text('VolejRejNm', 'separated by commas')], { tag_ids: 'VolejRejNm' }, 'tag VolejRejNm'],
      [
        'Custom field',
        [pick('Region'), text('north', 'Region')],
        { custom_value4: 'north' },
        'Region contains “north”',
      ],
      ['One client only', [text(id, 'Id of the client')], { client_id: id }, 'only Aa One'],
      ['One client besides', [text(id, 'Id of the client')], { with: id }, 'and Aa One'],
      [
        'Sort by',
        [pick('Balance'), pick('Falling (Z to A, large to small, new to old)')],
        { sort: 'balance|desc' },
        'by balance, falling',
      ],
      [
        'Further details to load',
        [tick('documents', 'activities')],
        { include: 'documents,activities' },
        'with documents, activities',
      ],
      ['Clients a page', [text('25', '1 to 5,000')], { per_page: '25' }, '25 a page'],
    ];
  });
  after(() => desk?.close());

  it('of the dialog is in this table', async () => {
    await sidebar.openFilter();
    const { quickInput } = desk.workbench;
    for (const [condition] of rows) {
      await quickInput.type(condition);
      await quickInput.rows
        .filter({ hasText: `${condition}…` })
        .first()
        .waitFor();
    }
    await quickInput.type('');
    assert.match(
      (await quickInput.rows.first().getAttribute('aria-setsize')) ?? '',
      new RegExp(`^${rows.length}$`),
    );
    await quickInput.cancel();
  });

  it('reaches the server as its parameter, has a sentence and is removed by one click', async () => {
    for (const [condition, answers, parameters, words] of rows) {
      await sidebar.tree.titleAction('Filter Clients');
      await desk.workbench.quickInput.shows('Filter Clients of');
      if (oldServer && unknownToOld.has(condition)) {
        await sidebar.refuses(`${condition}…`, 'not in this version of Invoice Ninja');
        continue;
      }
      await sidebar.add(condition, ...answers);
      await desk.forgetRequests();
      await sidebar.showClients();
      const asked = await sidebar.asked();
      for (const [name, value] of Object.entries(parameters)) assert.equal(asked.get(name), value, condition);
      await sidebar.headerShows(words);
      await desk.forgetRequests();
      await sidebar.tree.titleAction('Clear Filter');
      const cleared = await sidebar.asked();
      for (const name of Object.keys(parameters))
        if (!['status', 'sort', 'per_page'].includes(name)) assert.equal(cleared.get(name), null, condition);
      await sidebar.headerShows(/^\d+ clients$/);
    }
  });
});
