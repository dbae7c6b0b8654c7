// Several accounts beside each other: which one is which, and one that nothing may be changed in.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';
import { Doors } from '../support/doors';
import { Sidebar } from '../support/sidebar';

const one = 'Aa One';

describe('Browsing: accounts', () => {
  let desk: Desk;
  let doors: Doors;
  let sidebar: Sidebar;
  let first: string;
  let second: string;

  before(async () => {
    desk = await Desk.start([{ name: one }], { byForm: true });
    sidebar = new Sidebar(desk);
    doors = await Doors.open(1, desk.demo.server.url);
    const { workbench, demo } = desk;
    await workbench.dialogs.dismissAll();
    await workbench.command('Invoice Ninja: Sign In');
    await sidebar.signIn(doors.urls[0] ?? '', demo.server.token);
    const label = (url: string) => `Sample Trading Company (${new URL(url).host})`;
    [first, second] = [label(demo.server.url), label(doors.urls[0] ?? '')];
    await sidebar.tree.row(second).waitFor();
    await workbench.dialogs.dismissAll();
  });
  after(async () => {
    doors?.close();
    await desk?.close();
  });

  it('are listed above their clients, each with its number of clients', async () => {
    await sidebar.tree.descriptionShows(first, '11');
    await desk.workbench.screenshot('browse-60-two-accounts');
  });

  it('have names and colors of their own, also in the status bar', async () => {
    const { workbench } = desk;
    const { quickInput } = workbench;
    await workbench.status('Sample Trading Company').click();
    await quickInput.shows('Invoice Ninja Accounts');
    await workbench.screenshot('browse-61-account-picker');
    await quickInput.cancel();
    await sidebar.tree.menu(first, 'Rename Account…');
    await quickInput.shows('Rename Account');
    await quickInput.answer('Production');
    await sidebar.tree.row('Production').waitFor();
    await sidebar.tree.menu('Production', 'Colour of Account…');
    await quickInput.shows('Colour of Production');
    await workbench.screenshot('browse-62-colors');
    await quickInput.pick('Red');
    await sidebar.tree.menu(second, 'Rename Account…');
    await quickInput.answer('Test books');
    await sidebar.tree.row('Test books').waitFor();
    await workbench.status('Production').click();
    await quickInput.shows('Invoice Ninja Accounts');
    await quickInput.rows.filter({ hasText: 'Test books' }).first().click();
    await workbench.status('Test books').waitFor();
    await workbench.screenshot('browse-63-named-and-colored');
  });

  it('name themselves on tabs, in confirmations and in messages', async () => {
    const { workbench } = desk;
    await sidebar.tree.row(one).click();
    await workbench.editor.opened(one);
    await workbench.status('Production').waitFor();
    await sidebar.tree.menu(one, 'Delete Clients');
    const question = await workbench.dialogs.modalText('Delete');
    assert.ok(question.includes('Production'), question);
    await workbench.screenshot('browse-64-question-names-account');
    await workbench.dialogs.pressModal('Cancel');
  });

  it('that are read-only have padlocks, and no menu that changes something', async () => {
    const { workbench } = desk;
    assert.equal(await sidebar.offers('Archive Clients'), true);
    await sidebar.tree.menu('Production', 'Set Account to Read-Only');
    await sidebar.tree.descriptionShows('Production', 'read-only');
    await sidebar.tree.row('Production').locator('.codicon-lock').waitFor();
    await workbench.status('Production').locator('.codicon-lock').waitFor();
    const entries = await sidebar.tree.menuWithout(one, ['Archive Clients']);
    await workbench.screenshot('browse-65-read-only');
    assert.deepEqual(entries, [
      'Open Client',
      'Compare with Server',
      'Open in Invoice Ninja',
      'Open Document…',
      'Download Documents…',
      'Copy Hashed Id',
      'Copy Numeric Id',
    ]);
    await workbench.page.locator('.tab.active [class*="iconBadge"]').first().waitFor();
    assert.equal(await sidebar.offers('Open Client by Id…'), true);
    for (const changing of ['Archive Clients', 'Purge Client for Good…', 'New Client', 'Upload Documents…'])
      assert.equal(await sidebar.offers(changing), false, changing);
  });

  it('are managed by one menu, which also signs out', async () => {
    const { workbench } = desk;
    await sidebar.tree.inlineAction('Test books', 'Manage Account…');
    await workbench.quickInput.shows('Test books');
    await workbench.screenshot('browse-66-manage');
    await workbench.quickInput.pick('Sign Out');
    await workbench.dialogs.message('Signed out of Test books');
    await sidebar.tree.row(one).waitFor();
    await workbench.screenshot('browse-67-one-left');
  });

  it('are in the Accounts menu of VS Code', async () => {
    const { workbench } = desk;
    await workbench.page.locator('.activitybar .action-item a[aria-label^="Accounts"]').first().click();
    await workbench.page.locator('.monaco-menu .action-item', { hasText: 'Production' }).first().waitFor();
    await workbench.screenshot('browse-68-accounts-menu');
    await workbench.page.keyboard.press('Escape');
  });
});
