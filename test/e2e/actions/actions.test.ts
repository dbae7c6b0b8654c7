// Actions on clients, through the UI only, checked by plain requests to the server.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { overflow } from '../support/page/actionsPage.mjs';
import { Demo } from '../support/demo';
import { PurgeMergePageView } from '../support/page/purgeMergePage';
import { until } from '../support/until';
import { Workbench } from '../support/workbench';

interface Client {
  id: string;
  name: string;
  display_name: string;
  is_deleted: boolean;
  archived_at: number;
}

/** What axe-core finds inside the toolkit's own elements, which nobody maintains any more. Anything new fails. */
const toolkitFindings: readonly string[] = [];

describe('Actions on clients', () => {
  let demo: Demo;
  let workbench: Workbench;
  let clients: Client[];
  let page: PurgeMergePageView;

  const stored = async (id: string) => (await demo.api<{ data: Client }>('GET', `/clients/${id}`)).data;
  const at = (index: number): Client => {
    const client = clients[index];
    assert.ok(client);
    return client;
  };

  before(async () => {
    demo = await Demo.start();
    const query = '/clients?sort=name|asc&status=active&per_page=100';
    const { data } = await demo.api<{ data: Client[] }>('GET', query);
    workbench = await Workbench.start({ env: demo.signedIn });
    page = new PurgeMergePageView(workbench.page);
    await workbench.openContainer('Invoice Ninja');
    const tree = workbench.tree('Clients');
    await tree.rows.nth(20).waitFor();
    const shown = new Set((await tree.labels()).map((label) => label.trim()));
    // A number at the end makes a name the only one that a search finds.
    clients = data.filter(({ name }) => shown.has(name) && /^[\p{Script=Latin} .&]{3,30} \d{3}$/u.test(name));
  });
  after(async () => {
    await workbench?.close();
    await demo?.close();
  });

  it('deletes from the tree after a question, and undoes it', async () => {
    const client = at(0);
    const tree = workbench.tree('Clients');
    await tree.row(client.display_name).waitFor();
    await tree.menu(client.display_name, 'Delete Clients');
    const question = await workbench.dialogs.modalText('Delete');
    assert.ok(question.includes(client.name), question);
    await workbench.screenshot('action-delete-question');
    await workbench.dialogs.pressModal('Delete 1 client');
    await workbench.dialogs.message('Deleted');
    await workbench.screenshot('action-delete-summary');
    assert.equal((await stored(client.id)).is_deleted, true);
    // VS Code shows no more than three toasts in 800 ms: a server that takes its time for the undo lets the last be one.
    await demo.control('POST', '/faults', { kind: 'delay', ms: 1500, match: { path: '/clients/bulk$' } });
    await workbench.dialogs.press('Deleted', 'Undo');
    const undone = await workbench.dialogs.message('Undone');
    assert.ok(undone.includes('Undone: 1 client. Account: Sample'), undone);
    assert.equal((await stored(client.id)).is_deleted, false);
    await demo.control('DELETE', '/faults');
    await workbench.screenshot('action-undo-summary');
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('archives from the palette: asks which client, by search', async () => {
    const client = at(1);
    await workbench.command('Invoice Ninja: Archive Clients');
    await workbench.quickInput.shows('Search clients');
    await workbench.quickInput.type(client.name);
    const row = workbench.quickInput.rows.filter({ hasText: client.name }).first();
    await row.waitFor();
    await workbench.screenshot('action-search');
    const found = workbench.quickInput.rows.filter({ hasNotText: 'clients of the current list' });
    await until('the search', async () => (await found.count()) === 1);
    await row.click();
    await workbench.quickInput.accept();
    await workbench.dialogs.message('Archived');
    await workbench.screenshot('action-archive-summary');
    assert.ok((await stored(client.id)).archived_at > 0);
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('shows the facts of a purge in every theme, in 400 pixels, and to assistive technology', async () => {
    const client = at(2);
    await workbench.tree('Clients').menu(client.display_name, 'Purge Client for Good…');
    await page.heading.filter({ hasText: client.name }).waitFor();
    await page.button('Write Backup').waitFor();
    for (const theme of [
      'Light Modern',
      'Dark High Contrast',
      'Light High Contrast',
      'Dark Modern',
    ] as const) {
      await workbench.setTheme(theme);
      await page.heading.filter({ hasText: client.name }).waitFor();
      await workbench.screenshot(`purge-${theme}`);
      const { own, toolkit } = await page.findings();
      assert.deepEqual(own, [], `${theme}: axe finds nothing in our own markup`);
      assert.deepEqual([...new Set(toolkit.map(({ id }) => id))].sort(), toolkitFindings, theme);
    }
    const tree = await page.main.ariaSnapshot();
    assert.match(tree, new RegExp(`heading "Purge “${client.name}”" \\[level=1\\]`));
    for (const part of [
      /table "Facts"/,
      /columnheader/,
      /rowheader "Balance"/,
      /textbox "2\. Type/,
      /checkbox "Save the files of documents too"/,
      /button "Write Backup"/,
      /button "Purge for Good" \[disabled\]/,
    ])
      assert.match(tree, part);
    await workbench.page.setViewportSize({ width: 400, height: 800 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    const wide = await overflow(page.main);
    assert.ok(wide <= 0, `${wide} pixels stick out`);
    await workbench.screenshot('purge-400');
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    await workbench.openContainer('Invoice Ninja');
  });

  it('cannot be done without the backup, the typed name and the password', async () => {
    const client = at(2);
    const final = page.button('Purge for Good');
    const locked = () => page.locked('Purge for Good');
    const press = () => final.click({ force: true, noWaitAfter: true });
    await page.typed.fill(client.name);
    assert.equal(await locked(), true, 'without a backup');
    await press();
    await page.button('Write Backup').click();
    await page.button('Write Backup Again').waitFor();
    await page.typed.fill('another name');
    assert.equal(await locked(), true, 'with another name');
    await press();
    await page.typed.fill(client.name);
    await until('the last button', async () => !(await locked()));
    await final.click();
    await workbench.quickInput.shows('Login Password');
    await workbench.quickInput.cancel();
    await until('the page to be idle', async () => !(await locked()));
    await stored(client.id);
    const sent = await demo.control<{ path: string }[]>('GET', '/requests');
    assert.deepEqual(
      sent.filter(({ path }) => path.endsWith('/purge')),
      [],
    );
    await page.typed.fill('');
  });

  it('purges by keyboard alone: backup, typed name, password; what was typed survives hiding', async () => {
    const client = at(2);
    const { keyboard } = workbench.page;
    const old = await page.backup();
    assert.match(old, /^Written to /);
    await page.button('Write Backup').focus();
    await keyboard.press('Enter');
    // The backup of the test before makes way for a new one; nobody has to wait for it with typing.
    await page.typed.focus();
    await keyboard.type(client.name);
    assert.equal(await page.typed.inputValue(), client.name);
    await until('the new backup', async () => {
      const status = await page.backup();
      return status.startsWith('Written to ') && status !== old;
    });
    assert.equal(await page.locked('Purge for Good'), false);
    await workbench.command('File: New Untitled Text File');
    await workbench.editor.opened('Untitled');
    await workbench.editor.close('Untitled');
    await page.heading.filter({ hasText: client.name }).waitFor();
    await until(
      'the typed name to be there again',
      async () => (await page.typed.inputValue()) === client.name,
    );
    await workbench.screenshot('purge-ready');
    await page.typed.focus();
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await workbench.quickInput.shows('Login Password');
    await workbench.screenshot('purge-password');
    await workbench.quickInput.answer(demo.server.password);
    const message = await workbench.dialogs.message('Purged');
    await workbench.screenshot('purge-summary');
    const file = /Its backup is (.+)\.$/.exec(message)?.[1] ?? '';
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    await assert.rejects(stored(client.id), /400/);
    await until(
      'the tree to follow',
      async () => !(await workbench.tree('Clients').labels()).includes(client.display_name),
    );
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('merges side by side, and follows', async () => {
    const [loser, survivor] = [at(3), at(4)];
    await workbench.tree('Clients').menu(loser.display_name, 'Merge Clients…');
    await workbench.quickInput.shows('Search clients');
    await workbench.quickInput.type(survivor.name);
    const row = workbench.quickInput.rows.filter({ hasText: survivor.name }).first();
    await row.click();
    await page.heading.filter({ hasText: `into “${survivor.name}”` }).waitFor();
    await workbench.screenshot('merge-facts');
    await page.button('Swap').click();
    await page.heading.filter({ hasText: `into “${loser.name}”` }).waitFor();
    await page.button('Swap').click();
    await page.heading.filter({ hasText: `into “${survivor.name}”` }).waitFor();
    await page.button('Write Backup').click();
    await page.button('Write Backup Again').waitFor();
    await page.typed.fill(loser.name);
    await workbench.screenshot('merge-ready');
    await page.button('Merge for Good').click();
    await workbench.quickInput.shows('Login Password');
    await workbench.quickInput.answer(demo.server.password);
    await workbench.dialogs.message('Merged into');
    await workbench.screenshot('merge-summary');
    await assert.rejects(stored(loser.id), /400/);
  });
});
