// What a new user does: sample data, find a client, open, change, save; and whether it really is on the server.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readClipboard } from '../support/page/pageScripts.mjs';
import { plainApi, type PlainClient } from '../support/server';
import { until } from '../support/until';
import { Workbench } from '../support/workbench';

describe('first steps with sample data', () => {
  let workbench: Workbench;

  before(async () => {
    workbench = await Workbench.start();
  });
  after(() => workbench.close());

  it('are offered by the signed-out view', async () => {
    await workbench.openContainer('Invoice Ninja');
    const tree = workbench.tree('Clients');
    await tree.pane.locator('.welcome-view', { hasText: 'Sign in to Invoice Ninja' }).waitFor();
    await workbench.screenshot('01-signed-out');
    await tree.welcomeButton('Try with Sample Data');
    await tree.rows.first().waitFor();
    await workbench.screenshot('02-sample-data');
  });

  it('find, change and save a client; exactly that field changed on the server', async () => {
    const { dialogs, editor } = workbench;
    const tree = workbench.tree('Clients');
    const message = await dialogs.message('Sample data runs on this machine only');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(message)?.[0];
    assert.ok(url, message);
    await dialogs.press('Sample data runs on this machine only', 'Copy API Token');
    const token = await until('the token on the clipboard', () => readClipboard(workbench.page));
    const api = plainApi(url, token);

    const [, label] = await tree.labels();
    assert.ok(label);
    await tree.expand(label);
    await workbench.screenshot('03-contacts');
    await tree.click(label);
    const name = await openTab(workbench);
    const { id } = JSON.parse(await editor.text()) as { id: string };
    const before = await api.get(id);
    await workbench.screenshot('04-client');

    const changed = `${before.name} (renamed)`;
    await editor.replace(`"name": ${JSON.stringify(before.name)}`, `"name": ${JSON.stringify(changed)}`);
    await editor.dirty(name);
    await editor.save();
    await editor.clean(name);
    await tree.scrollTo(changed);
    await workbench.screenshot('05-saved');

    const after = await api.get(id);
    assert.equal(after.name, changed);
    const expected = { ...before, name: changed, display_name: changed, updated_at: after.updated_at };
    assert.deepEqual(meaning(after), meaning(expected));
  });

  it('are the same in a second window, which goes on with them when the first one ends', async () => {
    const tree = workbench.tree('Clients');
    await openTab(workbench);
    const changed = (JSON.parse(await workbench.editor.text()) as PlainClient).name;
    // On a folder of its own: windows on one folder share which tabs are open.
    const folder = path.join(workbench.workspace, 'second');
    fs.mkdirSync(folder);
    const second = await workbench.secondWindow(folder);
    await second.openContainer('Invoice Ninja');
    const other = second.tree('Clients');
    await other.scrollTo(changed);
    await other.click(changed);
    const name = await openTab(second);
    const again = `${changed} in the other window`;
    await second.editor.replace(JSON.stringify(changed), JSON.stringify(again));
    await second.editor.save();
    await second.editor.clean(name);
    await workbench.reload();
    await tree.scrollTo(again);
    await second.page.close();
  });

  it('survive a reload of the window, clean and dirty', async () => {
    const { editor } = workbench;
    const name = await openTab(workbench);
    await workbench.reload();
    await editor.opened(name);
    const text = await editor.text();
    assert.ok(text.includes('(renamed)'));
    await editor.replace('"public_notes": "', '"public_notes": "Written before a reload. ');
    await editor.dirty(name);
    await workbench.reload();
    await editor.opened(name);
    await editor.dirty(name);
    assert.ok((await editor.text()).includes('Written before a reload.'));
    await workbench.screenshot('06-dirty-after-reload');
    await editor.save();
    await editor.clean(name);
    assert.ok((await editor.text()).includes('Written before a reload.'));
  });

  it('end with stopping it', async () => {
    await workbench.command('Invoice Ninja: Stop Sample Data');
    await workbench.dialogs.pressModal('Stop Sample Data');
    await workbench
      .tree('Clients')
      .pane.locator('.welcome-view', { hasText: 'Sign in to Invoice Ninja' })
      .waitFor();
  });
});

/** Settings that are `""` become null on any PUT, and both mean "inherit". */
const meaning = ({ settings, ...rest }: PlainClient) => ({
  ...rest,
  settings: Object.entries(settings).filter(([, value]) => value !== null && value !== ''),
});

/** Name of the tab in front, which must be a client. */
async function openTab(workbench: Workbench): Promise<string> {
  const tab = workbench.page.locator('.tab.active[data-resource-name$=".client.json"]').first();
  await tab.waitFor();
  const name = (await tab.getAttribute('data-resource-name')) ?? '';
  await workbench.editor.opened(name);
  return name;
}
