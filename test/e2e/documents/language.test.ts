// What the editor tells about a client while it is read and written: completion, hover, names behind ids.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const name = 'Aa Language';

describe('Editing: help in the text', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name, country_id: '276' }]);
    await desk.open(name);
  });
  after(() => desk?.close());

  it('shows names behind ids and the labels of custom fields', async () => {
    const { workbench } = desk;
    await desk.reveal('"country_id"');
    const line = (text: string) => workbench.page.locator('.view-line', { hasText: text }).first();
    await line('"276" Germany').or(line('"276"\u00a0Germany')).or(line('"276"Germany')).first().waitFor();
    await workbench.screenshot('editing-d0-inlay');
  });

  it('says on hover what a field is', async () => {
    const { workbench } = desk;
    await desk.reveal('"country_id"', 3);
    await workbench.command('Show or Focus Hover');
    const hover = workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Germany' }).first();
    await hover.waitFor();
    await workbench.screenshot('editing-d1-hover');
    await workbench.editor.press('Escape');
  });

  it('completes a currency by its name', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"currency_id": "1"', '"currency_id": ""');
    await desk.reveal('"currency_id": ""', '"currency_id": "'.length);
    await workbench.editor.press('Control+Space');
    const suggestions = workbench.page.locator('.suggest-widget.visible .monaco-list-row');
    await suggestions.first().waitFor();
    await workbench.editor.type('Eur');
    const euro = suggestions.filter({ hasText: /^\s*Euro/ }).first();
    await euro.waitFor();
    await workbench.screenshot('editing-d2-completion-currency');
    await workbench.editor.press('Enter');
    await workbench.page.locator('.view-line', { hasText: '"currency_id": "3"' }).first().waitFor();
    await desk.save(name);
    const { settings } = (await desk.stored(name)) as unknown as { settings: { currency_id: string } };
    assert.equal(settings.currency_id, '3');
  });

  it('can be read in dark and in high contrast', async () => {
    const { workbench } = desk;
    for (const theme of ['Dark Modern', 'Dark High Contrast'] as const) {
      await workbench.setTheme(theme);
      await workbench.editor.opened(name);
      await desk.reveal('"country_id"', 3);
      await workbench.command('Show or Focus Hover');
      await workbench.page.locator('.monaco-hover:not(.hidden)', { hasText: 'Germany' }).first().waitFor();
      await workbench.screenshot(`editing-d3-${theme}`);
      await workbench.editor.press('Escape');
    }
  });
});
