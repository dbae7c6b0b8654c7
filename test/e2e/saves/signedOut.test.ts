// Open clients whose account is signed out, or not signed in yet.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const name = 'Aa Signed Out';
const other = 'Ab Clean';

describe('Editing: signed out', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start(
      [
        { name, phone: '111-1111' },
        { name: other, phone: '111-1111' },
      ],
      { byForm: true },
    );
    await desk.open(name);
  });
  after(() => desk?.close());

  it('under a dirty editor: the text stays, and a save says what to do', async () => {
    const { workbench } = desk;
    await workbench.dialogs.dismissAll();
    await desk.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    await workbench.command('Invoice Ninja: Sign Out');
    await workbench.dialogs.pressModal('Sign Out');
    await workbench.dialogs.message('Signed out of');
    await desk.forgetRequests();
    await workbench.editor.focus();
    await workbench.editor.save();
    const message = await workbench.dialogs.message('Failed to save');
    assert.match(
      message,
      /: You are not signed in to the account of this client\. Nothing was sent; sign in and save again\.$/,
    );
    assert.ok(await workbench.editor.isDirty(name));
    assert.match(await workbench.editor.text(), /222-2222/);
    assert.deepEqual(await desk.writes(), []);
    await workbench.screenshot('editing-80-signed-out-dirty');
  });

  it('and signed in again, it saves', async () => {
    const { workbench } = desk;
    await workbench.dialogs.dismissAll();
    await desk.signIn();
    await workbench.editor.focus();
    await desk.save(name);
    assert.equal((await desk.stored(name)).phone, '222-2222');
  });

  it('a restored clean client says so, and loads after signing in', async () => {
    const { workbench } = desk;
    await workbench.dialogs.dismissAll();
    await desk.open(other);
    await workbench.command('Invoice Ninja: Sign Out');
    await workbench.dialogs.pressModal('Sign Out');
    await workbench.dialogs.message('Signed out of');
    await workbench.reload();
    const message = 'Some open clients belong to an account that is not signed in.';
    await workbench.dialogs.message(message);
    await workbench.screenshot('editing-81-restored-signed-out');
    await workbench.dialogs.press(message, 'Sign In');
    await desk.fillIn();
    await workbench.editor.opened(other);
    assert.match(await workbench.editor.text(), /"phone": "111-1111"/);
    await workbench.screenshot('editing-82-restored-signed-in');
    await desk.edit(other, '"phone": "111-1111"', '"phone": "333-3333"');
    await desk.save(other);
    assert.equal((await desk.stored(other)).phone, '333-3333');
  });

  it('a restored dirty client saves although the server is slow to let us in', async () => {
    const { workbench } = desk;
    await desk.edit(other, '"phone": "333-3333"', '"phone": "444-4444"');
    await desk.fault('delay', { ms: 3000, times: 3, match: { path: '.' } });
    await desk.forgetRequests();
    await workbench.reload();
    await workbench.editor.opened(other);
    await workbench.editor.dirty(other);
    await desk.atWork();
    await workbench.editor.focus();
    await desk.save(other);
    assert.equal((await desk.stored(other)).phone, '444-4444');
  });
});
