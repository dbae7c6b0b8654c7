// Where the user made VS Code overwrite without a question, a contested field still is not sent without one.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const name = 'Aa Silent Overwrite';
const overwrite = { 'files.saveConflictResolution': 'overwriteFileOnDisk' };

describe('Editing: a user who overwrites silently', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name, phone: '111-1111', city: 'Aachen' }], { settings: overwrite });
    await desk.open(name);
  });
  after(() => desk?.close());

  it('in all files: clients are still asked about by VS Code', async () => {
    const { workbench } = desk;
    const question = 'The content of the file is newer';
    await desk.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.change(name, { phone: '333-3333' });
    await desk.forgetRequests();
    await workbench.editor.save();
    await workbench.dialogs.message(question);
    assert.deepEqual(await desk.writes(), []);
    await workbench.dialogs.press(question, 'Overwrite');
    await workbench.editor.clean(name);
    assert.equal((await desk.stored(name)).phone, '222-2222');
  });

  it('in clients too: our dialog asks, and Cancel sends nothing', async () => {
    const { workbench } = desk;
    await workbench.setSettings({ '[ninja-client]': overwrite });
    await workbench.editor.opened(name);
    await desk.edit(name, '"phone": "222-2222"', '"phone": "444-4444"');
    await desk.change(name, { phone: '555-5555', city: 'Bonn' });
    await desk.forgetRequests();
    await workbench.editor.save();
    const asked = await workbench.dialogs.modalText('was changed on the server in the same places');
    assert.match(asked, /Aa Silent Overwrite was changed[\s\S]*Account: Sample Trading Company/);
    assert.match(asked, /Phone: the server has “555-5555”, you have “444-4444”/);
    assert.doesNotMatch(asked, /Bonn/, 'only what is contested is asked about');
    await workbench.screenshot('editing-10-silent-overwrite');
    await workbench.dialogs.pressModal('Cancel');
    const message = await workbench.dialogs.message('Nothing was sent');
    assert.equal(
      message,
      "Failed to save 'Aa Silent Overwrite.client.json': Nothing was sent to the server, and your text is still here.",
    );
    assert.equal((await desk.toasts()).length, 1);
    assert.ok(await workbench.editor.isDirty(name));
    assert.match(await workbench.editor.text(), /444-4444/);
    assert.deepEqual(await desk.writes(), []);
    await workbench.screenshot('editing-11-silent-overwrite-canceled');
  });

  it('in clients too: after a yes the contested value is saved, and the other change is kept', async () => {
    const { workbench } = desk;
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.dialogs.modalText('was changed on the server in the same places');
    await workbench.dialogs.pressModal('Save My Values');
    await workbench.editor.clean(name);
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city], ['444-4444', 'Bonn']);
    assert.equal((await desk.writes()).length, 1);
    await workbench.dialogs.notification('Nothing was sent').waitFor({ state: 'hidden' });
  });
});
