// The tree by mouse and by keyboard: pages, sections, selection, search.
import assert from 'node:assert/strict';
import type { Demo } from '../support/demo';
import { Desk, type StoredClient } from '../support/desk';
import { Sidebar } from '../support/sidebar';
import { until } from '../support/until';

const rich = 'Aa Rich';
const second = 'Ab Second';

describe('Browsing: the tree', () => {
  let desk: Desk;
  let sidebar: Sidebar;
  let total: number;
  const tree = () => sidebar.tree;

  before(async () => {
    desk = await Desk.start(
      [
        {
          name: rich,
          phone: '+49 4921 000001',
          locations: [{ name: 'Warehouse', city: 'Emden' }],
          documents: [],
        },
        { name: second },
      ],
      { clients: 300 },
    );
    sidebar = new Sidebar(desk);
    await upload(desk.demo, desk.id(rich));
    const { meta } = await desk.demo.api<{ meta: { pagination: { total: number } } }>(
      'GET',
      '/clients?status=active,archived&per_page=1',
    );
    total = meta.pagination.total;
    await tree().row(rich).waitFor();
  });
  after(() => desk?.close());

  it('asks for a section when it is expanded, and only then', async () => {
    const { workbench } = desk;
    await tree().expand(rich);
    await tree().row('Ann Ash').waitFor();
    await desk.forgetRequests();
    await tree().expand('Documents');
    await tree().row('contract.txt').waitFor();
    assert.match(await tree().description('contract.txt'), /^17 bytes · /);
    await tree().expand('Recent Activity');
    await until('an activity', async () => (await tree().labels()).some((label) => label.includes('Client')));
    await tree().expand('Payment Methods');
    await tree().expand('Locations');
    await tree()
      .row(/^No locations\.$/)
      .waitFor();
    await tree()
      .row(/^No payment methods\.$/)
      .waitFor();
    const asked = (await sidebar.requests()).map(({ path }) => path.replace(/^\/api\/v1/, ''));
    assert.ok(
      asked.some((path) => path.startsWith('/documents')) || asked.some((path) => path.includes('clients')),
    );
    assert.ok(
      asked.some((path) => path.startsWith('/activities')),
      asked.join(),
    );
    await workbench.screenshot('browse-20-sections');
  });

  it('has a tooltip with the important facts', async () => {
    const { workbench } = desk;
    const text = await tree().tooltip(rich, 'Balance');
    assert.match(text, /Number: /);
    assert.match(text, /Contacts: Ann Ash, Ben Birch, Cyd Cedar/);
    await workbench.screenshot('browse-21-tooltip');
  });

  it('works by keyboard: arrows expand and collapse, Enter opens, letters find', async () => {
    const { workbench } = desk;
    const { keyboard } = workbench.page;
    const focused = () =>
      tree().rows.and(workbench.page.locator('.focused')).locator('.label-name').textContent();
    const reach = (label: string) => until(`the focus on ${label}`, async () => (await focused()) === label);
    await desk.open(rich);
    await sidebar.focus();
    await reach(rich);
    await keyboard.press('ArrowLeft');
    await until(
      'the client to collapse',
      async () => (await tree().row(rich).getAttribute('aria-expanded')) === 'false',
    );
    await keyboard.press('ArrowRight');
    await until(
      'the client to expand',
      async () => (await tree().row(rich).getAttribute('aria-expanded')) === 'true',
    );
    await keyboard.press('ArrowLeft');
    await keyboard.press('ArrowDown');
    await reach(second);
    await keyboard.press('ArrowUp');
    await reach(rich);
    await keyboard.press('ControlOrMeta+Alt+F');
    const find = workbench.page.locator('.monaco-tree-type-filter input');
    await find.waitFor();
    await find.fill('Ab Sec');
    await reach(second);
    await workbench.screenshot('browse-22-find');
    await keyboard.press('Escape');
    await sidebar.focus();
    await keyboard.press('Enter');
    await workbench.editor.opened(second);
  });

  it('loads more by a click and by Enter, a page at a time', async () => {
    const { workbench } = desk;
    const more = (shown: number) => new RegExp(`^Load more \\(${shown} of ${total}\\)$`);
    await sidebar.headerShows(`100 of ${total} clients`);
    await tree().scrollTo(more(100));
    await workbench.screenshot('browse-23-load-more');
    await desk.forgetRequests();
    await tree().click(more(100));
    await sidebar.headerShows(`200 of ${total} clients`);
    assert.equal((await sidebar.listed()).length, 1);
    await sidebar.focus();
    await workbench.page.keyboard.press('End');
    await tree().row(more(200)).waitFor();
    await workbench.page.keyboard.press('Enter');
    await sidebar.headerShows(new RegExp(`^${total} clients$`));
  });

  it('selects several, and their menu acts on all of them', async () => {
    const { workbench } = desk;
    await sidebar.focus();
    await workbench.page.keyboard.press('Home');
    await tree().row(rich).click();
    await tree()
      .row(second)
      .click({ modifiers: ['ControlOrMeta'] });
    await until(
      'two selected rows',
      async () => (await tree().rows.and(workbench.page.locator('.selected')).count()) === 2,
    );
    await workbench.screenshot('browse-24-multi-select');
    await tree().menu(second, 'Archive Clients');
    const question = await workbench.dialogs.modalText('Archive 2 clients in Sample Trading Company');
    assert.ok(question.includes(rich) && question.includes(second), question);
    await workbench.dialogs.pressModal('Archive 2 clients');
    const message = await workbench.dialogs.message('Archived');
    assert.match(message, /2 clients/);
    for (const name of [rich, second]) {
      const client: StoredClient = await desk.stored(name);
      assert.ok(client.archived_at > 0, name);
    }
    await tree().descriptionShows(rich, 'archived');
    await workbench.screenshot('browse-25-archived');
    await workbench.dialogs.press('Archived', 'Undo');
    await until('the undo', async () => (await desk.stored(rich)).archived_at === 0);
  });

  it('searches from the title of the view and from the palette', async () => {
    const { workbench } = desk;
    const { quickInput } = workbench;
    await tree().titleAction('Go to Client');
    await quickInput.shows('Go to Client in');
    await workbench.screenshot('browse-26-search-recent');
    await quickInput.type('ann@example.com');
    await quickInput.rows.filter({ hasText: '2 clients.' }).waitFor();
    await workbench.screenshot('browse-27-search-found');
    await quickInput.rows.filter({ hasText: second }).first().click();
    await workbench.editor.opened(second);
    await workbench.command('Invoice Ninja: Go to Client…');
    await quickInput.shows('Go to Client in');
    await quickInput.type('no such client at all');
    await quickInput.rows.filter({ hasText: 'No client found' }).waitFor();
    await workbench.screenshot('browse-28-search-nothing');
    await quickInput.cancel();
  });

  it('pins the client of a tab that is not in the list', async () => {
    const { workbench } = desk;
    await sidebar.openFilter();
    await sidebar.add('Name', { type: 'salt lamp', asked: 'Part of the name' });
    await sidebar.showClients();
    await tree().row('Open').waitFor();
    await tree().row(second).waitFor();
    await workbench.screenshot('browse-29-pinned');
    await tree().titleAction('Clear Filter');
    await sidebar.headerShows(/clients$/);
  });
});

/** A document of 17 bytes, put there by another program. */
async function upload({ server }: Demo, clientId: string): Promise<void> {
  const form = new FormData();
  form.append('_method', 'PUT');
  form.append('documents[]', new Blob(['Nothing is agreed'], { type: 'text/plain' }), 'contract.txt');
  const answer = await fetch(`${server.url}/api/v1/clients/${clientId}/upload`, {
    method: 'POST',
    headers: { 'X-API-TOKEN': server.token, 'X-Requested-With': 'XMLHttpRequest' },
    body: form,
  });
  assert.ok(answer.ok, await answer.text());
}
