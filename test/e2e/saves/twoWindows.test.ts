// Two windows on one client behave as two users: each merges what the other saved, and asks where both changed the same.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const name = 'Aa Two Windows';
const question = 'The content of the file is newer';

describe('Editing: one client in two windows', () => {
  let one: Desk;
  let two: Desk;

  before(async () => {
    one = await Desk.start([{ name, phone: '111-1111', city: 'Aachen' }]);
    two = await one.secondWindow();
    await one.open(name);
    await two.open(name);
  });
  after(() => one?.close());

  it('keeps what the other window saved in another field', async () => {
    await one.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    await two.edit(name, '"city": "Aachen"', '"city": "Bonn"');
    await two.save(name);
    assert.equal((await one.stored(name)).phone, '111-1111');
    await one.save(name);
    const after = await one.stored(name);
    assert.deepEqual([after.phone, after.city], ['222-2222', 'Bonn']);
    assert.match(await one.workbench.editor.text(), /"city": "Bonn"/);
  });

  it('asks where the other window saved the same field, and loses neither text', async () => {
    const { editor, dialogs } = one.workbench;
    await one.edit(name, '"phone": "222-2222"', '"phone": "333-3333"');
    await two.edit(name, '"phone": "111-1111"', '"phone": "444-4444"');
    await one.save(name);
    await two.forgetRequests();
    await two.workbench.editor.save();
    await two.workbench.dialogs.message(question);
    assert.deepEqual(await two.writes(), []);
    assert.match(await two.workbench.editor.text(), /444-4444/);
    await two.workbench.dialogs.press(question, 'Overwrite');
    await two.workbench.editor.clean(name);
    assert.equal((await one.stored(name)).phone, '444-4444');

    await one.edit(name, '"city": "Bonn"', '"city": "Celle"');
    await one.save(name);
    const after = await one.stored(name);
    assert.deepEqual([after.phone, after.city], ['444-4444', 'Celle']);
    assert.match(await editor.text(), /444-4444/);
    assert.equal(await dialogs.modal.isVisible(), false);
  });
});
