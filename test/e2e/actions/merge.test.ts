// The page shown before a merge, through the UI only, checked by plain requests to the server.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { brokenWords, isFocused, overflow } from '../support/page/actionsPage.mjs';
import { Desk, type LoggedRequest } from '../support/desk';
import { PurgeMergePageView } from '../support/page/purgeMergePage';
import { until } from '../support/until';

/** What axe-core finds inside the toolkit's own elements, which nobody maintains any more. Anything new fails. */
const toolkitFindings: readonly string[] = [];

const loser = 'Aachener Apparatebaugesellschaft 001';
const survivor = 'Aalener Werkstattgenossenschaft 002';
const contact = (first_name: string, email: string) => ({ first_name, last_name: 'Ash', email });

describe('Merging clients', () => {
  let desk: Desk;
  let page: PurgeMergePageView;

  const final = () => page.button('Merge for Good');
  const locked = () => page.locked('Merge for Good');
  const into = (name: string) => page.heading.filter({ hasText: `into “${name}”` }).waitFor();
  const merges = async () =>
    (await desk.demo.control<LoggedRequest[]>('GET', '/requests')).filter(({ path }) =>
      path.endsWith('/merge'),
    );
  /** Presses Tab until a part of the page has the keyboard. */
  const tabTo = (what: 'Swap' | 'Write Backup' | 'Merge for Good' | 'box') =>
    until(`the keyboard to be at ${what}`, async () => {
      if (await isFocused(what === 'box' ? page.typed : page.button(what))) return true;
      await desk.workbench.page.keyboard.press('Tab');
      return false;
    });

  before(async () => {
    const sites = Array.from({ length: 12 }, (_, at) => `Hall ${at + 1} is open from 7 to 16 hours`).join(
      ', ',
    );
    desk = await Desk.start([
      {
        name: loser,
        phone: '+49 241 5550101',
        website: `https://www.${'apparatebau'.repeat(8)}.example`,
        public_notes: sites,
        contacts: [
          { ...contact('Maximiliane', `${'maximiliane'.repeat(5)}@apparatebau.example`), is_primary: true },
          contact('Ben', 'ben@example.com'),
          contact('Cyd', ''),
        ],
      },
      {
        name: survivor,
        phone: '+49 7361 5550102',
        contacts: [{ ...contact('Ben', 'ben@example.com'), is_primary: true }],
      },
    ]);
    page = new PurgeMergePageView(desk.workbench.page);
  });
  after(() => desk?.close());

  it('shows the facts of a merge in every theme, in 400 pixels, and to assistive technology', async () => {
    const { workbench } = desk;
    await workbench.tree('Clients').menu(loser, 'Merge Clients…');
    await workbench.quickInput.shows('Search clients');
    await workbench.quickInput.type(survivor);
    await workbench.quickInput.rows.filter({ hasText: survivor }).first().click();
    await into(survivor);
    await page.button('Write Backup').waitFor();
    for (const theme of [
      'Light Modern',
      'Dark High Contrast',
      'Light High Contrast',
      'Dark Modern',
    ] as const) {
      await workbench.setTheme(theme);
      await into(survivor);
      await workbench.screenshot(`merge-${theme}`);
      await page.typed.scrollIntoViewIfNeeded();
      await workbench.screenshot(`merge-${theme}-below`);
      const { own, toolkit } = await page.findings();
      assert.deepEqual(own, [], `${theme}: axe finds nothing in our own markup`);
      assert.deepEqual([...new Set(toolkit.map(({ id }) => id))].sort(), toolkitFindings, theme);
    }
    const tree = await page.main.ariaSnapshot();
    for (const part of [
      `heading "Merge “${loser}” into “${survivor}”" [level=1]`,
      'region "Facts"',
      'table "Facts"',
      `columnheader "${loser} goes away for good"`,
      `columnheader "${survivor} stays"`,
      'rowheader "Balance"',
      'rowheader "Invoices"',
      `heading "What moves to “${survivor}”" [level=2]`,
      'heading "Afterwards" [level=2]',
      'heading "Contacts that are dropped" [level=2]',
      'heading "Fields that are lost" [level=2]',
      'heading "More than one primary contact" [level=2]',
      'heading "1. Backup" [level=2]',
      `button "Swap: Keep “${loser}” Instead"`,
      'checkbox "Save the files of documents too"',
      'button "Write Backup"',
      `textbox "2. Type “${loser}” to confirm"`,
      'button "Merge for Good" [disabled]',
      'button "Cancel"',
    ])
      assert.ok(tree.includes(part), `${part} in\n${tree}`);
    await workbench.page.setViewportSize({ width: 400, height: 800 });
    await workbench.command('View: Toggle Primary Side Bar Visibility');
    const wide = await overflow(page.main);
    assert.ok(wide <= 0, `${wide} pixels stick out`);
    assert.deepEqual(await brokenWords(page.main, 'th[scope=row]'), [], 'names of rows');
    await page.heading.scrollIntoViewIfNeeded();
    await workbench.screenshot('merge-400');
    await page.typed.scrollIntoViewIfNeeded();
    await workbench.screenshot('merge-400-below');
    await workbench.page.setViewportSize({ width: 1280, height: 800 });
    await workbench.openContainer('Invoice Ninja');
  });

  it('cannot be done without the backup, the typed name and the password', async () => {
    const { quickInput } = desk.workbench;
    const press = () => final().click({ force: true, noWaitAfter: true });
    await page.typed.fill(loser);
    assert.equal(await locked(), true, 'without a backup');
    await press();
    await page.button('Write Backup').click();
    await page.button('Write Backup Again').waitFor();
    await page.typed.fill(survivor);
    assert.equal(await locked(), true, 'with the name of the one that stays');
    await press();
    await page.typed.fill(loser);
    await until('the last button', async () => !(await locked()));
    await page.button('Swap').click();
    await into(loser);
    assert.equal(await page.typedText(), '', 'what was typed for one is no consent for the other');
    await page.typed.fill(loser);
    assert.equal(await locked(), true, 'with the name that was right before the swap');
    await press();
    await page.button('Swap').click();
    await into(survivor);
    await page.typed.fill(loser);
    await until('the last button', async () => !(await locked()));
    await final().click();
    await quickInput.shows('Login Password');
    await quickInput.cancel();
    await until('the page to be idle', async () => !(await locked()));
    assert.deepEqual(await merges(), []);
    await page.button('Cancel').click();
    await page.heading.waitFor({ state: 'detached' });
  });

  it('merges by keyboard alone: the other one survives, backup, typed name, password; hiding loses nothing', async () => {
    const { workbench } = desk;
    const { quickInput, editor } = workbench;
    const { keyboard } = workbench.page;
    await desk.open(loser);
    await quickInput.open('F1');
    await quickInput.type('>Invoice Ninja: Merge Clients');
    await quickInput.rows.filter({ hasText: 'Merge Clients…' }).first().waitFor();
    await quickInput.accept();
    await quickInput.shows('Search clients');
    await quickInput.type(survivor);
    await until('the search', async () => (await quickInput.rows.count()) === 1);
    await quickInput.accept();
    await into(survivor);
    await tabTo('Swap');
    await keyboard.press('Enter');
    await into(loser);
    await tabTo('Write Backup');
    await keyboard.press('Enter');
    await tabTo('box');
    await keyboard.type(survivor);
    await page.button('Write Backup Again').waitFor();
    await workbench.command('File: New Untitled Text File');
    await editor.opened('Untitled');
    await editor.close('Untitled');
    await into(loser);
    await until('the typed name to be there again', async () => (await page.typed.inputValue()) === survivor);
    await until('the last button', async () => !(await locked()));
    await workbench.screenshot('merge-swapped');
    await tabTo('Merge for Good');
    await keyboard.press('Enter');
    await quickInput.shows('Login Password');
    await quickInput.answer(desk.demo.server.password);
    const message = await workbench.dialogs.message('Merged into');
    assert.ok(message.includes(`“${loser}”`), message);
    const file = /The backup is (.+)\.$/.exec(message)?.[1] ?? '';
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.equal((await desk.stored(loser)).name, loser);
    await assert.rejects(desk.demo.api('GET', `/clients/${desk.id(survivor)}`), /400/);
    assert.equal((await merges()).length, 1);
    await until(
      'the tree to follow',
      async () => !(await workbench.tree('Clients').labels()).includes(survivor),
    );
  });
});
