// The sign-in form as people meet it: wrong address, wrong token, then right; and signed out again.
import assert from 'node:assert/strict';
import { startDemo, stop, type RunningDemo } from '../../host/suites/e2eHost.mjs';
import { Workbench } from '../support/workbench';

describe('the sign-in form', () => {
  let workbench: Workbench;
  let demo: RunningDemo;

  before(async () => {
    demo = await startDemo({ clients: 40, control: true });
    workbench = await Workbench.start();
    await workbench.openContainer('Invoice Ninja');
  });
  after(async () => {
    await workbench.close();
    await stop(demo.child);
  });

  it('comes back with what was typed and a sentence: a dead address', async () => {
    const { quickInput } = workbench;
    await workbench.tree('Clients').welcomeButton('Sign In');
    await quickInput.shows('Sign In to Invoice Ninja');
    assert.equal(await quickInput.value(), 'https://invoicing.co');
    await workbench.screenshot('10-sign-in-address');
    await quickInput.answer('http://127.0.0.1:1/api/v1/');
    await quickInput.shows('Sign In to 127.0.0.1:1');
    await quickInput.answer('someToken');
    await quickInput.shows('Sign In to Invoice Ninja');
    assert.equal(await quickInput.value(), 'http://127.0.0.1:1/api/v1/');
    const text = await quickInput.text();
    assert.doesNotMatch(text, /ECONN|someToken|undefined/);
    await workbench.screenshot('11-sign-in-dead-address');
  });

  it('asks before a token goes out without encryption', async () => {
    await workbench.quickInput.answer('http://ninja.example');
    const text = await workbench.dialogs.modalText('is not encrypted');
    assert.match(text, /http:\/\/ninja\.example/);
    await workbench.screenshot('12-sign-in-unencrypted');
    await workbench.dialogs.pressModal('Cancel');
    await workbench.quickInput.shows('Sign In to Invoice Ninja');
  });

  it('keeps the token box after a wrong token, and signs in with the right one', async () => {
    const { quickInput } = workbench;
    await quickInput.answer(`${demo.url}/#/settings`);
    await quickInput.shows(`Sign In to ${new URL(demo.url).host}`);
    await quickInput.answer('x'.repeat(64));
    await quickInput.shows('token');
    await workbench.screenshot('13-sign-in-wrong-token');
    await quickInput.answer(demo.token);
    await workbench.dialogs.message('Signed in to');
    await workbench.tree('Clients').rows.first().waitFor();
    await workbench.screenshot('14-signed-in');
  });

  it('is still signed in after a reload', async () => {
    await workbench.reload();
    await workbench.tree('Clients').rows.first().waitFor();
  });

  it('signs out and removes the account', async () => {
    await workbench.command('Invoice Ninja: Sign Out');
    await workbench.dialogs.pressModal('Sign Out');
    await workbench.dialogs.message('Signed out of');
    await workbench
      .tree('Clients')
      .pane.locator('.welcome-view', { hasText: 'Sign in to Invoice Ninja' })
      .waitFor();
  });
});
