// Clients that are archived, deleted or purged while they are open.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const clean = 'Aa Clean';
const dirty = 'Ab Dirty';
const archived = 'Ac Archived';
const purged = 'Ad Purged';
const purgedDirty = 'Ae Purged Dirty';

describe('Editing: deleted under an open editor', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start(
      [clean, dirty, archived, purged, purgedDirty].map((name) => ({ name, phone: '111-1111' })),
    );
  });
  after(() => desk?.close());

  const lens = (text: string) =>
    desk.workbench.page
      .locator('.editor-instance .contentWidgets .codelens-decoration', { hasText: text })
      .first();

  it('a clean client becomes read-only, and Restore makes it editable', async () => {
    const { workbench } = desk;
    await desk.open(clean);
    await desk.fault('delete-client', { client: desk.id(clean) });
    await workbench.command('Invoice Ninja: Revert to Server');
    await workbench.editor.focus();
    await workbench.editor.press('Control+Home');
    await lens('Deleted: read-only until it is restored').waitFor();
    await workbench.page
      .locator('.tab.active .monaco-icon-label[aria-label*="Read-only"], .tab.active .codicon-lock')
      .first()
      .waitFor();
    await workbench.editor.type('x');
    await workbench.page.locator('.monaco-editor-overlaymessage', { hasText: 'read-only' }).first().waitFor();
    assert.ok(!(await workbench.editor.isDirty(clean)));
    await workbench.screenshot('editing-90-deleted-read-only');
    await workbench.editor.press('Escape');
    await workbench.page.locator('.monaco-editor-overlaymessage').waitFor({ state: 'hidden' });
    await lens('Restore').locator('a', { hasText: 'Restore' }).click();
    await lens('Deleted').waitFor({ state: 'hidden' });
    assert.ok(!(await desk.stored(clean)).is_deleted);
    await desk.edit(clean, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.save(clean);
    assert.equal((await desk.stored(clean)).phone, '222-2222');
  });

  it('a dirty one stays writable; its save offers Restore and Save', async () => {
    const { workbench } = desk;
    await desk.open(dirty);
    await desk.edit(dirty, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.fault('delete-client', { client: desk.id(dirty) });
    await desk.forgetRequests();
    await workbench.editor.save();
    const asked = await workbench.dialogs.modalText('was deleted and cannot be changed as it is');
    assert.match(asked, /Ab Dirty was deleted[\s\S]*Account: Sample Trading Company/);
    await workbench.screenshot('editing-91-restore-and-save');
    await workbench.dialogs.pressModal('Cancel');
    await workbench.dialogs.message('Nothing was sent');
    assert.deepEqual(await desk.writes(), []);
    assert.ok(await workbench.editor.isDirty(dirty));
    await workbench.editor.focus();
    await workbench.editor.type(' ');
    await workbench.editor.save();
    await workbench.dialogs.modalText('was deleted and cannot be changed as it is');
    await workbench.dialogs.pressModal('Restore and Save');
    await workbench.editor.clean(dirty);
    const after = await desk.stored(dirty);
    assert.deepEqual([after.phone, after.is_deleted], ['222-2222', false]);
  });

  it('an archived one says so and can be edited', async () => {
    const { workbench } = desk;
    await desk.open(archived);
    await desk.fault('archive-client', { client: desk.id(archived) });
    await workbench.command('Invoice Ninja: Revert to Server');
    await workbench.editor.focus();
    await workbench.editor.press('Control+Home');
    await lens('Archived: it can be edited and stays archived').waitFor();
    await workbench.screenshot('editing-92-archived');
    await desk.edit(archived, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.save(archived);
    const after = await desk.stored(archived);
    assert.equal(after.phone, '222-2222');
    assert.ok(after.archived_at > 0);
  });

  it('a purged one is marked in its tab', async () => {
    const { workbench } = desk;
    await desk.open(purged);
    await desk.fault('purge-client', { client: desk.id(purged) });
    await workbench.command('Invoice Ninja: Revert to Server');
    await workbench.page.locator('.tab.active .monaco-icon-label.strikethrough').first().waitFor();
    await workbench.dialogs.message('This client no longer exists on the server. Its text stays here');
    await workbench.screenshot('editing-93-purged');
  });

  it('a purged one with unsaved text refuses to save, with a sentence', async () => {
    const { workbench } = desk;
    await desk.open(purgedDirty);
    await desk.edit(purgedDirty, '"phone": "111-1111"', '"phone": "222-2222"');
    await workbench.dialogs.dismissAll();
    await desk.fault('purge-client', { client: desk.id(purgedDirty) });
    await desk.forgetRequests();
    await workbench.editor.save();
    await workbench.dialogs.message('This client no longer exists on the server, so nothing was saved.');
    assert.deepEqual(await desk.writes(), []);
    assert.ok(await workbench.editor.isDirty(purgedDirty));
    assert.match(await workbench.editor.text(), /222-2222/);
    await workbench.screenshot('editing-94-purged-dirty');
  });
});
