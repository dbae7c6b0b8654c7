// Filters and saved queries, built by hand in the dialog and kept by the sidebar.
import assert from 'node:assert/strict';
import { Sidebar } from '../support/sidebar';
import { oldServer } from '../support/demo';
import { Desk } from '../support/desk';

const named = ['Aa Harbour Bakery', 'Ab Harbour Ferry', 'Ac Mill'];

describe('Browsing: filter', () => {
  let desk: Desk;
  let sidebar: Sidebar;

  before(async () => {
    desk = await Desk.start([
      ...named.map((name) => ({ name, city: 'Emden' })),
      { name: 'Ad Wide', custom_value1: 'north' },
    ]);
    sidebar = new Sidebar(desk);
  });
  after(() => desk?.close());

  it('is built in steps, each with a sentence', async () => {
    const { workbench } = desk;
    await sidebar.headerShows(/^14 clients$/);
    await workbench.screenshot('browse-01-all');
    await sidebar.tree.titleAction('Filter Clients…');
    await workbench.quickInput.shows('Filter Clients of');
    await workbench.screenshot('browse-02-filter-conditions');
    await sidebar.add('Name', { type: 'harbour', asked: 'Part of the name' });
    await workbench.screenshot('browse-03-filter-one-set');
    await sidebar.add('Balance', { pick: 'at least' }, { type: '0', asked: 'Balance at least' });
    await sidebar.add(
      'Sort by',
      { pick: 'Number' },
      { pick: 'Falling (Z to A, large to small, new to old)' },
    );
    await workbench.screenshot('browse-04-filter-three-set');
    await desk.forgetRequests();
    await sidebar.showClients();
    const asked = await sidebar.asked();
    assert.deepEqual(
      [asked.get('name'), asked.get('balance'), asked.get('sort')],
      ['harbour', oldServer ? '0:gte' : 'gte:0', 'number|desc'],
    );
    await sidebar.headerShows(
      'name contains “harbour” · balance at least 0 · by number, falling · 2 clients',
    );
    assert.deepEqual(await sidebar.tree.labels(), ['Ab Harbour Ferry', 'Aa Harbour Bakery']);
    await workbench.screenshot('browse-05-filtered');
  });

  it('survives a reload', async () => {
    await desk.workbench.reload();
    await desk.restored();
    await sidebar.headerShows(
      'name contains “harbour” · balance at least 0 · by number, falling · 2 clients',
    );
    assert.deepEqual(await sidebar.tree.labels(), ['Ab Harbour Ferry', 'Aa Harbour Bakery']);
  });

  it('is saved under a name, which the sidebar lists with its count', async () => {
    const { workbench } = desk;
    await sidebar.openFilter();
    await workbench.quickInput.type('Save as Query');
    await workbench.quickInput.pick('Save as Query…');
    await workbench.quickInput.shows('Name of the query');
    await workbench.quickInput.answer('Harbour people');
    const queries = workbench.tree('Saved Queries');
    await queries.row('Harbour people').waitFor();
    await queries.descriptionShows('Harbour people', '2');
    await workbench.screenshot('browse-06-saved-query');
  });

  it('is cleared by one click, and applied again by a saved query', async () => {
    const { workbench } = desk;
    await sidebar.tree.titleAction('Clear Filter');
    await sidebar.headerShows(/^14 clients$/);
    await sidebar.tree.row('Ac Mill').waitFor();
    await workbench.tree('Saved Queries').click('Harbour people');
    await sidebar.headerShows('name contains “harbour”');
    await sidebar.tree.row('Ac Mill').waitFor({ state: 'detached' });
  });

  it('that matches nothing says so, and how to go on', async () => {
    const { workbench } = desk;
    await sidebar.openFilter();
    await sidebar.add('State', { tick: ['active', 'archived', 'deleted'] });
    await sidebar.add('Text anywhere', { type: 'nobody', asked: 'Words in name' });
    await sidebar.showClients();
    await sidebar.tree.row('No client matches the filter.').waitFor();
    await sidebar.headerShows(/contains “nobody” · 0 clients$/);
    await workbench.screenshot('browse-07-no-match');
    await sidebar.tree.click('No client matches the filter.');
    await sidebar.headerShows(/^14 clients$/);
  });

  it('can be removed condition by condition, and canceled without a change', async () => {
    const { workbench } = desk;
    await workbench.tree('Saved Queries').click('Harbour people');
    await sidebar.headerShows('name contains “harbour”');
    await sidebar.openFilter();
    await sidebar.add('Balance', { pick: 'Take Away' });
    await sidebar.add('Sort by', { pick: 'Take Away' });
    await workbench.screenshot('browse-08-filter-taken-away');
    await workbench.quickInput.cancel();
    await sidebar.headerShows('balance at least 0');
    await sidebar.openFilter();
    await sidebar.add('Balance', { pick: 'Take Away' });
    await sidebar.showClients();
    await sidebar.headerShows(/^name contains “harbour” · by number, falling · 2 clients$/);
    await sidebar.tree.titleAction('Clear Filter');
    await sidebar.headerShows(/^14 clients$/);
  });

  it('deletes a saved query by its trash icon, and the view disappears with the last one', async () => {
    const { workbench } = desk;
    const queries = workbench.tree('Saved Queries');
    await queries.inlineAction('Harbour people', 'Delete Saved Query');
    await queries.pane.waitFor({ state: 'detached' });
    await workbench.screenshot('browse-09-no-saved-query');
  });
});
