// What a save would do to contacts that people may not mean is said by name first.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const name = 'Aa Contacts Ltd';
const question = 'Change the contacts of';

describe('Editing: contacts that a save would delete or move', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name }]);
    await desk.open(name);
  });
  after(() => desk?.close());

  const names = async () => (await desk.stored(name)).contacts.map(({ first_name }) => first_name).sort();

  it('are named; Cancel sends nothing, the text stays and one sentence says so', async () => {
    const { workbench } = desk;
    await desk.rewrite(name, (client) => client.contacts.splice(1, 1));
    await desk.forgetRequests();
    await workbench.editor.save();
    const asked = await workbench.dialogs.modalText(question);
    assert.match(asked, /Change the contacts of Aa Contacts Ltd\?[\s\S]*Account: Sample Trading Company/);
    assert.match(asked, /Ben Birch, ben@example\.com would be deleted, with its portal access/);
    assert.doesNotMatch(asked, /Ann|Cyd/);
    await workbench.screenshot('editing-20-contact-removal');
    await workbench.dialogs.pressModal('Cancel');
    await workbench.dialogs.message('Nothing was sent to the server, and your text is still here.');
    assert.equal((await desk.toasts()).length, 1);
    assert.ok(await workbench.editor.isDirty(name));
    assert.doesNotMatch(await workbench.editor.text(), /Birch/);
    assert.deepEqual(await desk.writes(), []);
    assert.deepEqual(await names(), ['Ann', 'Ben', 'Cyd']);
    await workbench.screenshot('editing-21-contact-removal-canceled');
  });

  it('are deleted after a yes', async () => {
    const { workbench } = desk;
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.dialogs.modalText(question);
    await workbench.dialogs.pressModal('Delete and Save');
    await workbench.editor.clean(name);
    assert.deepEqual(await names(), ['Ann', 'Cyd']);
    assert.equal((await desk.writes()).length, 1);
  });

  it('are asked about when one lost its id', async () => {
    const { workbench } = desk;
    const before = (await desk.stored(name)).contacts.find(({ first_name }) => first_name === 'Cyd');
    await desk.rewrite(name, ({ contacts }) => {
      for (const contact of contacts)
        if (contact.first_name === 'Cyd') delete (contact as { id?: string }).id;
    });
    await desk.forgetRequests();
    await workbench.editor.save();
    const asked = await workbench.dialogs.modalText(question);
    assert.match(asked, /Cyd Cedar, cyd@example\.com has lost its id: it would be made anew/);
    await workbench.screenshot('editing-22-contact-lost-id');
    await workbench.dialogs.pressModal('Cancel');
    await workbench.dialogs.message('Nothing was sent');
    assert.deepEqual(await desk.writes(), []);
    await workbench.editor.focus();
    await workbench.command('File: Revert File');
    await workbench.editor.clean(name);
    assert.ok((await workbench.editor.text()).includes(String(before?.id)), 'Revert brings the id back');
  });

  it('are asked about when another one becomes the primary contact', async () => {
    const { workbench } = desk;
    await desk.rewrite(name, ({ contacts }) => {
      for (const contact of contacts) contact.is_primary = contact.first_name === 'Cyd';
    });
    await desk.forgetRequests();
    await workbench.editor.save();
    const asked = await workbench.dialogs.modalText(question);
    assert.match(asked, /Cyd Cedar, cyd@example\.com would become the primary contact instead of Ann Ash/);
    await workbench.screenshot('editing-23-contact-primary');
    await workbench.dialogs.pressModal('Change Primary and Save');
    await workbench.editor.clean(name);
    const primary = (await desk.stored(name)).contacts.filter(({ is_primary }) => is_primary);
    assert.deepEqual(
      primary.map(({ first_name }) => first_name),
      ['Cyd'],
    );
    assert.deepEqual(await names(), ['Ann', 'Cyd']);
  });

  it('of another client are not taken over', async () => {
    const { workbench } = desk;
    const own = (await desk.stored(name)).contacts.map(({ id }) => id);
    const all = await desk.demo.api<{ data: { contacts: { id: string }[] }[] }>('GET', '/clients');
    const foreign = all.data
      .flatMap(({ contacts }) => contacts.map(({ id }) => id))
      .find((id) => !own.includes(id));
    assert.ok(foreign !== undefined);
    await desk.rewrite(name, ({ contacts }) => {
      contacts.push({
        id: foreign,
        first_name: 'Eve',
        last_name: '',
        email: 'eve@example.com',
        is_primary: false,
      });
    });
    await desk.forgetRequests();
    await workbench.editor.save();
    await workbench.dialogs.message('mend the errors marked in the text');
    assert.deepEqual(await desk.writes(), []);
    assert.equal((await desk.toasts()).length, 1);
  });
});
