// How the sidebar looks with what real companies have in it: themes, a narrow sidebar, long and right-to-left names.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';
import { Doors } from '../support/doors';
import { Sidebar } from '../support/sidebar';

const long = `Aa ${'Long Winded Trading and Holding Company of the Northern Harbours '.repeat(3)}`.slice(
  0,
  190,
);
const arabic = 'شركة الميناء للتجارة والشحن';
const hebrew = 'Ab חברת הנמל בע"מ (Haifa)';
const clients = [
  { name: long, city: 'Emden' },
  { name: arabic },
  { name: hebrew },
  { name: 'Ac <b>Bold</b> $(trash) [link](command:x)' },
];
const themes = [
  ['light', 'Light Modern'],
  ['dark', 'Dark Modern'],
  ['contrast', 'Dark High Contrast'],
  ['contrast-light', 'Light High Contrast'],
] as const;

describe('Browsing: looks', () => {
  let desk: Desk;
  let sidebar: Sidebar;

  before(async () => {
    desk = await Desk.start(clients, { byForm: true, clients: 40 });
    sidebar = new Sidebar(desk);
    await desk.workbench.dialogs.dismissAll();
    await desk.demo.api('POST', '/clients/bulk', { action: 'delete', ids: [desk.id(hebrew)] });
  });
  after(() => desk?.close());

  it('in every theme, with everything that has a mark', async () => {
    const { workbench } = desk;
    await sidebar.openFilter();
    await sidebar.add('State', { tick: ['deleted'] });
    await sidebar.showClients();
    await sidebar.tree.expand(long);
    for (const [name, theme] of themes) {
      await workbench.setTheme(theme);
      await sidebar.tree.row(long).waitFor();
      await workbench.screenshot(`browse-70-${name}`);
    }
  });

  it('in a narrow sidebar', async () => {
    const { workbench } = desk;
    const sash = workbench.page.locator('.monaco-sash.vertical:not(.disabled)');
    const boxes = await Promise.all((await sash.all()).map((each) => each.boundingBox()));
    const edge = boxes.find((box) => box !== null && box.x > 200 && box.x < 500);
    if (!edge) throw new Error('The sidebar has no edge to drag.');
    await workbench.page.mouse.move(edge.x + 2, 400);
    await workbench.page.mouse.down();
    await workbench.page.mouse.move(225, 400, { steps: 5 });
    await workbench.page.mouse.up();
    await workbench.screenshot('browse-71-narrow');
    await sidebar.tree
      .titleAction('Clear Filter')
      .catch(() => workbench.command('Invoice Ninja: Clear Filter'));
    await sidebar.headerShows(/^\d+ clients$/);
    await workbench.screenshot('browse-72-narrow-all');
    await sidebar.tree.scrollTo(new RegExp(arabic));
    await workbench.screenshot('browse-73-right-to-left');
  });
});

describe('Browsing: twelve accounts', () => {
  let desk: Desk;
  let doors: Doors;
  let sidebar: Sidebar;

  before(async () => {
    desk = await Desk.start([{ name: 'Aa One' }], { byForm: true });
    sidebar = new Sidebar(desk);
    doors = await Doors.open(11, desk.demo.server.url);
  });
  after(async () => {
    doors?.close();
    await desk?.close();
  });

  it('are all there, in the tree and in the list of accounts', async () => {
    const { workbench, demo } = desk;
    for (const url of doors.urls) {
      await workbench.dialogs.dismissAll();
      await workbench.command('Invoice Ninja: Sign In');
      await sidebar.signIn(url, demo.server.token);
    }
    await workbench.dialogs.dismissAll();
    await workbench.screenshot('browse-75-twelve-accounts');
    await sidebar.tree.titleAction('Collapse');
    // Nobody wants the clients of twelve accounts at once.
    await desk.forgetRequests();
    const last = sidebar.tree.row(`Sample Trading Company (${new URL(doors.urls.at(-1) ?? '').host})`);
    assert.equal(await last.getAttribute('aria-expanded'), 'false');
    await sidebar.tree.expand(`Sample Trading Company (${new URL(doors.urls.at(-1) ?? '').host})`);
    await sidebar.tree.row('Aa One').waitFor();
    assert.equal((await sidebar.listed()).length, 1);
    await sidebar.tree.titleAction('Collapse');
    await sidebar.tree.row('Aa One').waitFor({ state: 'detached' });
    await sidebar.openFilter();
    await sidebar.add('Name', { type: 'Aa', asked: 'Part of the name' });
    await sidebar.showClients();
    await sidebar.tree.row('Aa One').waitFor();
    await workbench.screenshot('browse-76-twelve-one-filtered');
    await sidebar.tree.titleAction('Collapse');
    await workbench.screenshot('browse-76-twelve-collapsed');
    for (const url of [demo.server.url, ...doors.urls])
      await sidebar.tree.row(`Sample Trading Company (${new URL(url).host})`).waitFor();
    await workbench.status('Sample Trading Company').click();
    await workbench.quickInput.shows('Invoice Ninja Accounts');
    await workbench.screenshot('browse-77-twelve-in-picker');
    await workbench.quickInput.cancel();
  });
});
