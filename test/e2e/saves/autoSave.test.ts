// Auto save never sends a client, whatever the settings say.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Desk } from '../support/desk';
import { until } from '../support/until';

const name = 'Aa Auto Save';
const auto = { 'files.autoSave': 'afterDelay', 'files.autoSaveDelay': 200 };

describe('Editing: with auto save on', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name, phone: '111-1111' }], {
      settings: auto,
      files: { 'plain.txt': 'one\n' },
    });
  });
  after(() => desk?.close());

  it('for all files: a client stays dirty while a plain file beside it is saved', async () => {
    const { workbench } = desk;
    await desk.open(name);
    await desk.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.forgetRequests();
    await desk.openFile('plain.txt');
    await workbench.editor.setText('two\n');
    const file = path.join(workbench.workspace, 'plain.txt');
    await until('the plain file to be saved', () => fs.readFileSync(file, 'utf8') === 'two\n');
    assert.ok(await workbench.editor.isDirty(name));
    assert.deepEqual(await desk.writes(), []);
    assert.deepEqual(await desk.toasts(), []);
  });

  it('in the block of our language: refused with a sentence; Ctrl+S saves', async () => {
    const { workbench } = desk;
    await workbench.setSettings({ '[ninja-client]': auto });
    await workbench.editor.tab(name).click();
    await workbench.editor.opened(name);
    await desk.edit(name, '"phone": "222-2222"', '"phone": "333-3333"');
    await workbench.dialogs.message(
      'Auto save does not send clients to the server. Press Ctrl+S to save this one.',
    );
    assert.ok(await workbench.editor.isDirty(name));
    assert.deepEqual(await desk.writes(), []);
    await workbench.screenshot('editing-60-auto-save');
    await workbench.editor.focus();
    await desk.save(name);
    assert.equal((await desk.stored(name)).phone, '333-3333');
    assert.equal((await desk.writes()).length, 1);
  });
});
