import { e2eHost } from '../../host/suites/e2eHost.mjs';
// VS Code saves editors that nobody is looking at: Save All, every task, F5. Those are asked about, once and by name.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const one = 'Aa One';
const two = 'Ab Two';
const asks = 'to the server too?';

const tasks = {
  version: '2.0.0',
  tasks: [{ label: 'noop', type: 'shell', command: 'true', problemMatcher: [] }],
};
const launch = {
  version: '0.2.0',
  configurations: [{ name: 'attach', type: 'node', request: 'attach', port: 1, timeout: 1 }],
};

describe('Editing: saves of hidden clients', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start(
      [
        { name: one, phone: '111-1111' },
        { name: two, phone: '111-1111' },
      ],
      {
        settings: { 'files.autoSave': 'off' },
        files: {
          'plain.txt': 'plain\n',
          '.vscode/tasks.json': JSON.stringify(tasks),
          '.vscode/launch.json': JSON.stringify(launch),
        },
      },
    );
  });
  after(() => desk?.close());

  it('Save All asks once for two, by name; Cancel sends nothing', async () => {
    const { workbench } = desk;
    await desk.open(one);
    await desk.edit(one, '"phone": "111-1111"', '"phone": "222-2222"');
    await desk.open(two);
    await desk.edit(two, '"ben@example.com"', '"ben@-example.com"');
    await desk.openFile('plain.txt');
    await desk.forgetRequests();
    await workbench.command('File: Save All Files');
    const asked = await workbench.dialogs.modalText(asks);
    assert.match(asked, /Save 2 clients to the server too\?/);
    assert.match(asked, /Aa One/);
    assert.match(asked, /Ab Two/);
    await workbench.screenshot('editing-50-save-all');
    await workbench.dialogs.pressModal('Cancel');
    await workbench.dialogs.message('was not sent to the server, and its text is still here.');
    assert.deepEqual(await desk.writes(), []);
    assert.ok((await workbench.editor.isDirty(one)) && (await workbench.editor.isDirty(two)));
    await workbench.screenshot('editing-51-save-all-canceled');
    await workbench.dialogs.dismissAll();
  });

  it('Save All saves the one, and the other, refused by the server, stays dirty', async () => {
    const { workbench } = desk;
    await workbench.command('File: Save All Files');
    await workbench.dialogs.modalText(asks);
    await workbench.dialogs.pressModal('Save to Server');
    await workbench.editor.clean(one);
    const message = await workbench.dialogs.message('did not accept this client');
    assert.match(message, /'Ab Two\.client\.json'/);
    assert.ok(await workbench.editor.isDirty(two));
    assert.equal((await desk.stored(one)).phone, '222-2222');
    assert.equal((await desk.stored(two)).contacts[1]?.email, 'ben@example.com');
    await workbench.screenshot('editing-52-save-all-one-refused');
    await workbench.dialogs.dismissAll();
    await desk.open(two);
    await desk.edit(two, '"ben@-example.com"', '"ben@example.org"');
    await desk.save(two);
  });

  // Both need a second way back to a plain file, which the 1.110 host's Explorer does not give; see the closing notes.
  if (e2eHost.host.name === 'latest') {
    it('a task asks; Cancel sends nothing', async () => {
      const { workbench } = desk;
      await desk.open(one);
      await desk.edit(one, '"phone": "222-2222"', '"phone": "333-3333"');
      await desk.openFile('plain.txt');
      await desk.forgetRequests();
      await workbench.command('Tasks: Run Task');
      await workbench.quickInput.pick('noop');
      const asked = await workbench.dialogs.modalText(asks);
      assert.match(asked, /Save Aa One to the server too\?/);
      assert.match(asked, /It has unsaved changes in an editor that is not in front\./);
      await workbench.screenshot('editing-53-task');
      await workbench.dialogs.pressModal('Cancel');
      await workbench.dialogs.message('Aa One was not sent to the server');
      assert.deepEqual(await desk.writes(), []);
      assert.ok(await workbench.editor.isDirty(one));
      await workbench.dialogs.dismissAll();
    });

    it('F5 asks; Cancel sends nothing, and a later save works', async () => {
      const { workbench } = desk;
      await workbench.editor.tab('plain.txt').click();
      await workbench.editor.focus();
      await workbench.editor.press('F5');
      assert.match(await workbench.dialogs.modalText(asks), /Save Aa One to the server too\?/);
      await workbench.screenshot('editing-54-f5');
      await workbench.dialogs.pressModal('Cancel');
      await workbench.dialogs.message('Aa One was not sent to the server');
      assert.deepEqual(await desk.writes(), []);
      assert.ok(await workbench.editor.isDirty(one));
      assert.equal((await desk.stored(one)).phone, '222-2222');
      await workbench.editor.press('Escape');
      await workbench.editor.tab(one).click();
      await workbench.editor.focus();
      await desk.save(one);
      assert.equal((await desk.stored(one)).phone, '333-3333');
    });
  }
});
