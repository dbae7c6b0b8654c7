// Unsaved text survives the end of whatever runs it, and is still compared with the version it was based on.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Desk } from '../support/desk';
import { until } from '../support/until';

const name = 'Aa Hot Exit';
const question = 'The content of the file is newer';

describe('Editing: unsaved text', () => {
  let desk: Desk;
  const { phone, city } = { phone: '111-1111', city: 'Aachen' };

  before(async () => {
    desk = await Desk.start([{ name, phone, city }], { byForm: true });
    await desk.open(name);
  });
  after(() => desk?.close());

  const drafts = (): string[] => {
    const storage = path.join(desk.workbench.server.dirs.data, 'User/globalStorage');
    const folders = fs.readdirSync(storage).map((folder) => path.join(storage, folder, 'drafts'));
    return folders
      .filter((folder) => fs.existsSync(folder))
      .flatMap((folder) => fs.readdirSync(folder).map((file) => path.join(folder, file)));
  };

  const backups = (): string[] => {
    const folder = path.join(desk.workbench.server.dirs.data, 'User/Backups');
    return fs.existsSync(folder)
      ? fs
          .readdirSync(folder, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => fs.readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      : [];
  };

  it('has its base on disk, for the user alone', async () => {
    await desk.edit(name, '"phone": "111-1111"', '"phone": "222-2222"');
    const draft = await until('a draft on disk', () => drafts().find((file) => file.endsWith('.json')));
    assert.ok(draft);
    assert.equal(fs.statSync(draft).mode & 0o777, 0o600);
    assert.equal(fs.statSync(path.dirname(draft)).mode & 0o777, 0o700);
    assert.match(fs.readFileSync(draft, 'utf8'), /111-1111/, 'the base, not the text');
  });

  it('returns after a reload; a change of another field in between is merged', async () => {
    const { workbench } = desk;
    await workbench.reload();
    await desk.restored();
    await workbench.editor.opened(name);
    await workbench.editor.dirty(name);
    assert.match(await workbench.editor.text(), /"phone": "222-2222"/);
    await desk.change(name, { city: 'Bonn' });
    await desk.forgetRequests();
    await desk.save(name);
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city], ['222-2222', 'Bonn']);
    assert.equal((await desk.writes()).length, 1);
    await until('the draft to be gone', () => drafts().length === 0);
  });

  it('returns after a reload; a change of the same field in between is asked about', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "222-2222"', '"phone": "333-3333"');
    await workbench.reload();
    await desk.restored();
    await workbench.editor.opened(name);
    await workbench.editor.dirty(name);
    await desk.change(name, { phone: '444-4444' });
    await desk.forgetRequests();
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.dialogs.message(question);
    assert.deepEqual(await desk.writes(), []);
    await workbench.screenshot('editing-70-reloaded-conflict');
    await workbench.dialogs.press(question, 'Overwrite');
    await workbench.editor.clean(name);
    assert.equal((await desk.stored(name)).phone, '333-3333');
  });

  it('survives a crash of the extension host; another field is merged, the same one asked about', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "333-3333"', '"phone": "555-5555"');
    await until('a draft on disk', () => drafts().some((file) => file.endsWith('.json')));
    await desk.killHost();
    await desk.change(name, { city: 'Celle' });
    await workbench.editor.focus();
    await desk.save(name);
    let after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city], ['555-5555', 'Celle']);

    await desk.edit(name, '"phone": "555-5555"', '"phone": "666-6666"');
    await until('a draft on disk', () => drafts().some((file) => file.endsWith('.json')));
    await desk.killHost();
    await desk.change(name, { phone: '777-7777', city: 'Dessau' });
    await desk.forgetRequests();
    await workbench.editor.focus();
    await workbench.editor.save();
    await workbench.dialogs.message(question);
    assert.deepEqual(await desk.writes(), []);
    await workbench.dialogs.press(question, 'Overwrite');
    await workbench.editor.clean(name);
    after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city], ['666-6666', 'Dessau']);
  });

  it('returns after a restart of the server', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "666-6666"', '"phone": "888-8888"');
    await until('a draft on disk', () => drafts().some((file) => file.endsWith('.json')));
    // VS Code writes its own copy of the text a second after the typing.
    await until('the backup of VS Code', () => backups().some((text) => text.includes('888-8888')));
    await workbench.restartServer();
    await desk.restored();
    await workbench.editor.opened(name);
    await workbench.editor.dirty(name);
    await workbench.screenshot('editing-71-restarted');
    await desk.change(name, { city: 'Emden' });
    await workbench.editor.focus();
    await desk.save(name);
    const after = await desk.stored(name);
    assert.deepEqual([after.phone, after.city], ['888-8888', 'Emden']);
    await until('the draft to be gone', () => drafts().length === 0);
  });

  it('has no portal password in its draft, though the user types on while that is saved', async () => {
    const { workbench } = desk;
    const password = 'Secret1234';
    await desk.rewrite(name, ({ contacts: [contact] }) => Object.assign(contact ?? {}, { password }));
    await desk.fault('delay', { ms: 1500, match: { method: 'PUT', path: desk.id(name) } });
    await desk.forgetRequests();
    await workbench.editor.save();
    await desk.written(1);
    await workbench.editor.type(' ');
    const contents = () => drafts().map((file) => fs.readFileSync(file, 'utf8'));
    await until('a draft with the text that was saved', () =>
      contents().some((content) => content.includes(String.raw`\"password\"`)),
    );
    for (const content of contents()) assert.ok(!content.includes(password));
    await desk.clearFaults();
    await desk.save(name);
    await until('the draft to be gone', () => drafts().length === 0);
  });

  it('that is discarded takes its draft with it', async () => {
    const { workbench } = desk;
    await desk.edit(name, '"phone": "888-8888"', '"phone": "999-9999"');
    await until('a draft on disk', () => drafts().some((file) => file.endsWith('.json')));
    await desk.forgetRequests();
    await workbench.editor.close(name);
    await workbench.dialogs.modalText('Do you want to save the changes');
    await workbench.dialogs.pressModal("Don't Save");
    await until('the draft to be gone', () => drafts().length === 0);
    assert.deepEqual(await desk.writes(), []);
  });
});
