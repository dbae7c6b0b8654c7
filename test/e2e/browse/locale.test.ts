// Numbers, money and dates of a user whose VS Code speaks German.
import assert from 'node:assert/strict';
import { oldServer } from '../support/demo';
import { Desk } from '../support/desk';
import { PurgeMergePageView } from '../support/page/purgeMergePage';
import { Sidebar } from '../support/sidebar';

const rich = 'Aa Reederei';
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('Browsing: in German', () => {
  let desk: Desk;
  let sidebar: Sidebar;

  before(async () => {
    const currencies = { settings: { currency_id: '3' } };
    desk = await Desk.start([{ name: rich, ...currencies }], { language: 'de', clients: 1500 });
    sidebar = new Sidebar(desk);
    await desk.fault('books', { client: desk.id(rich), balance: 1234567.5, last_login: 1767225600 });
    await sidebar.tree.titleAction('Refresh');
  });
  after(() => desk?.close());

  it('the tree writes counts as Germans do', async () => {
    await sidebar.headerShows(/^100 of 1\.\d{3} clients$/);
    await desk.workbench.screenshot('browse-90-german');
  });

  it('the filter reads and writes amounts as Germans do, and sends them as the server reads them; so do rows and tooltips', async () => {
    await sidebar.openFilter();
    await sidebar.add(
      'Balance',
      { pick: 'greater than' },
      { type: '1000000,5', asked: 'Balance greater than' },
    );
    await sidebar.add(
      'Created',
      { pick: 'since' },
      { pick: 'A day…' },
      { type: '2020-01-31', asked: 'A day like' },
    );
    await desk.forgetRequests();
    await sidebar.showClients();
    const asked = await sidebar.asked();
    assert.equal(asked.get('balance'), oldServer ? '1000000.5:gt' : 'gt:1000000.5');
    assert.equal(asked.get('created_at'), '2020-01-31');
    await sidebar.headerShows(/^balance greater than 1\.000\.000,5 · created since 31\.01\.2020 · 1 client$/);
    await sidebar.tree.descriptionShows(rich, '1.234.567,50 €');
    const tooltip = plain(await sidebar.tree.tooltip(rich, 'Balance'));
    assert.match(tooltip, /Balance: 1\.234\.567,50 €/);
    assert.match(tooltip, /Last portal login: (01\.01\.2026|31\.12\.2025), /);
    await desk.workbench.screenshot('browse-91-german-filter');
  });

  it('the page of a purge writes money as Germans do', async () => {
    await desk.workbench.tree('Clients').menu(rich, 'Purge Client for Good…');
    await new PurgeMergePageView(desk.workbench.page).frame.getByText('1.234.567,50').first().waitFor();
    await desk.workbench.screenshot('browse-92-german-facts');
  });
});
