import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import { clientState } from '../../../src/records/names';
import type { Account } from '../../../src/session/account';
import { FakePage } from './fakePage';
import { Dialogs } from '../support/dialogs';
import { clearFaults, demo, forgetRequests, requests, reset, stored } from '../support/demo';
import { closeAll, handles, openClient, setKey, signIn, signOutAll } from '../support/support';

describe('after a purge or a merge', () => {
  let account: Account;
  let page: FakePage;
  let first: string;
  let second: string;
  const dialogs = new Dialogs();

  beforeEach(async () => {
    await reset();
    account = await signIn();
    first = await shownClient(0);
    second = await shownClient(1);
    dialogs.install();
    dialogs.answer = ({ choices }) => choices.find((choice) => choice === 'Continue without Saving');
    page = new FakePage();
    dialogs.replace('createWebviewPanel', () => page.panel);
  });

  afterEach(async () => {
    page.panel.dispose();
    dialogs.restore();
    await clearFaults();
    await closeAll();
    await signOutAll();
  });

  const node = (clientId: string) => ({ accountId: account.id, clientId });
  const shown = async () => {
    const { tree } = await handles();
    const rows = (await tree.getChildren()) as { kind: string; client: Client }[];
    return rows.filter(({ kind }) => kind === 'client').map(({ client }) => client);
  };
  const shownClient = async (at: number) => {
    const plain = (await shown()).filter(
      (client) =>
        clientState(client) === 'active' && /^[\w ]+$/.test(client.name) && client.contacts.length > 0,
    );
    return plain[at]?.id ?? '';
  };
  /** Goes all the way; returns the folder in which this extension keeps its files. */
  const finish = async (message: RegExp) => {
    await page.model(({ busy }) => !busy);
    await page.send({ type: 'backup', withFiles: false });
    const { ids, typing } = await page.model(({ backup, busy }) => backup.done && !busy);
    dialogs.passwords(demo.password);
    await page.send({ type: 'confirm', ...ids, typed: typing.expected });
    const { text } = await dialogs.next(message);
    const file = /backup is (.+)\.$/.exec(text)?.[1] ?? '';
    assert.ok(path.isAbsolute(file), text);
    return path.dirname(path.dirname(file));
  };
  const drafts = async (storage: string, clientId: string) => {
    const folder = path.join(storage, 'drafts');
    const texts = await Promise.all(
      (await readdir(folder)).map((name) => readFile(path.join(folder, name), 'utf8')),
    );
    return texts.filter((text) => text.includes(`/clients/${clientId}/`));
  };
  const changes = async () =>
    (await requests()).filter(({ method, path: at }) => method !== 'GET' && !/\/(purge|merge)$/.test(at));

  it('purge: the row goes; unsaved text and its draft stay, and saving it creates nothing and says why', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    const text = editor.document.getText();
    await vscode.commands.executeCommand('ninjaClients.purgeClient', editor.document.uri);
    assert.match(dialogs.history[0]?.text ?? '', /has unsaved changes in the editor/);
    const storage = await finish(/^Purged/);
    assert.equal(
      (await shown()).some(({ id }) => id === first),
      false,
    );
    assert.equal(editor.document.isClosed, false);
    assert.deepEqual([editor.document.isDirty, editor.document.getText()], [true, text]);
    assert.equal((await drafts(storage, first)).length, 1, 'the base of the text that is still open');
    await forgetRequests();
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(
      (await changes()).filter(({ status }) => status === 200),
      [],
    );
    assert.deepEqual([editor.document.isDirty, editor.document.getText()], [true, text]);
  });

  it("merge: the loser's unsaved text stays and says where everything is; the survivor opens beside it", async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    const text = editor.document.getText();
    const [loser, survivor] = [await stored(first), await stored(second)];
    await vscode.commands.executeCommand('ninjaClients.mergeClients', node(second), [
      node(second),
      node(first),
    ]);
    const storage = await finish(/^Merged into/);
    const message = await dialogs.next(/was merged into/);
    assert.equal(
      message.text,
      `“${loser.name}” was merged into “${survivor.name}”. Its unsaved text stays open to copy from. Account: ${account.label}`,
    );
    assert.deepEqual([editor.document.isDirty, editor.document.getText()], [true, text]);
    assert.equal((await drafts(storage, first)).length, 1);
    assert.ok(
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.path.includes(`/${second}/`)),
      'the survivor is shown',
    );
    assert.equal(
      (await shown()).some(({ id }) => id === first),
      false,
    );
  });

  it("merge: the survivor's unsaved text is saved into what the merge made, and loses none of it", async () => {
    const editor = await openClient(account.id, second);
    await setKey(editor, 'phone', '"+49 40 5550177"');
    await vscode.commands.executeCommand('ninjaClients.mergeClients', node(second), [
      node(second),
      node(first),
    ]);
    await finish(/^Merged into/);
    const merged = await stored(second);
    assert.notEqual(merged.phone, '+49 40 5550177');
    assert.equal(editor.document.isDirty, true);
    assert.equal(await editor.document.save(), true);
    const saved = await stored(second);
    assert.equal(saved.phone, '+49 40 5550177');
    const people = ({ contacts }: Client) => contacts.map(({ id }) => id).sort();
    assert.deepEqual(people(saved), people(merged));
    assert.deepEqual(
      [saved.balance, saved.settings.currency_id],
      [merged.balance, merged.settings.currency_id],
    );
  });
});
