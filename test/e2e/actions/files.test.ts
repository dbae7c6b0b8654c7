// Files and documents of clients, through the UI only, checked by plain requests to the server.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { Demo } from '../support/demo';
import { dropFiles } from '../support/page/pageScripts.mjs';
import { pickFromMenu } from '../support/tree';
import { until } from '../support/until';
import { Workbench } from '../support/workbench';

interface ClientDocument {
  id: string;
  name: string;
  is_public: boolean;
  size: number;
}
interface Client {
  id: string;
  name: string;
  display_name: string;
  documents: ClientDocument[];
}

describe('Files and documents of clients', () => {
  let demo: Demo;
  let workbench: Workbench;
  let client: Client;

  const documents = async () =>
    (await demo.api<{ data: Client }>('GET', `/clients/${client.id}?include=documents`)).data.documents;
  const tree = () => workbench.tree('Clients');
  /** What asks before a save over a file: a dialog, or a message in the box, depending on the version. */
  const asked = async () => {
    const { modal } = workbench.dialogs;
    if (await modal.isVisible()) return (await modal.textContent()) ?? '';
    return (await workbench.quickInput.widget.textContent()) ?? '';
  };
  const choose = async (label: string) => {
    await workbench.quickInput.pick(label);
  };

  before(async () => {
    demo = await Demo.start();
    const files = { 'offer.txt': 'An offer', 'first.txt': 'first', 'data.json': '{"refused":true}' };
    workbench = await Workbench.start({ env: demo.signedIn, files });
    await workbench.openContainer('Invoice Ninja');
    await tree().rows.nth(20).waitFor();
    const shown = new Set((await tree().labels()).map((label) => label.trim()));
    const query = '/clients?sort=name|asc&status=active&per_page=100&include=documents';
    const { data } = await demo.api<{ data: Client[] }>('GET', query);
    const found = data.find(
      ({ name, documents: own }) =>
        shown.has(name) && own.length === 0 && /^[\p{Script=Latin} .&]{3,30} \d{3}$/u.test(name),
    );
    assert.ok(found, 'a client without documents is on the screen');
    client = found;
  });
  after(async () => {
    await workbench?.close();
    await demo?.close();
  });

  const upload = async (name: string) => {
    await tree().menu(client.display_name, 'Upload Documents…');
    const { quickInput } = workbench;
    await quickInput.shows('Upload Documents of');
    // The dialog writes its folder into the box until it has listed it.
    await quickInput.rows.filter({ hasText: name }).first().waitFor();
    const file = path.join(workbench.workspace, name);
    await until('the path to stand in the box', async () => {
      if ((await quickInput.value()) === file) return true;
      await quickInput.type(file);
      return false;
    });
    await quickInput.accept();
  };

  it("are uploaded from the client's menu, privately; a file that is refused is named with the reason", async () => {
    await upload('first.txt');
    await workbench.quickInput.shows(`Upload 1 file to “${client.name}”`);
    await workbench.screenshot('files-visibility');
    await choose('Private');
    await workbench.dialogs.message('Uploaded 1 file');
    await workbench.screenshot('files-upload-summary');
    // Nothing is asked and nothing begins where the only file cannot go.
    await upload('data.json');
    const message = await workbench.dialogs.message('data.json');
    assert.match(message, /“data\.json”: not sent, the server takes no files with such content/);
    await workbench.screenshot('files-upload-refused');
    assert.deepEqual(
      (await documents()).map(({ name, is_public, size }) => [name, is_public, size]),
      [['first.txt', false, 5]],
    );
    await workbench.command('Notifications: Clear All Notifications');
  });

  it("are uploaded from the Explorer's menu, for a client that is searched for", async () => {
    await workbench.command('View: Show Explorer');
    const file = workbench.page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'offer.txt' });
    await file.click({ button: 'right' });
    const entry = workbench.page.locator('.monaco-menu .action-item', { hasText: 'Upload' });
    await entry.first().hover();
    await workbench.screenshot('files-explorer-menu');
    await pickFromMenu(entry.first());
    await workbench.quickInput.shows('Search clients');
    await workbench.quickInput.type(client.name);
    await workbench.quickInput.rows.filter({ hasText: client.name }).first().click();
    await workbench.quickInput.shows(`Upload 1 file to “${client.name}”`);
    await choose('Public');
    await workbench.dialogs.message('Uploaded 1 file');
    assert.deepEqual(
      (await documents()).map(({ name, is_public }) => [name, is_public]),
      [
        ['first.txt', false],
        ['offer.txt', true],
      ],
    );
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('open from the tree, read-only', async () => {
    await workbench.openContainer('Invoice Ninja');
    await tree().expand(client.display_name);
    await tree().expand('Documents');
    await tree().row('offer.txt').waitFor();
    await workbench.screenshot('files-tree');
    await tree().click('offer.txt');
    await workbench.editor.opened('offer.txt');
    await until('the text', async () => (await workbench.editor.text()).includes('An offer'));
    await workbench.screenshot('files-text');
  });

  it('are renamed and made private from the tree', async () => {
    await tree().menu('offer.txt', 'Rename Document…');
    await workbench.quickInput.shows('Rename “offer.txt”');
    await workbench.screenshot('files-rename');
    await workbench.quickInput.answer('Offer 2026.txt');
    await workbench.dialogs.message('Renamed “offer.txt”');
    await workbench.screenshot('files-renamed');
    await tree().row('Offer 2026.txt').waitFor();
    await tree().menu('Offer 2026.txt', 'Make Document Public or Private…');
    await workbench.dialogs.message('is private now');
    await workbench.screenshot('files-private');
    assert.deepEqual(
      (await documents()).map(({ name, is_public }) => [name, is_public]),
      [
        ['first.txt', false],
        ['Offer 2026.txt', false],
      ],
    );
    await workbench.command('Notifications: Clear All Notifications');
  });

  it('are saved where the user says, and never over a file without a question', async () => {
    const target = path.join(workbench.workspace, 'offer.txt');
    await tree().menu('Offer 2026.txt', 'Download Documents…');
    await workbench.quickInput.shows('Save');
    // The dialog sets its own name after it is shown, and lists the folder after each change.
    await until('the name of the document', async () =>
      (await workbench.quickInput.value()).endsWith('Offer 2026.txt'),
    );
    await workbench.screenshot('files-save-dialog');
    await workbench.quickInput.type(target);
    await workbench.quickInput.rows.filter({ hasText: 'offer.txt' }).first().waitFor();
    await workbench.quickInput.accept();
    await until('the question', async () => (await asked()).includes('already exists'));
    await workbench.screenshot('files-save-over');
    assert.equal(fs.readFileSync(target, 'utf8'), 'An offer');
    await workbench.page.keyboard.press('Escape');
    await workbench.page.keyboard.press('Escape');
  });

  it('are deleted after a question and the login password: wrong, then right', async () => {
    await tree().menu('first.txt', 'Delete Document…');
    const question = await workbench.dialogs.modalText('Delete the document');
    assert.match(question, /“first\.txt”/);
    await workbench.screenshot('files-delete-question');
    await workbench.dialogs.pressModal('Delete Document');
    await workbench.quickInput.shows('Login Password');
    await workbench.quickInput.answer('wrong');
    await workbench.quickInput.shows('The password is wrong.');
    await workbench.screenshot('files-delete-wrong');
    await workbench.quickInput.answer(demo.server.password);
    await workbench.dialogs.message('Deleted the document');
    await workbench.screenshot('files-deleted');
    assert.deepEqual(
      (await documents()).map(({ name }) => name),
      ['Offer 2026.txt'],
    );
    await until('the tree to follow', async () => !(await tree().labels()).includes('first.txt'));
  });

  it('are uploaded by dropping files on the client', async () => {
    const files = [
      { name: 'one.txt', text: 'one', type: 'text/plain' },
      { name: 'two.pdf', text: '%PDF-1.7 two', type: 'application/pdf' },
    ];
    const before = (await documents()).length;
    await dropFiles(tree().row(client.display_name), files);
    await choose('Private');
    await workbench.dialogs.message(/Uploaded 2 files/);
    assert.equal((await documents()).length, before + 2);
  });
});
