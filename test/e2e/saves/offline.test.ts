// A server that is not there, and an answer that never came.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const name = 'Aa Offline & Co';

describe('Editing: without a connection', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name, phone: '111-1111' }]);
    await desk.open(name);
  });
  after(() => desk?.close());

  it('a save says so, keeps the text, and works later', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.fault('reset-before', { times: 0, match: { path: '/clients' } });
    await workbench.editor.save();
    const message = await workbench.dialogs.message('Failed to save');
    assert.doesNotMatch(message, /ECONN|FileSystemError|undefined|socket/i);
    assert.ok(await workbench.editor.isDirty(name));
    assert.equal((await desk.toasts()).length, 1);
    await workbench.screenshot('editing-40-offline');
    assert.equal((await desk.stored(name)).phone, '111-1111');
    await desk.clearFaults();
    await workbench.dialogs.press('Failed to save', 'Retry');
    await workbench.editor.clean(name);
    assert.equal((await desk.stored(name)).phone, '222-2222');
  });

  it('a lost answer is looked up: the text was saved, and once', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "222-2222"', '"phone": "333-3333"');
    await desk.forgetRequests();
    await desk.fault('reset-after', { match: { method: 'PUT' } });
    await desk.save(name);
    assert.equal((await desk.stored(name)).phone, '333-3333');
    const writes = await desk.writes();
    assert.equal(writes.length, 1);
    assert.deepEqual(await desk.toasts(), []);
    await workbench.screenshot('editing-41-lost-answer');
  });

  it('the other buttons of its message work: Save As asks for a place, Revert shows what the server has', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "333-3333"', '"phone": "444-4444"');
    await desk.fault('error', { status: 503, times: 0, match: { method: 'PUT' } });
    await workbench.editor.save();
    await workbench.dialogs.press('Failed to save', 'Save As...');
    await workbench.quickInput.shows('Save As');
    await workbench.quickInput.cancel();
    assert.ok(await workbench.editor.isDirty(name));
    await workbench.dialogs.dismissAll();
    await workbench.editor.save();
    await workbench.dialogs.press('Failed to save', 'Revert');
    await workbench.editor.clean(name);
    assert.match(await workbench.editor.text(), /"phone": "333-3333"/);
    assert.equal((await desk.stored(name)).phone, '333-3333');
    await desk.clearFaults();
  });
});
