// What a user may not do is remembered over a reload, until they sign in again.
import assert from 'node:assert/strict';
import { Demo } from '../support/demo';
import { until } from '../support/until';
import { Workbench } from '../support/workbench';

interface Client {
  name: string;
  display_name: string;
  assigned_user_id: string;
}

describe('Rights after a reload', () => {
  let demo: Demo;
  let workbench: Workbench;

  const tree = () => workbench.tree('Clients');
  const signIn = async () => {
    const { quickInput, dialogs } = workbench;
    const { url, viewerToken } = demo.server;
    await quickInput.shows('Sign In to Invoice Ninja');
    await quickInput.answer(url);
    await quickInput.shows(`Sign In to ${new URL(url).host}`);
    await quickInput.answer(viewerToken);
    await dialogs.message('Signed in to');
    await tree().rows.nth(5).waitFor();
    await workbench.command('Notifications: Clear All Notifications');
  };

  before(async () => {
    demo = await Demo.start(20);
    workbench = await Workbench.start();
    await workbench.openContainer('Invoice Ninja');
    await tree().welcomeButton('Sign In');
    await signIn();
  });
  after(async () => {
    await workbench?.close();
    await demo?.close();
  });

  it('are remembered: what was denied is not offered until the user signs in again', async () => {
    const { data } = await demo.api<{ data: Client[] }>('GET', '/clients?status=active&per_page=100');
    const client = data.find(
      ({ name, assigned_user_id }) => assigned_user_id === '' && /^[\w .&]+$/.test(name),
    );
    assert.ok(client);
    const offers = async () =>
      (await tree().menuEntries(client.display_name)).some((entry) => entry === 'Archive Clients');
    await tree().row(client.display_name).waitFor();
    assert.equal(await offers(), true, 'at first nothing is known');
    await tree().menu(client.display_name, 'Archive Clients');
    await workbench.dialogs.message('Not changed');
    await workbench.command('Notifications: Clear All Notifications');
    await tree().menuWithout(client.display_name, ['Archive Clients']);
    await workbench.reload();
    await tree().row(client.display_name).waitFor();
    await until('the menu of a client', async () =>
      (await tree().menuEntries(client.display_name)).includes('Open Client'),
    );
    assert.equal(await offers(), false, 'after the reload');
    await workbench.screenshot('viewer-reloaded');
    await workbench.command('Invoice Ninja: Sign In');
    await signIn();
    assert.equal(await offers(), true, 'signed in again');
  });
});
