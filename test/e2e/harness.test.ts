// What the other end-to-end tests rely on, on a plain file: if this fails, look here first.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Workbench } from './support/workbench';

describe('VS Code in the browser', () => {
  let workbench: Workbench;
  const file = () => path.join(workbench.workspace, 'plain.txt');

  before(async () => {
    workbench = await Workbench.start({
      settings: { 'files.autoSave': 'off' },
      files: { 'plain.txt': 'one\ntwo\n' },
    });
  });
  after(() => workbench.close());

  it('has the packaged extension', async () => {
    await workbench.openContainer('Invoice Ninja');
    await workbench.screenshot('signed-out');
  });

  it('opens, edits and saves a file', async () => {
    await workbench.openContainer('Explorer');
    await workbench.tree('workspace').click('plain.txt');
    await workbench.editor.opened('plain.txt');
    assert.equal(await workbench.editor.text(), 'one\ntwo\n');
    await workbench.editor.replace('two', 'three');
    await workbench.editor.dirty('plain.txt');
    await workbench.editor.save();
    await workbench.editor.clean('plain.txt');
    assert.equal(fs.readFileSync(file(), 'utf8'), 'one\nthree\n');
  });

  it('keeps unsaved text over a reload, a dead extension host and a restarted server', async () => {
    await workbench.editor.replace('three', 'four');
    await workbench.editor.dirty('plain.txt');
    await workbench.reload();
    await workbench.editor.opened('plain.txt');
    await workbench.editor.dirty('plain.txt');
    await workbench.killExtensionHost();
    assert.equal(await workbench.editor.text(), 'one\nfour\n');
    await workbench.restartServer();
    await workbench.editor.opened('plain.txt');
    assert.equal(await workbench.editor.text(), 'one\nfour\n');
    await workbench.editor.save();
    await workbench.editor.clean('plain.txt');
    assert.equal(fs.readFileSync(file(), 'utf8'), 'one\nfour\n');
  });

  it('changes themes', async () => {
    await workbench.setTheme('Dark High Contrast');
    await workbench.setTheme('Light Modern');
    await workbench.setTheme('Dark Modern');
  });
});
