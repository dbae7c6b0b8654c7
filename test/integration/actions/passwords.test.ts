import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/session/account';
import { Dialogs, withoutOne } from '../support/dialogs';
import { clearFaults, demo, fault, forgetRequests, requests, reset, stored } from '../support/demo';
import { closeAll, handles, signIn, signOutAll } from '../support/support';

/** A client of the sample data with documents, which only the login password deletes. */
const clientId = 'VolejRejNm';

describe('the login password', () => {
  let account: Account;
  const dialogs = new Dialogs();

  beforeEach(async () => {
    await reset();
    account = await signIn();
    dialogs.install();
    dialogs.answer = ({ kind, choices }) => (kind === 'warning' ? choices[0] : undefined);
    await forgetRequests();
  });

  afterEach(async () => {
    dialogs.restore();
    await clearFaults();
    await closeAll();
    await signOutAll();
  });

  const documents = async () => (await stored(clientId)).documents ?? [];
  const deleteFirst = async () => {
    const [document] = await documents();
    assert.ok(document, 'the client has a document');
    await vscode.commands.executeCommand('ninjaClients.deleteDocument', {
      accountId: account.id,
      clientId,
      documentId: document.id,
    });
    return document;
  };
  const sent = async () => (await requests('DELETE')).map(({ status }) => status);
  const remembered = async () => (await handles()).accounts.store.password(account.id);
  const restoreDocuments = reset;

  it('wrong twice ends it: asked again once, never in a loop', async () => {
    const before = await documents();
    dialogs.passwords('wrong', 'wrong again', demo.password);
    await deleteFirst();
    const message = await dialogs.next(/wrong again/);
    assert.equal(message.text, 'The password was wrong again. Nothing was done; look it up, then try anew.');
    assert.deepEqual(await sent(), [412, 412]);
    assert.equal(dialogs.boxes.length, 2);
    assert.equal(dialogs.boxes[0]?.validationMessage, undefined);
    assert.equal(dialogs.boxes[1]?.validationMessage, 'The password is wrong.');
    assert.equal((await documents()).length, before.length);
  });

  it('lives no longer than the call unless it is to be remembered; a remembered one is used silently', async () => {
    dialogs.passwords(demo.password);
    await deleteFirst();
    await dialogs.next(/^Deleted the document/);
    assert.equal(await remembered(), undefined);
    await restoreDocuments();
    dialogs.history.length = 0;
    dialogs.passwords({ remember: demo.password });
    await deleteFirst();
    await dialogs.next(/^Deleted the document/);
    assert.equal(await remembered(), demo.password);
    await restoreDocuments();
    dialogs.history.length = 0;
    // The server's own memory of the password is over by now.
    await fault({ kind: 'clock', seconds: 3600 });
    dialogs.passwords();
    await deleteFirst();
    await dialogs.next(/^Deleted the document/);
    assert.equal(dialogs.boxes.length, 0);
    assert.deepEqual(await sent(), [200]);
  });

  it('a remembered one that the server no longer accepts is forgotten with a message, and asked for again', async () => {
    await (await handles()).accounts.store.setPassword(account.id, 'the one before');
    dialogs.passwords('a wrong guess', demo.password);
    await deleteFirst();
    await dialogs.next(/^Deleted the document/);
    assert.deepEqual(await sent(), [412, 412, 200]);
    assert.equal(
      dialogs.boxes[0]?.validationMessage,
      'The remembered password is no longer right. It was forgotten; type it anew.',
    );
    assert.equal(await remembered(), undefined);
  });

  it('“I sign in without one” sends none; where there is one after all, nothing happens and it is said', async () => {
    const before = await documents();
    dialogs.passwords(withoutOne, demo.password);
    await deleteFirst();
    await dialogs.next(/wants a password all the same\. Nothing was done/);
    assert.equal(dialogs.boxes.length, 1);
    assert.equal((await documents()).length, before.length);
    await fault({ kind: 'single-sign-on' });
    await forgetRequests();
    dialogs.passwords(withoutOne);
    await deleteFirst();
    await dialogs.next(/^Deleted the document/);
    const [request] = await requests('DELETE');
    assert.equal(request?.status, 200);
    assert.deepEqual(
      Object.keys(request.headers).filter((name) => name.includes('password')),
      [],
    );
  });

  it('Escape sends nothing, though the server would want none', async () => {
    await fault({ kind: 'single-sign-on' });
    dialogs.passwords(undefined);
    await deleteFirst();
    assert.deepEqual(await sent(), []);
  });
});
