// Which clients an action is about: by search from the palette, or the editor's client against the tree's selection.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';
import { PurgeMergePageView } from '../support/page/purgeMergePage';
import { until } from '../support/until';

const [open, second, third] = ['Aa Open', 'Ab Second', 'Ac Third'] as const;

describe('Choosing clients for an action', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([open, second, third].map((name) => ({ name })));
  });
  after(() => desk?.close());

  const archived = async () => {
    const all = await Promise.all(
      [open, second, third].map(async (name) => ({ name, at: (await desk.stored(name)).archived_at })),
    );
    return all.filter(({ at }) => at > 0).map(({ name }) => name);
  };

  it('searches for the one client of a purge: Enter takes what is found for the text in the box', async () => {
    const { workbench } = desk;
    const { quickInput } = workbench;
    await workbench.command('Invoice Ninja: Purge Client for Good…');
    await quickInput.shows('Search clients');
    await quickInput.rows.filter({ hasText: open }).first().waitFor();
    await workbench.screenshot('targets-search-all');
    await quickInput.type('third');
    // The first row of the former list is still the nearest at hand: Enter must not take it.
    await quickInput.accept();
    await until('the search', async () => (await quickInput.rows.count()) === 1);
    await quickInput.rows.filter({ hasText: third }).first().waitFor();
    await workbench.screenshot('targets-search-one');
    await quickInput.accept();
    const page = new PurgeMergePageView(workbench.page);
    await page.heading.filter({ hasText: `Purge “${third}”` }).waitFor();
    await page.button('Cancel').click();
    await page.heading.waitFor({ state: 'detached' });
  });

  it('finds nothing, says so, and Escape does nothing', async () => {
    const { workbench } = desk;
    const { quickInput } = workbench;
    await desk.forgetRequests();
    await workbench.command('Invoice Ninja: Purge Client for Good…');
    await quickInput.shows('Search clients');
    await quickInput.type('nobody is called that');
    await quickInput.shows('No client found');
    await workbench.screenshot('targets-search-none');
    await quickInput.type('third');
    await quickInput.rows.filter({ hasText: third }).first().waitFor();
    assert.doesNotMatch(await quickInput.text(), /No client found/);
    await quickInput.cancel();
    assert.deepEqual(await desk.writes(), []);
  });

  it('asks whether the client in the editor or several selected rows are meant', async () => {
    const { workbench } = desk;
    const { quickInput, dialogs } = workbench;
    const tree = workbench.tree('Clients');
    const select = async () => {
      await tree.click(second);
      await workbench.editor.opened(second);
      await tree.row(third).click({ modifiers: ['ControlOrMeta'] });
      await until('two selected rows', async () => {
        return (await tree.rows.and(workbench.page.locator('.selected')).count()) === 2;
      });
    };
    await desk.open(open);
    await select();
    await workbench.command('Invoice Ninja: Archive Clients');
    await quickInput.shows('Which clients?');
    await quickInput.rows.filter({ hasText: '2 clients (selected in the sidebar)' }).waitFor();
    await workbench.screenshot('targets-question');
    await quickInput.cancel();
    assert.deepEqual(await archived(), []);

    await workbench.command('Invoice Ninja: Archive Clients');
    await quickInput.shows('Which clients?');
    await quickInput.pick(`“${second}” (in the editor)`);
    await dialogs.message('Archived');
    assert.deepEqual(await archived(), [second]);
    await dialogs.press('Archived', 'Undo');
    await until('the undo', async () => (await archived()).length === 0);
    await workbench.command('Notifications: Clear All Notifications');

    await select();
    await workbench.command('Invoice Ninja: Archive Clients');
    await quickInput.shows('Which clients?');
    await quickInput.pick('2 clients (selected in the sidebar)');
    await dialogs.pressModal('Archive 2 clients');
    await dialogs.message('Archived');
    assert.deepEqual(await archived(), [second, third]);
    await workbench.screenshot('targets-archived');
  });

  it('sets a group for the selection, and says for whom and in which account', async () => {
    const { workbench } = desk;
    const { quickInput } = workbench;
    await workbench.command('Invoice Ninja: Assign Clients to a Group…');
    await quickInput.shows('Which clients?');
    await quickInput.pick('2 clients (selected in the sidebar)');
    await until('the groups', async () => (await quickInput.text()).includes('2 clients'));
    await workbench.screenshot('targets-group');
    await quickInput.cancel();
  });
});
