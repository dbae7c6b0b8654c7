// A server whose certificate nobody vouches for: refused at first, taken only by the one who insists, and seen all the time.
import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { startDemo, stop, type RunningDemo } from '../../host/suites/e2eHost.mjs';
import { certificate } from '../../unit/api/transport/certificates';
import { Workbench } from '../support/workbench';

/** The demo server behind TLS, as a self-hosted server behind a proxy. */
async function behindTls(target: string): Promise<{ server: Server; url: string }> {
  const server = createServer(await certificate({ addresses: ['127.0.0.1'] }), (incoming, answer) => {
    const { method, headers } = incoming;
    const passed = request(new URL(incoming.url ?? '/', target), { method, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, url: `https://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a server whose certificate cannot be verified', () => {
  let workbench: Workbench;
  let demo: RunningDemo;
  let secure: { server: Server; url: string };

  before(async () => {
    demo = await startDemo({ clients: 40, control: true });
    secure = await behindTls(demo.url);
    workbench = await Workbench.start();
    await workbench.openContainer('Invoice Ninja');
  });
  after(async () => {
    await workbench.close();
    secure.server.closeAllConnections();
    secure.server.close();
    await stop(demo.child);
  });

  const account = () => workbench.page.locator('.statusbar-item', { hasText: '127.0.0.1' }).first();

  it('is refused with a sentence, and No goes back to the address', async () => {
    const { quickInput, dialogs } = workbench;
    await workbench.tree('Clients').welcomeButton('Sign In');
    await quickInput.shows('Sign In to Invoice Ninja');
    await quickInput.answer(secure.url);
    await quickInput.shows(`Sign In to ${new URL(secure.url).host}`);
    await quickInput.answer(demo.token);
    const text = await dialogs.modalText('without checking its certificate');
    assert.match(text, /self-signed/);
    assert.equal(text.includes(demo.token), false);
    await workbench.screenshot('15-sign-in-certificate');
    await dialogs.pressModal('Cancel');
    await quickInput.shows('Sign In to Invoice Ninja');
    assert.match(await quickInput.text(), /self-signed/);
  });

  it('can be used after a warning, and the status bar keeps warning', async () => {
    const { quickInput, dialogs } = workbench;
    await quickInput.answer(secure.url);
    await quickInput.shows(`Sign In to ${new URL(secure.url).host}`);
    await quickInput.answer(demo.token);
    await dialogs.modalText('without checking its certificate');
    await dialogs.pressModal('Connect without Checking');
    await dialogs.message('Signed in to');
    await workbench.tree('Clients').rows.first().waitFor();
    await account().locator('.codicon-warning').waitFor();
    assert.match(
      (await account().getAttribute('aria-label')) ?? '',
      /certificate of its server is not checked/,
    );
    await workbench.screenshot('16-unverified');
  });

  it('is checked again when the user says so', async () => {
    const { quickInput } = workbench;
    await workbench.command('Invoice Ninja: Manage Account…');
    await quickInput.pick('Check the Certificate of the Server Again');
    await workbench
      .tree('Clients')
      .pane.locator('.monaco-list-row', { hasText: /certificate/ })
      .first()
      .waitFor();
    await account().locator('.codicon-account').waitFor();
    await workbench.screenshot('17-checked-again');
  });
});
