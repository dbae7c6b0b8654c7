// The way in of `npm start`: an environment variable, for this machine and that run's token only.
import assert from 'node:assert/strict';
import { startDemo, stop, type RunningDemo } from '../../host/suites/e2eHost.mjs';
import { Workbench } from '../support/workbench';

describe('signing in by npm start', () => {
  let demo: RunningDemo;
  let workbench: Workbench | undefined;

  before(async () => {
    demo = await startDemo({ clients: 40, control: true });
  });
  afterEach(async () => {
    await workbench?.close();
    workbench = undefined;
  });
  after(() => stop(demo.child));

  const start = async (signIn: unknown) => {
    workbench = await Workbench.start({ env: { NINJA_CLIENTS_DEV_SIGN_IN: JSON.stringify(signIn) } });
    await workbench.openContainer('Invoice Ninja');
    return workbench;
  };

  it('signs in to the demo server of that run', async () => {
    const tree = (await start({ url: demo.url, token: demo.token })).tree('Clients');
    await tree.rows.first().waitFor();
    assert.ok((await tree.labels()).length > 5);
  });

  it('does not sign in with another token', async () => {
    const opened = await start({ url: demo.url, token: 'x'.repeat(64) });
    await opened.dialogs.message('token');
    await opened.tree('Clients').pane.locator('.welcome-view').waitFor();
  });

  it('does not sign in to another machine', async () => {
    const opened = await start({ url: 'http://10.255.255.1:9', token: demo.token });
    await opened
      .tree('Clients')
      .pane.locator('.welcome-view', { hasText: 'Sign in to Invoice Ninja' })
      .waitFor();
  });

  it('fills in the address of another server, and nothing else', async () => {
    const opened = await start({ prefill: 'https://ninja.example', token: demo.token });
    await opened.quickInput.shows('Sign In to Invoice Ninja');
    assert.equal(await opened.quickInput.value(), 'https://ninja.example');
  });
});
