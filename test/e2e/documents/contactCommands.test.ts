// Contacts by command, from the tree and in the document: edits of the text, saved like any other.
import assert from 'node:assert/strict';
import { Desk, type StoredClient } from '../support/desk';
import { until } from '../support/until';

const name = 'Aa People';

describe('Editing: commands on contacts', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name }]);
    await desk.workbench.tree('Clients').expand(name);
  });
  after(() => desk?.close());

  /** The text as JSON. A command moves the cursor after its edit: what is copied at that moment is one line. */
  const shown = () =>
    until('the whole text', async () => {
      const text = await desk.workbench.editor.text();
      return text.trimEnd().endsWith('\n}') ? (JSON.parse(text) as StoredClient) : undefined;
    });
  const firstNames = (client: StoredClient) => client.contacts.map(({ first_name }) => first_name);

  it('remove one, from the tree: the text changes, the save asks', async () => {
    const { workbench } = desk;
    await desk.forgetRequests();
    await workbench.tree('Clients').menu('Ben Birch', 'Remove Contact');
    await workbench.editor.opened(name);
    await workbench.editor.dirty(name);
    assert.deepEqual(firstNames(await shown()), ['Ann', 'Cyd']);
    assert.deepEqual(await desk.writes(), []);
    await workbench.editor.save();
    assert.match(await workbench.dialogs.modalText('Change the contacts of'), /Ben Birch/);
    await workbench.dialogs.pressModal('Delete and Save');
    await workbench.editor.clean(name);
    assert.deepEqual(firstNames(await desk.stored(name)), ['Ann', 'Cyd']);
  });

  it('make one primary, from the tree', async () => {
    const { workbench } = desk;
    await workbench.tree('Clients').menu('Cyd Cedar', 'Make Contact Primary');
    await workbench.editor.dirty(name);
    await workbench.editor.save();
    await workbench.dialogs.modalText('would become the primary contact instead of');
    await workbench.dialogs.pressModal('Change Primary and Save');
    await workbench.editor.clean(name);
    const primary = (await desk.stored(name)).contacts.filter(({ is_primary }) => is_primary);
    assert.deepEqual(
      primary.map(({ first_name }) => first_name),
      ['Cyd'],
    );
  });

  it('set a portal password, from the tree: sent once, and gone from the text', async () => {
    const { workbench } = desk;
    await workbench.tree('Clients').menu('Ann Ash', 'Set Portal Password…');
    await workbench.quickInput.shows('New Password for the Client Portal');
    await workbench.quickInput.type('weak');
    await workbench.quickInput.shows('A password needs 7 characters');
    await workbench.screenshot('editing-c0-portal-password');
    await workbench.quickInput.answer('Secret123');
    await workbench.editor.dirty(name);
    assert.match(await workbench.editor.text(), /"password": "Secret123"/);
    await desk.forgetRequests();
    await desk.save(name);
    const [put] = await desk.writes();
    assert.match(JSON.stringify(put?.body), /Secret123/);
    assert.doesNotMatch(await workbench.editor.text(), /Secret123/);
  });

  it('add one, in the document', async () => {
    const { workbench } = desk;
    await workbench.editor.focus();
    await workbench.command('Invoice Ninja: Add Contact');
    await workbench.editor.dirty(name);
    const added = (await shown()).contacts.at(-1);
    assert.deepEqual([added?.first_name, added?.email, added && 'id' in added], ['', '', false]);
    await desk.rewrite(name, ({ contacts }) => Object.assign(contacts.at(-1) ?? {}, { first_name: 'Dee' }));
    await desk.forgetRequests();
    await workbench.editor.save();
    await workbench.editor.clean(name);
    assert.deepEqual(firstNames(await desk.stored(name)).sort(), ['Ann', 'Cyd', 'Dee']);
    assert.equal((await desk.writes()).length, 1);
    await workbench.tree('Clients').row('Dee').waitFor();
  });

  it('make one primary and set a password, in the document at the cursor', async () => {
    const { workbench } = desk;
    await desk.reveal('"ann@example.com"');
    await workbench.command('Invoice Ninja: Make Contact Primary');
    await workbench.editor.dirty(name);
    const primary = (await shown()).contacts.filter(({ is_primary }) => is_primary);
    assert.deepEqual(
      primary.map(({ first_name }) => first_name),
      ['Ann'],
    );
    await desk.reveal('"cyd@example.com"');
    await workbench.command('Invoice Ninja: Set Portal Password…');
    await workbench.quickInput.shows('New Password for the Client Portal');
    await workbench.quickInput.answer('Secret456');
    await workbench.page.locator('.view-line', { hasText: 'Secret456' }).first().waitFor();
    const cyd = (await shown()).contacts.find(({ first_name }) => first_name === 'Cyd');
    assert.equal(cyd?.password, 'Secret456');
    await workbench.command('File: Revert File');
    await workbench.editor.clean(name);
  });

  it('are compared with the server', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"ann@example.com"', '"ann@example.net"');
    await workbench.command('Invoice Ninja: Compare with Server');
    const side = (which: string) =>
      workbench.page.locator(`.monaco-diff-editor .editor.${which} .view-line`, { hasText: 'ann@' }).first();
    await side('original').waitFor();
    assert.match((await side('original').textContent()) ?? '', /ann@example\.com/);
    assert.match((await side('modified').textContent()) ?? '', /ann@example\.net/);
    await workbench.page.locator('.tab.active', { hasText: '(server ↔ editor)' }).first().waitFor();
    await workbench.screenshot('editing-c1-compare-with-server');
  });
});
