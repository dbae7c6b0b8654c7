import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import type { Account } from '../../../src/session/account';
import { eventually } from '../../eventually';
import { clearFaults, fault, forgetRequests, requests, reset, stored } from '../support/demo';
import { Dialogs } from '../support/dialogs';
import {
  closeAll,
  handles,
  openClient,
  problems,
  setKey,
  signIn,
  signOutAll,
  textChanged,
  until,
} from '../support/support';

const first = 'VolejRejNm';

describe('a new client', () => {
  let account: Account;
  const dialogs = new Dialogs();

  before(async () => {
    await reset();
    account = await signIn();
    dialogs.install();
  });

  beforeEach(async () => {
    await reset();
    dialogs.answer = () => undefined;
    dialogs.history.length = 0;
  });

  afterEach(async () => {
    await clearFaults();
    await closeAll();
  });

  after(async () => {
    dialogs.restore();
    await signOutAll();
  });

  const newEditor = async (command = 'newClient', argument: unknown = { accountId: account.id }) => {
    await vscode.commands.executeCommand(`ninjaClients.${command}`, argument);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    assert.match(editor.document.uri.path, /^\/clients\/new-/);
    await forgetRequests();
    return editor;
  };

  const tabs = () =>
    vscode.window.tabGroups.all
      .flatMap((group) => group.tabs)
      .flatMap(({ input }) => (input instanceof vscode.TabInputText ? [input.uri.path] : []));

  const becameReal = async () => {
    const real = () => tabs().find((path) => /^\/clients\/[A-Za-z0-9]+\//.test(path));
    await until(
      () => `the tab is the real document, alone: ${tabs().join(' ')}`,
      () => real() !== undefined && tabs().length === 1,
      vscode.window.tabGroups.onDidChangeTabs,
    );
    return (real() ?? '').split('/')[2] ?? '';
  };

  it('is created by one POST and turns into the real document in the same tab', async () => {
    const editor = await newEditor();
    assert.equal(editor.document.languageId, 'ninja-client');
    await setKey(editor, 'name', '"Brand New & Co"');
    await editor.document.save();
    const id = await becameReal();
    assert.deepEqual(
      (await requests('POST')).map(({ path }) => path),
      ['/api/v1/clients'],
    );
    assert.equal((await stored(id)).name, 'Brand New & Co');
    const document = () => vscode.workspace.textDocuments.find(({ uri }) => uri.path.includes(`/${id}/`));
    await until(
      'it shows the stored record',
      () => document()?.getText().includes(`"id": "${id}"`) ?? false,
      ...textChanged(),
    );
    assert.equal(document()?.isDirty, false);
    const real = await openClient(account.id, id);
    await setKey(real, 'phone', '"1"');
    assert.equal(await real.document.save(), true, 'and it is an ordinary client from now on');
    assert.equal((await stored(id)).phone, '1');
    assert.equal((await requests('POST')).length, 1);
  });

  it('is not created without a name, with an id, or by auto save', async () => {
    const editor = await newEditor();
    assert.equal(await editor.document.save(), true, 'an untouched template is clean');
    await setKey(editor, 'phone', '"1"');
    assert.equal(await editor.document.save(), false);
    assert.equal(editor.document.isDirty, true);
    assert.match(problems(editor.document.uri, editor.document).join(), /name/);
    await setKey(editor, 'name', `"X", "id": "${first}"`);
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(await requests('POST'), []);
  });

  it('shows a validation error at its place and is created after it is fixed', async () => {
    const taken = (await stored(first)).number;
    const editor = await newEditor();
    await setKey(editor, 'name', `"Y", "number": ${JSON.stringify(taken)}`);
    assert.equal(await editor.document.save(), false);
    assert.match(problems(editor.document.uri, editor.document).join(), /already been taken/);
    const text = editor.document.getText();
    const at = text.indexOf(`"number": ${JSON.stringify(taken)}`) + '"number": '.length;
    const range = new vscode.Range(
      editor.document.positionAt(at),
      editor.document.positionAt(at + JSON.stringify(taken).length),
    );
    await editor.edit((edit) => edit.replace(range, '"N-1"'));
    await editor.document.save();
    assert.equal((await stored(await becameReal())).number, 'N-1');
  });

  it('is never created twice: after a lost answer what may be it is shown, and the user says so', async () => {
    const editor = await newEditor();
    await setKey(editor, 'name', '"Lost & Found"');
    await fault({ kind: 'reset-after', match: { method: 'POST', path: '/clients$' } });
    assert.equal(await editor.document.save(), false);
    assert.equal((await requests('POST')).length, 1);
    dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined);
    await editor.document.save();
    const id = await becameReal();
    const question = dialogs.history.find(({ kind }) => kind === 'pick');
    assert.deepEqual(question?.choices, ['Lost & Found', 'None of these: create the client']);
    assert.equal((await requests('POST')).length, 1, 'nothing was created a second time');
    assert.equal((await stored(id)).name, 'Lost & Found');
  });

  it('is never created twice: a possible match is looked for again when the session is replaced in between', async () => {
    const { accounts } = await handles();
    const editor = await newEditor();
    await setKey(editor, 'name', '"Lost & Renewed"');
    await fault({ kind: 'reset-after', match: { method: 'POST', path: '/clients$' } });
    assert.equal(await editor.document.save(), false);
    await fault({ kind: 'delay', ms: 5000, times: 0, match: { method: 'GET', path: '/clients$' } });
    dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined);
    const saved = editor.document.save();
    const looks = async () =>
      (await requests('GET')).filter(
        ({ query }) => query.includes('per_page=100') && query.includes('id%7Cdesc'),
      );
    await eventually('a look for it', async () => (await looks()).length > 0);
    await clearFaults();
    await accounts.reconnect();
    await saved;
    assert.equal((await stored(await becameReal())).name, 'Lost & Renewed');
    assert.equal((await looks()).length, 2);
    // The new session asks for its company by a POST too.
    const creations = (await requests('POST')).filter(({ path }) => path.endsWith('/clients'));
    assert.equal(creations.length, 1, 'nothing was created a second time');
  });

  it('is never created twice: what is there without all of the text is asked about again', async () => {
    const editor = await newEditor();
    await setKey(editor, 'name', '"Lost <b>Twice</b>"');
    await fault({ kind: 'reset-after', match: { method: 'POST', path: '/clients$' } });
    assert.equal(await editor.document.save(), false);
    await setKey(editor, 'phone', '"77"');
    dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined);
    const picks = () => dialogs.history.filter(({ kind }) => kind === 'pick').length;
    assert.equal(await editor.document.save(), false);
    assert.equal(picks(), 1);
    await vscode.window.showTextDocument(editor.document, { viewColumn: vscode.ViewColumn.One });
    assert.equal(await editor.document.save(), false);
    assert.equal(picks(), 2);
    assert.equal((await requests('POST')).length, 1);
  });

  it('with a contact’s name alone is looked for by that name', async () => {
    const editor = await newEditor();
    const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
    const contacts = [{ first_name: 'Nadia', last_name: 'Nameless' }];
    await editor.edit((edit) => edit.replace(all, JSON.stringify({ contacts }, null, 2)));
    await fault({ kind: 'reset-after', match: { method: 'POST', path: '/clients$' } });
    assert.equal(await editor.document.save(), false);
    dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? choices[0] : undefined);
    await editor.document.save();
    const id = await becameReal();
    assert.equal((await requests('POST')).length, 1);
    assert.equal((await stored(id)).contacts[0]?.last_name, 'Nameless');
  });

  it('loses nothing of what is typed while it is created', async () => {
    const editor = await newEditor();
    await setKey(editor, 'name', '"Fast Typist"');
    await fault({ kind: 'delay', ms: 500, match: { method: 'POST', path: '/clients$' } });
    const saved = editor.document.save();
    await eventually('the creation', async () => (await requests('POST')).length > 0);
    await setKey(editor, 'phone', '"88"');
    await saved;
    const id = await becameReal();
    const real = () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.path.includes(`/${id}/Fast Typist`));
    await until('the text is there', () => real()?.getText().includes('"88"') ?? false, ...textChanged());
    assert.equal(real()?.isDirty, true);
    await forgetRequests();
    assert.equal(await real()?.save(), true);
    const now = await stored(id);
    assert.deepEqual([now.name, now.phone], ['Fast Typist', '88']);
    assert.deepEqual(dialogs.history, [], 'nothing was in conflict, and no contact lost');
    assert.equal((await requests('PUT')).length, 1);
  });

  it('is created after a lost request, when the user says that none of those shown is it', async () => {
    const editor = await newEditor();
    await setKey(editor, 'name', '"Not Yet There"');
    await fault({ kind: 'reset-before', match: { method: 'POST', path: '/clients$' } });
    assert.equal(await editor.document.save(), false);
    await forgetRequests();
    // Only the user may know that the server is not at work on it any more.
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(await requests('POST'), []);
    dialogs.answer = ({ kind, choices }) => (kind === 'pick' ? choices.at(-1) : undefined);
    await editor.document.save();
    const id = await becameReal();
    assert.equal((await stored(id)).name, 'Not Yet There');
    const picks = dialogs.history.filter(({ kind }) => kind === 'pick');
    assert.deepEqual(
      picks.map(({ choices }) => choices),
      [['Create the client'], ['Create the client']],
    );
  });

  it('can be a copy, without ids, number and what the server computes', async () => {
    const original = await stored(first);
    const editor = await newEditor('duplicateClient', { accountId: account.id, clientId: first });
    const text = editor.document.getText();
    for (const { id } of original.contacts) assert.equal(text.includes(id), false);
    const copy = JSON.parse(text) as Partial<Client>;
    assert.equal('number' in copy || 'balance' in copy || 'id' in copy, false);
    await setKey(editor, 'name', '"The Copy"');
    await editor.document.save();
    const made = await stored(await becameReal());
    assert.notEqual(made.number, original.number);
    assert.equal(made.contacts.length, original.contacts.length);
    assert.deepEqual((await stored(first)).contacts, original.contacts, 'the original keeps its contacts');
  });
});
