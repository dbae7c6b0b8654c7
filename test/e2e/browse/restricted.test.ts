// Restricted mode: a folder that nobody trusts yet. Clients can be browsed; the folder has no say in where a token goes.
import assert from 'node:assert/strict';
import { Desk } from '../support/desk';
import { Doors } from '../support/doors';
import { Sidebar } from '../support/sidebar';

describe('Browsing: in a folder that is not trusted', () => {
  let desk: Desk;
  let doors: Doors | undefined;

  after(async () => {
    doors?.close();
    await desk?.close();
  });

  it('works, and settings of the folder redirect nothing', async () => {
    let passed = 0;
    // Whatever goes through this door was sent there by the folder's settings.
    doors = await Doors.open(1, 'http://127.0.0.1:1', () => passed++);
    const [door = ''] = doors.urls;
    const settings = {
      'http.proxy': door,
      'ninjaClients.network.caFile': '/nowhere/ca.pem',
      'ninjaClients.requests.concurrency': 1,
      'ninjaClients.documents.showPortalKeys': true,
    };
    desk = await Desk.start([{ name: 'Aa One' }], {
      trust: true,
      settings: { 'security.workspace.trust.startupPrompt': 'never' },
      files: { '.vscode/settings.json': JSON.stringify(settings), 'readme.txt': 'A folder from somewhere.' },
    });
    const { workbench } = desk;
    const sidebar = new Sidebar(desk);
    await sidebar.headerShows(/^11 clients$/);
    await workbench.status('Restricted Mode').waitFor();
    await desk.open('Aa One');
    assert.doesNotMatch(await workbench.editor.text(), /contact_key|client_hash/);
    await desk.edit('Aa One', '"phone": ""', '"phone": "222-2222"');
    await desk.save('Aa One');
    assert.equal((await desk.stored('Aa One')).contacts.length, 3);
    assert.equal(passed, 0, 'nothing went where the folder wanted it');
    await workbench.screenshot('browse-80-restricted');
  });
});
