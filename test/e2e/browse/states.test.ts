// What the sidebar says when there is nothing to list, or the server does not give it: words and a way on, each.
import assert from 'node:assert/strict';
import { startDemo, stop, type RunningDemo } from '../../host/suites/e2eHost.mjs';
import { Demo } from '../support/demo';
import { Desk } from '../support/desk';
import { Sidebar } from '../support/sidebar';
import { Workbench } from '../support/workbench';

describe('Browsing: states', () => {
  let desk: Desk;
  let sidebar: Sidebar;
  const clients = { path: '^/api/v1/clients$' };

  before(async () => {
    desk = await Desk.start([{ name: 'Aa One' }], { byForm: true });
    sidebar = new Sidebar(desk);
    await desk.workbench.dialogs.dismissAll();
  });
  after(() => desk?.close());
  afterEach(() => desk.clearFaults());

  const refresh = () => sidebar.tree.titleAction('Refresh Clients');
  const failure = async (words: RegExp, wayOn: string, picture: string) => {
    await sidebar.tree.row(wayOn).waitFor();
    await sidebar.headerShows(words);
    await desk.workbench.screenshot(picture);
  };
  const recovers = async () => {
    await desk.clearFaults();
    await sidebar.tree.click('Retry');
    await sidebar.tree.row('Aa One').waitFor();
    await sidebar.headerShows(/^11 clients$/);
  };

  it('offline: the sentence names the server, and a click tries again', async () => {
    await desk.fault('reset-before', { match: clients, times: 0 });
    await refresh();
    await failure(/^The connection to “127\.0\.0\.1:\d+” broke off\.$/, 'Retry', 'browse-40-offline');
    await recovers();
  });

  it('an error of the server', async () => {
    await desk.fault('error', { match: clients, times: 0 });
    await refresh();
    await failure(/^“127\.0\.0\.1:\d+” reports/, 'Retry', 'browse-41-server-error');
    await recovers();
  });

  it('no permission to list clients', async () => {
    await desk.fault('error', { match: clients, times: 0, status: 403 });
    await refresh();
    await failure(/^The user of this API token may not do this\.$/, 'Retry', 'browse-42-no-permission');
    await recovers();
  });

  it('a later page that fails keeps what is loaded', async () => {
    await sidebar.openFilter();
    await sidebar.add('Clients a page', { type: '5', asked: '1 to 5,000' });
    await sidebar.showClients();
    await sidebar.headerShows('5 a page · 5 of 11 clients');
    await desk.fault('html', { match: clients, times: 0 });
    await sidebar.tree.click(/^Load more/);
    await sidebar.tree.row('Retry').waitFor();
    await sidebar.headerShows(/^5 a page · 5 of 11 clients · “127/);
    await sidebar.tree.row('Aa One').waitFor();
    await desk.workbench.screenshot('browse-43-second-page-failed');
    await desk.clearFaults();
    await sidebar.tree.click('Retry');
    await sidebar.headerShows('5 a page · 10 of 11 clients');
    await sidebar.tree.titleAction('Clear Filter');
    await sidebar.headerShows(/^11 clients$/);
  });

  it('a server that wants a pause', async () => {
    await desk.fault('rate-limit', { match: clients, times: 0, retryAfter: 600 });
    await refresh();
    await failure(/asks to slow down/, 'Retry', 'browse-44-rate-limited');
  });

  it('signed out', async () => {
    await desk.workbench.command('Invoice Ninja: Sign Out');
    await desk.workbench.dialogs.pressModal('Sign Out');
    await desk.workbench.dialogs.message('Signed out of');
    const welcome = sidebar.tree.pane.locator('.welcome-view', { hasText: 'Sign in to Invoice Ninja' });
    await welcome.waitFor();
    assert.equal(await sidebar.tree.pane.locator('.message:visible').count(), 0);
    await desk.workbench.screenshot('browse-45-signed-out');
  });

  it('an account without clients', async () => {
    const { data } = await desk.demo.api<{ data: { id: string }[] }>(
      'GET',
      '/clients?per_page=100&status=active,archived',
    );
    const ids = data.map(({ id }) => id);
    await desk.demo.api('POST', '/clients/bulk', { action: 'delete', ids });
    await sidebar.tree.welcomeButton('Sign In');
    const { quickInput, dialogs } = desk.workbench;
    await quickInput.shows('Sign In to Invoice Ninja');
    await quickInput.answer(desk.demo.server.url);
    await quickInput.shows('Sign In to 127.0.0.1');
    await quickInput.answer(desk.demo.server.token);
    await dialogs.message('Signed in to');
    await sidebar.tree.row('This account has no clients yet.').waitFor();
    await desk.workbench.screenshot('browse-46-empty');
  });
});

describe('Browsing: a token that stopped working', () => {
  let demo: RunningDemo;
  let desk: Desk;

  before(async () => {
    desk = await Desk.start([{ name: 'Aa One' }], { byForm: true });
    await desk.workbench.dialogs.dismissAll();
    await desk.open('Aa One');
    await desk.workbench.editor.replace('"phone": ""', '"phone": "222-2222"');
    await desk.workbench.editor.dirty('Aa One');
  });
  after(async () => {
    await desk?.close();
    if (demo) await stop(demo.child);
  });

  it('asks to sign in again with the reason; the account and the unsaved text stay', async () => {
    const { workbench } = desk;
    const port = Number(new URL(desk.demo.server.url).port);
    await stop(desk.demo.server.child);
    demo = await startDemo({ port, clients: 11, control: true });
    const tree = workbench.tree('Clients');
    await tree.titleAction('Refresh Clients');
    const asked = await workbench.dialogs.message('Open clients and unsaved text stay.');
    assert.match(asked, /^Sample Trading Company/);
    await tree.row('Sign in again').waitFor();
    await workbench.screenshot('browse-50-token-refused');
    await tree.click('Sign in again');
    await workbench.quickInput.shows('Again');
    await workbench.screenshot('browse-51-sign-in-again');
    await workbench.quickInput.answer(demo.token);
    await workbench.dialogs.message('Signed in to');
    await tree.row(/Salt Lamp/).waitFor();
    assert.ok(await workbench.editor.isDirty('Aa One'));
    assert.match(await workbench.editor.text(), /222-2222/);
    await workbench.screenshot('browse-52-signed-in-again');
  });
});

describe('Browsing: as a user who may only view', () => {
  let demo: Demo;
  let workbench: Workbench;

  before(async () => {
    demo = await Demo.start(20);
    const { url, viewerToken } = demo.server;
    workbench = await Workbench.start({
      env: { NINJA_CLIENTS_DEV_SIGN_IN: JSON.stringify({ url, token: viewerToken }) },
    });
    await workbench.openContainer('Invoice Ninja');
  });
  after(async () => {
    await workbench?.close();
    await demo?.close();
  });

  it('lists clients, and a denied action says so', async () => {
    const tree = workbench.tree('Clients');
    await tree.row('Salt Lamp Partners').waitFor();
    await workbench.screenshot('browse-55-viewer');
    await tree.menu('Salt Lamp Partners', 'Archive Clients');
    await workbench.dialogs.message(/Salt Lamp|1 client|permi|allow/i);
    await workbench.screenshot('browse-56-viewer-refused');
  });
});
