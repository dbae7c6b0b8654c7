// The extension host dies between the request that creates a client and its answer: it is not created twice.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Desk, type StoredClient } from '../support/desk';
import { until } from '../support/until';

const fresh = 'New Client.client.json';
const name = 'Aa Only Once';

describe('Editing: a client whose creation was not confirmed', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name: 'Ab Other' }]);
  });
  after(() => desk?.close());

  const named = async (wanted = name) => {
    const { data } = await desk.demo.api<{ data: StoredClient[] }>('GET', '/clients?per_page=100');
    return data.filter((client) => client.name === wanted);
  };

  it('is looked for by the next save, and "this is it" creates nothing', async () => {
    const { workbench } = desk;
    await workbench.command('Invoice Ninja: New Client');
    await workbench.editor.opened(fresh);
    await workbench.page.locator('.monaco-editor.focused').first().waitFor();
    await workbench.editor.type(name);
    await workbench.editor.dirty(fresh);
    // Created, but the answer takes for ever.
    await desk.fault('drip', { bytesPerSecond: 1, match: { method: 'POST', path: '/clients$' } });
    await desk.forgetRequests();
    await workbench.editor.save();
    await until('the client to be created', async () => (await named()).length === 1);
    await desk.killHost();
    // The save under way ends with the host; one that came before that would end with it.
    await workbench.dialogs.message('Failed to save');
    await workbench.editor.dirty(fresh);
    await workbench.screenshot('editing-b0-killed-while-creating');
    await desk.forgetRequests();
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.quickInput.shows('Was the Client Created in');
    await workbench.quickInput.rows.filter({ hasText: 'This is it: created' }).first().waitFor();
    await workbench.screenshot('editing-b1-candidates');
    assert.deepEqual(await desk.writes(), []);
    await workbench.quickInput.pick(name);
    await workbench.editor.opened(name);
    await workbench.editor.clean(name);
    assert.deepEqual(
      (await desk.writes()).filter(({ method }) => method === 'POST'),
      [],
    );
    const [only, ...others] = await named();
    assert.equal(others.length, 0);
    const { id } = JSON.parse(await workbench.editor.text()) as StoredClient;
    assert.equal(id, only?.id);
    await workbench.screenshot('editing-b2-found');
  });

  it('is created once, though two windows of a browser on one folder both have its text', async () => {
    const { workbench } = desk;
    const both = 'Aa In Two Windows';
    await workbench.command('Invoice Ninja: New Client');
    await workbench.editor.opened(fresh);
    await workbench.page.locator('.monaco-editor.focused').first().waitFor();
    await workbench.editor.type(both);
    await workbench.editor.dirty(fresh);
    // The second window restores what the first has written by then.
    await until('the backup of VS Code', () => {
      const folder = path.join(workbench.server.dirs.data, 'User/Backups');
      if (!fs.existsSync(folder)) return false;
      return fs
        .readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .some((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8').includes(both));
    });
    const two = await desk.secondWindow();
    await two.workbench.editor.dirty(fresh);
    for (const { editor } of [workbench, two.workbench]) {
      await editor.tab(fresh).click();
      await editor.focus();
      await editor.save();
      await editor.opened(both);
      await editor.clean(both);
    }
    assert.equal((await named(both)).length, 1);
  });
});
