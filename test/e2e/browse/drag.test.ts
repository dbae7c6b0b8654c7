// Clients dragged by a real mouse, and what a screen reader reads of the rows.
import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { Desk } from '../support/desk';
import { PurgeMergePageView } from '../support/page/purgeMergePage';
import { Sidebar } from '../support/sidebar';
import { until } from '../support/until';

const [first, second] = ['Aa First', 'Ab Second'] as const;

describe('Browsing: dragging clients, and screen readers', () => {
  let desk: Desk;
  let sidebar: Sidebar;

  before(async () => {
    desk = await Desk.start([{ name: first }, { name: second }, { name: 'Ac Put Away' }], {
      files: { 'notes.md': 'Call:\n' },
      settings: { 'editor.dropIntoEditor.showDropSelector': 'afterDrop' },
    });
    sidebar = new Sidebar(desk);
    await desk.demo.api('POST', '/clients/bulk', { action: 'archive', ids: [desk.id('Ac Put Away')] });
    await sidebar.tree.titleAction('Refresh');
    await sidebar.tree.descriptionShows('Ac Put Away', 'archived');
  });
  after(() => desk?.close());

  /** From one thing to another, slowly enough for the drag to begin, and dropped when `shown` says that it may be. A
   * tree that is redrawn at this moment drops the row: then once more. */
  async function drag(from: Locator, to: Locator, shown: Locator, key?: 'Shift'): Promise<void> {
    const { mouse, keyboard } = desk.workbench.page;
    await until('something to be dropped on its target', async () => {
      const [start, end] = [await from.boundingBox(), await to.boundingBox()];
      assert.ok(start && end, 'both are on the screen');
      await mouse.move(start.x + 60, start.y + start.height / 2);
      await mouse.down();
      await mouse.move(start.x + 70, start.y + start.height / 2 + 6, { steps: 3 });
      await mouse.move(end.x + 60, end.y + end.height / 2, { steps: 8 });
      if (key) await keyboard.down(key);
      await mouse.move(end.x + 66, end.y + end.height / 2, { steps: 4 });
      const ready = await shown.waitFor({ timeout: 3000 }).then(
        () => true,
        () => false,
      );
      if (!ready) await keyboard.press('Escape');
      await mouse.up();
      if (key) await keyboard.up(key);
      return ready;
    });
  }

  it('a client dropped on another one is offered to be merged into it', async () => {
    const { workbench } = desk;
    await desk.forgetRequests();
    const target = sidebar.tree.row(first).and(workbench.page.locator('.drop-target'));
    await drag(sidebar.tree.row(second), sidebar.tree.row(first), target);
    const page = new PurgeMergePageView(workbench.page);
    await page.heading.waitFor();
    assert.match((await page.heading.textContent()) ?? '', new RegExp(`${second}.*${first}`));
    await workbench.screenshot('browse-85-dragged-merge');
    assert.deepEqual(await desk.writes(), [], 'nothing was sent by a drag');
    await workbench.command('View: Close All Editors');
    await workbench.page.locator('.tab').first().waitFor({ state: 'detached' });
  });

  it('a client dropped into an editor inserts its id', async () => {
    const { workbench } = desk;
    await desk.openFile('notes.md');
    await workbench.openContainer('Invoice Ninja');
    const line = workbench.page.locator('.monaco-editor .view-line').first();
    const target = workbench.page.locator('.monaco-editor .dnd-target, .monaco-editor .drop-target');
    await drag(sidebar.tree.row(first), line, target.first(), 'Shift');
    await until('the id in the text', async () => (await workbench.editor.text()).includes(desk.id(first)));
    await workbench.screenshot('browse-86-dragged-into-editor');
  });

  it('a screen reader reads number, balance and state of a client, and the address of a contact', async () => {
    const label = (row: string) => sidebar.tree.row(row).getAttribute('aria-label');
    assert.match((await label(first)) ?? '', /^Aa First, number \d+, balance \$0\.00, active/);
    assert.match((await label('Ac Put Away')) ?? '', /^Ac Put Away, number \d+, balance \$0\.00, archived/);
    await sidebar.tree.expand(first);
    await sidebar.tree.row('Ann Ash').waitFor();
    assert.match((await label('Ann Ash')) ?? '', /^Primary contact Ann Ash, ann@example\.com/);
    assert.match((await label('Ben Birch')) ?? '', /^Contact Ben Birch, ben@example\.com/);
  });
});
