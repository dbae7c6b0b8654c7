import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import type { Account } from '../../../src/session/account';
import { clearFaults, fault, forgetRequests, otherUser, requests, reset, stored } from '../support/demo';
import { answering } from '../support/answers';
import {
  closeAll,
  editJson,
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
const second = 'Wpmbk5ezJn';

describe('editing', () => {
  let account: Account;
  /** A client with three contacts of its own, created for every test. */
  let three: Client;

  before(async () => {
    await reset();
    account = await signIn();
  });

  beforeEach(async () => {
    await reset();
    await otherUser(first, {}, [
      { first_name: 'Ada', last_name: 'One', email: 'ada@x.example', is_primary: true, send_email: true },
      { first_name: 'Ben', last_name: 'Two', email: 'ben@x.example' },
      { first_name: 'Cem', last_name: 'Three', email: 'cem@x.example' },
    ]);
    three = await stored(first);
    assert.deepEqual(
      three.contacts.map(({ email }) => email),
      ['ada@x.example', 'ben@x.example', 'cem@x.example'],
    );
  });

  afterEach(async () => {
    await clearFaults();
    await closeAll();
  });

  after(signOutAll);

  const emails = async () => (await stored(first)).contacts.map(({ email }) => email);

  it('does not send a field that another user changed too, even to a text of the same length', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'city', '"Mine1"');
    await otherUser(first, { city: 'Other' });
    await forgetRequests();
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(await requests('PUT'), []);
    assert.equal((await stored(first)).city, 'Other');
    assert.equal(editor.document.isDirty, true);
  });

  it('asks before a field in conflict is sent where VS Code would not, and sends that field only', async () => {
    const files = vscode.workspace.getConfiguration('files', { languageId: 'ninja-client' });
    await files.update(
      'saveConflictResolution',
      'overwriteFileOnDisk',
      vscode.ConfigurationTarget.Global,
      true,
    );
    try {
      const editor = await openClient(account.id, first);
      await setKey(editor, 'city', '"Mine1"');
      await otherUser(first, { city: 'Other', phone: '555' });
      const no = await answering(
        () => undefined,
        async () => editor.document.save(),
      );
      assert.equal(no.result, false);
      assert.equal((await stored(first)).city, 'Other');
      assert.match(no.asked[0]?.detail ?? '', /Other.*Mine1/);
      const yes = await answering(
        ({ buttons }) => buttons[0],
        async () => editor.document.save(),
      );
      assert.equal(yes.result, true);
      assert.equal(yes.asked.length, 1);
      const now = await stored(first);
      assert.deepEqual([now.city, now.phone], ['Mine1', '555']);
    } finally {
      await files.update('saveConflictResolution', undefined, vscode.ConfigurationTarget.Global, true);
    }
  });

  it('keeps a contact that another user added in between', async () => {
    const editor = await openClient(account.id, first);
    await editJson(editor, ({ contacts }) => {
      const ben = contacts[1];
      if (ben) ben.phone = '42';
    });
    await otherUser(first, {}, [...three.contacts, { first_name: 'Dia', email: 'dia@x.example' }]);
    assert.equal(await editor.document.save(), true);
    assert.deepEqual(await emails(), ['ada@x.example', 'ben@x.example', 'cem@x.example', 'dia@x.example']);
    assert.equal((await stored(first)).contacts[1]?.phone, '42');
  });

  it('asks by name before contacts are deleted, and sends nothing when the answer is no', async () => {
    const editor = await openClient(account.id, first);
    await editJson(editor, ({ contacts }) => void contacts.splice(1, 1));
    await forgetRequests();
    const no = await answering(
      () => undefined,
      async () => editor.document.save(),
    );
    assert.equal(no.result, false);
    assert.match(no.asked[0]?.detail ?? '', /Ben Two, ben@x\.example/);
    assert.deepEqual(await requests('PUT'), []);
    assert.equal(editor.document.isDirty, true);
    const yes = await answering(
      ({ buttons }) => buttons[0],
      async () => editor.document.save(),
    );
    assert.equal(yes.result, true);
    assert.deepEqual(await emails(), ['ada@x.example', 'cem@x.example']);
  });

  it('asks when a contact lost its id, and when another one would become primary', async () => {
    const editor = await openClient(account.id, first);
    await editJson(editor, ({ contacts }) => {
      Object.assign(contacts.find(({ email }) => email === 'cem@x.example') ?? {}, { id: undefined });
    });
    const lost = await answering(
      () => undefined,
      async () => editor.document.save(),
    );
    assert.match(lost.asked[0]?.detail ?? '', /Cem Three, cem@x\.example has lost its id/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('ninjaClients.makeContactPrimary', {
      accountId: account.id,
      clientId: first,
      contactId: three.contacts[1]?.id,
    });
    const moved = await answering(
      ({ buttons }) => buttons[0],
      async () => editor.document.save(),
    );
    assert.match(moved.asked[0]?.detail ?? '', /Ben Two, ben@x\.example would become the primary contact/);
    assert.equal((await stored(first)).contacts.find(({ is_primary }) => is_primary)?.email, 'ben@x.example');
  });

  it('refuses a contact of another client, which the server would move here', async () => {
    const foreign = (await stored(second)).contacts[0];
    assert.ok(foreign);
    const editor = await openClient(account.id, first);
    await editJson(editor, ({ contacts }) => void contacts.push(foreign));
    await forgetRequests();
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(await requests('PUT'), []);
    assert.ok(problems(editor.document.uri, editor.document).some((text) => text.includes(foreign.id)));
    assert.equal((await stored(second)).contacts[0]?.id, foreign.id);
  });

  it('marks what the server refuses of a contact at that contact, also after it moved', async () => {
    const editor = await openClient(account.id, first);
    await editJson(editor, ({ contacts }) => {
      const ben = contacts[1];
      if (ben) ben.email = 'ben@-blocked.example';
    });
    assert.equal(await editor.document.save(), false);
    const mark = '"email": "ben@-blocked.example", » The email must be a valid email address.';
    assert.deepEqual(problems(editor.document.uri, editor.document), [mark]);
    await editJson(editor, ({ contacts }) => void contacts.reverse());
    await until(
      'the mark follows the contact',
      () => problems(editor.document.uri, editor.document).includes(mark),
      vscode.languages.onDidChangeDiagnostics,
    );
    await editJson(
      editor,
      ({ contacts }) => void Object.assign(contacts[1] ?? {}, { email: 'ben@open.example' }),
    );
    assert.equal(await editor.document.save(), true);
    await until(
      'the mark is gone',
      () => problems(editor.document.uri, editor.document).length === 0,
      vscode.languages.onDidChangeDiagnostics,
    );
  });

  it('finds out what became of a save whose answer was lost', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"lost answer"');
    await fault({ kind: 'reset-after', match: { method: 'PUT' } });
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored(first)).phone, 'lost answer');
    assert.equal((await requests('PUT')).length, 1);
  });

  it('warns of a computed value and an unknown key, and marks what the server did not take', async () => {
    const editor = await openClient(account.id, first);
    await editJson(editor, (client) => {
      client.balance = 1_000_000;
      client.favourite_colour = 'green';
      client.phone = '7';
    });
    const found = () => problems(editor.document.uri, editor.document).join('\n');
    await until(
      'both are marked',
      () => /balance.*\n?[^]*favourite_colour/.test(found()),
      vscode.languages.onDidChangeDiagnostics,
    );
    assert.equal(await editor.document.save(), true);
    const body = (await requests('PUT'))[0]?.body ?? {};
    assert.equal('balance' in body || 'favourite_colour' in body, false);
  });

  it('never sends on auto save', async () => {
    const files = vscode.workspace.getConfiguration('files', { languageId: 'ninja-client' });
    await files.update('autoSave', 'afterDelay', vscode.ConfigurationTarget.Global, true);
    await files.update('autoSaveDelay', 50, vscode.ConfigurationTarget.Global);
    try {
      const editor = await openClient(account.id, first);
      const tried = new Promise<void>((resolve) => {
        const wait = vscode.workspace.onWillSaveTextDocument(({ document, reason }) => {
          if (document !== editor.document || reason !== vscode.TextDocumentSaveReason.AfterDelay) return;
          wait.dispose();
          resolve();
        });
      });
      await setKey(editor, 'phone', '"half typ"');
      await tried;
      await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global, true);
      assert.equal(await editor.document.save(), true);
      const sent = await requests('PUT');
      assert.equal(sent.length, 1, 'only the save that was meant');
    } finally {
      await files.update('autoSave', undefined, vscode.ConfigurationTarget.Global, true);
      await files.update('autoSaveDelay', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('sends one save after another, in order, when Ctrl+S is pressed twice', async () => {
    const editor = await openClient(account.id, first);
    await fault({ kind: 'delay', ms: 150, match: { method: 'PUT' } });
    await setKey(editor, 'phone', '"one"');
    const one = editor.document.save();
    await setKey(editor, 'phone', '"two"');
    const two = editor.document.save();
    await Promise.all([one, two]);
    const sent = (await requests('PUT')).map(({ body }) => body?.phone);
    assert.equal(sent.at(-1), 'two');
    assert.equal((await stored(first)).phone, 'two');
    assert.equal(editor.document.isDirty, false);
  });

  it('shows a deleted client read-only, and restores it for a save when it was deleted under the editor', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"written before"');
    await fault({ kind: 'delete-client', client: first });
    const no = await answering(
      () => undefined,
      async () => editor.document.save(),
    );
    assert.equal(no.result, false);
    assert.match(no.asked[0]?.text ?? '', /deleted/);
    const yes = await answering(
      ({ buttons }) => buttons[0],
      async () => editor.document.save(),
    );
    assert.equal(yes.result, true);
    const now = await stored(first);
    assert.deepEqual([now.phone, now.is_deleted], ['written before', false]);
    await fault({ kind: 'delete-client', client: second });
    const closed = await openClient(account.id, second);
    assert.equal(vscode.workspace.fs.isWritableFileSystem('ninja-client'), true);
    const stat = await vscode.workspace.fs.stat(closed.document.uri);
    assert.equal(stat.permissions, vscode.FilePermission.Readonly);
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      closed.document.uri,
    );
    const lens = lenses
      .map(({ command }) => command)
      .find((one) => one?.command === 'ninjaClients.restoreClient');
    assert.ok(lens);
    const restore = (argument: unknown, answer: boolean) =>
      answering(
        ({ buttons }) => (answer ? buttons[0] : undefined),
        async () => vscode.commands.executeCommand(lens.command, argument),
      );
    const { name } = await stored(second);
    for (const argument of [closed.document.uri, { accountId: account.id, clientId: second }, undefined]) {
      const { asked } = await restore(argument, false);
      assert.deepEqual(
        asked.map((one) => one.text.includes(name) && one.text.includes(account.label)),
        [true],
      );
    }
    assert.equal((await stored(second)).is_deleted, true);
    await restore(closed.document.uri, true);
    assert.equal((await stored(second)).is_deleted, false);
    await fault({ kind: 'delete-client', client: second });
    const { asked } = await restore(lens.arguments?.[0], false);
    assert.deepEqual(asked, []);
    assert.equal((await stored(second)).is_deleted, false);
  });

  it('keeps the text of a signed-out account, and saves it once signed in again', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"kept"');
    await signOutAll();
    assert.equal(await editor.document.save(), false);
    assert.match(editor.document.getText(), /"kept"/);
    account = await signIn();
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored(first)).phone, 'kept');
  });

  it('follows a change made elsewhere in a clean document and leaves a dirty one alone', async () => {
    const clean = await openClient(account.id, second);
    const dirty = await openClient(account.id, first);
    await setKey(dirty, 'phone', '"mine"');
    await otherUser(first, { city: 'Moved' });
    await otherUser(second, { city: 'Moved' });
    // Open documents follow what any other feature reads.
    const session = (await handles()).accounts.session(account.id);
    await session?.get(second, { origin: 'somewhere else' });
    await session?.get(first, { origin: 'somewhere else' });
    await until(
      'the clean one follows',
      () => clean.document.getText().includes('"Moved"'),
      ...textChanged(),
    );
    assert.equal(dirty.document.getText().includes('"Moved"'), false);
    assert.equal(dirty.document.isDirty, true);
  });
});
