// A client that does not exist yet: written, completed by name, created once, in one tab.
import assert from 'node:assert/strict';
import { Desk, type StoredClient } from '../support/desk';
import { readClipboard } from '../support/page/pageScripts.mjs';

const fresh = 'New Client.client.json';
const name = 'Aa Newcomer';

describe('Editing: a new client', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name: 'Ab Original', phone: '111-1111' }]);
  });
  after(() => desk?.close());

  const posts = async () => (await desk.writes()).filter(({ method }) => method === 'POST');

  it('starts from a template with the cursor in the name', async () => {
    const { workbench } = desk;
    await workbench.command('Invoice Ninja: New Client');
    await workbench.editor.opened(fresh);
    await workbench.page.locator('.monaco-editor.focused').first().waitFor();
    await workbench.editor.type(name);
    await workbench.editor.dirty(fresh);
    const text = JSON.parse(await workbench.editor.text()) as StoredClient;
    assert.equal(text.name, name);
    assert.equal(text.contacts.length, 1);
    assert.ok(!('id' in text) && !('balance' in text));
    await workbench.screenshot('editing-a0-new-client');
  });

  it('completes a country by its name', async () => {
    const { workbench } = desk;
    const before = JSON.parse(await workbench.editor.text()) as { country_id: string };
    await desk.edit(fresh, `"country_id": ${JSON.stringify(before.country_id)}`, '"country_id": ""');
    await desk.reveal('"country_id": ""', '"country_id": "'.length);
    await workbench.editor.press('Control+Space');
    const suggestions = workbench.page.locator('.suggest-widget.visible .monaco-list-row');
    await suggestions.first().waitFor();
    await workbench.editor.type('Germ');
    const germany = suggestions.filter({ hasText: 'Germany' }).first();
    await germany.waitFor();
    await workbench.screenshot('editing-a1-completion');
    await germany.click();
    await workbench.page.locator('.view-line', { hasText: '"country_id": "276"' }).first().waitFor();
  });

  it('is created by one request, and the same tab becomes the real client', async () => {
    const { workbench } = desk;
    await desk.edit(fresh, '"email": ""', '"email": "nell@example.com"');
    await desk.forgetRequests();
    await workbench.editor.save();
    await workbench.editor.opened(name);
    await workbench.editor.clean(name);
    assert.equal((await posts()).length, 1);
    assert.equal((await desk.writes()).length, 1);
    assert.equal(await workbench.page.locator('.tabs-container .tab').count(), 1);
    const { id } = JSON.parse(await workbench.editor.text()) as StoredClient;
    desk.know(name, id);
    const stored = await desk.stored(name);
    assert.deepEqual([stored.name, stored.country_id], [name, '276']);
    assert.equal(stored.contacts[0]?.email, 'nell@example.com');
    await workbench.tree('Clients').row(name).waitFor();
    await workbench.screenshot('editing-a2-created');
  });

  it('can be changed and saved at once', async () => {
    await desk.edit(name, '"phone": "",\n  "website"', '"phone": "222-2222",\n  "website"');
    await desk.forgetRequests();
    await desk.save(name);
    assert.equal((await desk.stored(name)).phone, '222-2222');
    assert.deepEqual(
      (await desk.writes()).map(({ method }) => method),
      ['PUT'],
    );
  });

  it('may be a duplicate, without ids, number and balances', async () => {
    const { workbench } = desk;
    await desk.open('Ab Original');
    await workbench.command('Invoice Ninja: Duplicate Client');
    await workbench.editor.opened(fresh);
    const text = JSON.parse(await workbench.editor.text()) as StoredClient;
    assert.equal(text.name, 'Ab Original (copy)');
    assert.deepEqual(
      ['id', 'number', 'balance', 'paid_to_date'].filter((key) => key in text),
      [],
    );
    assert.equal(text.contacts.length, 3);
    assert.ok(text.contacts.every((contact) => !('id' in contact)));
    await desk.forgetRequests();
    await workbench.screenshot('editing-a3-duplicate');
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.editor.opened('Ab Original (copy)');
    assert.equal((await posts()).length, 1);
    const { id } = JSON.parse(await workbench.editor.text()) as StoredClient;
    desk.know('copy', id);
    const copy = await desk.stored('copy');
    assert.notEqual(copy.id, desk.id('Ab Original'));
    assert.equal(copy.phone, '111-1111');
    assert.equal((await desk.stored('Ab Original')).contacts.length, 3, 'the original keeps its contacts');
  });

  it('is found by its id, hashed and numeric', async () => {
    const { workbench } = desk;
    await desk.open('Ab Original');
    await workbench.command('Invoice Ninja: Copy Hashed Id');
    await workbench.status('Hashed id copied').waitFor();
    assert.equal(await readClipboard(workbench.page), desk.id('Ab Original'));
    await workbench.command('Invoice Ninja: Copy Numeric Id');
    await workbench.status('Numeric id copied').waitFor();
    const numeric = await readClipboard(workbench.page);
    assert.match(numeric, /^\d+$/);
    for (const id of [desk.id(name), numeric]) {
      await workbench.command('Invoice Ninja: Open Client by Id…');
      await workbench.quickInput.shows('Open Client by Id');
      await workbench.quickInput.answer(id);
      await workbench.editor.opened(id === numeric ? 'Ab Original.client' : name);
    }
  });
});
