import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import { clientName, clientState } from '../../../src/records/names';
import type { Account } from '../../../src/session/account';
import { FakePage } from './fakePage';
import { Dialogs } from '../support/dialogs';
import { api, clearFaults, demo, reset, requests, stored } from '../support/demo';
import { closeAll, handles, openClient, setKey, signIn, signOutAll } from '../support/support';

describe('actions of a user who may only view', () => {
  let account: Account;
  let folder: string;
  let first: string;
  let second: string;
  const dialogs = new Dialogs();

  beforeEach(async () => {
    await reset();
    // After signing in again nothing is known of the user's permissions.
    account = await signIn(demo.viewerToken);
    const { tree } = await handles();
    const shown = (await tree.getChildren()) as { kind: string; client: Client }[];
    [first = '', second = ''] = shown
      .filter(
        ({ kind, client }) =>
          kind === 'client' && clientState(client) === 'active' && /^[\w ]+$/.test(client.name),
      )
      .map(({ client }) => client.id);
    folder = await mkdtemp(path.join(os.tmpdir(), 'viewer-'));
    dialogs.install();
  });

  afterEach(async () => {
    dialogs.restore();
    await clearFaults();
    await closeAll();
    await rm(folder, { recursive: true, force: true });
  });

  after(signOutAll);

  const node = (clientId: string) => ({ accountId: account.id, clientId });
  const run = (command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand(`ninjaClients.${command}`, ...args);
  /** What the menus of a client's row go by. */
  const contextOf = async (clientId: string) => {
    const { tree } = await handles();
    await tree.getChildren();
    const found = tree.nodeOf(node(clientId));
    assert.ok(found, `the tree shows ${clientId}`);
    return tree.getTreeItem(found).contextValue;
  };
  /** Values that context keys are set to from now on; VS Code lets nobody read them. */
  const contextKeys = () => {
    const keys = new Map<unknown, unknown>();
    const { executeCommand } = vscode.commands;
    const spy = (command: string, ...args: unknown[]) => {
      if (command === 'setContext') keys.set(args[0], args[1]);
      return executeCommand(command, ...args);
    };
    Object.defineProperty(vscode.commands, 'executeCommand', {
      value: spy,
      configurable: true,
      writable: true,
    });
    const stop = () =>
      Object.defineProperty(vscode.commands, 'executeCommand', {
        value: executeCommand,
        configurable: true,
        writable: true,
      });
    return { keys, stop };
  };

  for (const [command, state] of [
    ['archiveClients', 'active'],
    ['deleteClients', 'active'],
  ] as const)
    it(`${command}: the server's silence is noticed and reported, and then it is no longer offered`, async () => {
      const before = await stored(first);
      dialogs.answer = ({ choices }) => choices[0];
      assert.equal(await contextOf(first), `client.${state}`);
      await run(command, node(first));
      const message = await dialogs.next(/^Not changed/);
      assert.equal(
        message.text,
        `Not changed, since your user may not change it: “${before.name}”. Ask an administrator. Account: ${account.label}`,
      );
      assert.equal(message.kind, 'error');
      assert.deepEqual(message.choices, ['Details'], 'there is nothing to undo');
      assert.equal(clientState(await stored(first)), state);
      assert.equal(await contextOf(first), `client.${state}.readOnly`);
      assert.equal(await contextOf(second), 'client.active', 'another client may be their own');
    });

  it('a field of many is denied for all, and each client is named', async () => {
    const before = [await stored(first), await stored(second)];
    dialogs.answer = ({ kind, choices }) => (kind === 'input' ? 'Gold' : choices[0]);
    await run('setClientField', node(first), [node(first), node(second)]);
    const message = await dialogs.next(/^Not changed/);
    assert.equal(
      message.text,
      `Not changed, since your user may not change it: 2 clients. Ask an administrator. Account: ${account.label}`,
    );
    assert.deepEqual(message.choices, ['Details'], 'there is nothing to undo');
    assert.deepEqual([await stored(first), await stored(second)], before);
    assert.equal(await contextOf(second), 'client.active', 'this route judges all by the first');
  });

  it('a group is refused to one and to many, and nobody gets into it', async () => {
    const before = [await stored(first), await stored(second)];
    dialogs.answer = ({ choices }) => choices[0];
    for (const [nodes, what] of [
      [[node(first)], `“${clientName(await stored(first))}”`],
      [[node(first), node(second)], '2 clients'],
    ] as const) {
      await run('assignGroup', nodes[0], nodes);
      const message = await dialogs.next(new RegExp(`^Not changed.*: ${what}\\.`));
      assert.equal(
        message.text,
        `Not changed, since your user may not change it: ${what}. Ask an administrator. Account: ${account.label}`,
      );
      assert.equal(message.kind, 'error');
      assert.deepEqual(message.choices, ['Details'], 'there is nothing to undo');
    }
    const sent = (await requests('POST')).filter(({ path: at }) => at.endsWith('/clients/bulk'));
    assert.deepEqual(
      sent.map(({ body, status }) => [body?.action, status]),
      [
        ['assign_group', 200],
        ['assign_group', 200],
      ],
      'the server says nothing of it',
    );
    assert.deepEqual([await stored(first), await stored(second)], before);
  });

  it('what was denied is known to the next session, until the server allows it or the user signs in again', async () => {
    const { accounts } = await handles();
    await run('archiveClients', node(first));
    await dialogs.next(/^Not changed/);
    await run('archiveClients', node(second));
    const before = accounts.session(account.id);
    // As after a reload: the session starts with nothing but what global state holds.
    await accounts.reconnect();
    assert.notEqual(accounts.session(account.id), before);
    assert.equal(await contextOf(first), 'client.active.readOnly');
    assert.equal(await contextOf(second), 'client.active.readOnly');
    // An administrator gives the client to this user, who saves it.
    const { json } = await api('GET', '/users');
    const viewer = (json as { data: { id: string; email: string }[] }).data.find(({ email }) =>
      email.startsWith('viewer'),
    );
    await api('PUT', `/clients/${first}`, { ...(await stored(first)), assigned_user_id: viewer?.id });
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    await editor.document.save();
    assert.equal((await stored(first)).phone, '+49 40 5550177');
    assert.equal(await contextOf(first), 'client.active');
    await accounts.reconnect();
    assert.equal(await contextOf(first), 'client.active', 'the correction is kept too');
    assert.equal(await contextOf(second), 'client.active.readOnly');
    await signIn(demo.viewerToken);
    assert.equal(await contextOf(second), 'client.active', 'signed in again');
  });

  it('copies are not made, and a message says so', async () => {
    dialogs.answer = ({ choices }) => choices[0];
    await run('cloneClients', node(first));
    await dialogs.next(/^Not changed, since your user may not change it/);
  });

  it('an upload is refused with the reason, and nothing more of it is sent', async () => {
    const file = async (name: string) => {
      await writeFile(path.join(folder, name), `text of ${name}`);
      return vscode.Uri.file(path.join(folder, name));
    };
    const files = [await file('a.txt'), await file('b.txt')];
    dialogs.replace('showOpenDialog', () => Promise.resolve(files));
    dialogs.answer = ({ kind }) => (kind === 'pick' ? 'Private' : undefined);
    await run('uploadDocuments', node(first));
    const message = await dialogs.next(/“a\.txt”/);
    assert.match(message.text, /“a\.txt”: not uploaded\. The user of this API token may not do this\./);
    assert.match(message.text, /“b\.txt”: not sent\./);
    assert.equal((await requests('POST')).filter(({ path: at }) => at.endsWith('/upload')).length, 1);
    assert.equal(await contextOf(first), 'client.active.readOnly');
  });

  it('a refused save is known to the menus too', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    await editor.document.save();
    assert.equal(await contextOf(first), 'client.active.readOnly');
  });

  it('purge: counts that are hidden are never 0; the refusal is explained, and then it is offered nowhere', async () => {
    const page = new FakePage();
    dialogs.replace('createWebviewPanel', () => page.panel);
    const { keys, stop } = contextKeys();
    try {
      const editor = await openClient(account.id, first);
      await run('purgeClient', editor.document.uri);
      const model = await page.model(({ busy }) => !busy);
      const facts = new Map(model.table.rows.map(({ label, values }) => [label, values[0]]));
      for (const kind of ['Invoices', 'Quotes', 'Credits', 'Payments', 'Projects', 'Tasks', 'Expenses'])
        assert.match(facts.get(kind) ?? '', /visible to you$|^[1-9]/, kind);
      await page.send({ type: 'backup', withFiles: false });
      const ready = await page.model(({ backup, busy }) => backup.done && !busy);
      dialogs.passwords(demo.password);
      await page.send({ type: 'confirm', ...ready.ids, typed: ready.typing.expected });
      const refused = await page.model(({ problem }) => problem !== '');
      assert.equal(
        refused.problem,
        'Only an administrator may do this. Nothing was done; ask an administrator of this company.',
      );
      assert.equal((await stored(first)).name, clientName(await stored(first)));
      assert.equal(await contextOf(first), 'client.active.notAdmin');
      assert.equal(await contextOf(second), 'client.active.notAdmin');
      assert.equal(keys.get('ninjaClients.notAdministrator'), true, 'the palette');
      assert.equal(keys.get('ninjaClients.activeClientNotAdmin'), true, "the editor's menu");
      // Somebody else signs in: what this user may do is not known yet.
      await signIn();
      assert.equal(await contextOf(first), 'client.active');
      assert.equal(keys.get('ninjaClients.notAdministrator'), false);
    } finally {
      stop();
      page.panel.dispose();
    }
  });
});
