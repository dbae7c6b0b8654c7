// A link from outside VS Code, through VS Code's own way for links.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';

const extension = 'clients-for-invoice-ninja.invoice-ninja-clients';

describe('Browsing: a link from outside', () => {
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name: 'Aa One' }]);
  });
  after(() => desk?.close());

  const follow = async (query: Record<string, string>) => {
    const { workbench } = desk;
    await workbench.command('Developer: Open URL');
    await workbench.quickInput.answer(
      `vscode://${extension}/client?${new URLSearchParams(query).toString()}`,
    );
    // VS Code asks for itself first, whatever the extension asks.
    await workbench.dialogs.modalText("Allow 'Clients for Invoice Ninja' extension to open this URI?");
    await workbench.dialogs.modal.locator('.monaco-button', { hasText: 'Open' }).first().click();
  };

  it('opens a client of a known account after asking, and changes nothing', async () => {
    const { workbench, demo } = desk;
    await desk.forgetRequests();
    const link = { server: demo.server.url, id: desk.id('Aa One') };
    await follow(link);
    const question = await workbench.dialogs.modalText(
      'A link wants to open a client of Sample Trading Company',
    );
    assert.match(question, new RegExp(`Client ${link.id}. Nothing is changed.`));
    await workbench.screenshot('browse-87-link');
    await workbench.dialogs.pressModal('Cancel');
    assert.deepEqual(await workbench.page.locator('.tab').count(), 0);
    await follow(link);
    await workbench.dialogs.modalText('A link wants to open');
    await workbench.dialogs.pressModal('Open Client');
    await workbench.editor.opened('Aa One');
    assert.deepEqual(await desk.writes(), []);
  });

  it('to an account that is not signed in says so and adds none', async () => {
    const { workbench } = desk;
    await follow({ server: 'https://elsewhere.example', id: desk.id('Aa One') });
    await workbench.dialogs.message('This link is not to a client of an account that is signed in here.');
    await workbench.screenshot('browse-88-link-unknown');
    assert.equal(await workbench.status('Sample Trading Company').count(), 1);
  });

  it('starts the extension in a window where nothing of it runs yet', async () => {
    const { workbench, demo } = desk;
    // A window that shows the Explorer and no client asks for nothing of ours: the account is not in its status bar.
    await workbench.command('View: Close All Editors');
    await workbench.openContainer('Explorer');
    await workbench.reload();
    await workbench.openContainer('Explorer');
    // VS Code activates nothing for a link that comes before its extension host runs. Another extension shows that it does.
    await workbench.command('JSON: Clear Schema Cache');
    await workbench.dialogs.message('JSON schema cache cleared');
    await workbench.dialogs.dismissAll();
    assert.equal(await workbench.status('Sample Trading Company').count(), 0);
    await follow({ server: demo.server.url, id: desk.id('Aa One') });
    await workbench.dialogs.modalText('A link wants to open a client of Sample Trading Company');
    await workbench.dialogs.pressModal('Open Client');
    await workbench.editor.opened('Aa One');
  });
});
