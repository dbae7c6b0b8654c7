import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import { eventually } from '../../eventually';
import { answering } from '../support/answers';
import { demo, fault, forgetRequests, otherUser, requests, stored } from '../support/demo';
import { signedIn } from '../support/signedIn';
import {
  editJson,
  handles,
  openClient,
  problems,
  setKey,
  signIn,
  textChanged,
  until,
} from '../support/support';

const first = 'VolejRejNm';
const hidden = 'Wpmbk5ezJn';

/** What goes wrong between the moments of a save: before a question and after it, in the text and on the server. */
describe('a careful save', () => {
  const desk = signedIn();

  beforeEach(async () => {
    await otherUser(first, { phone: '555', public_notes: 'Theirs' }, [
      { first_name: 'Ada', last_name: 'One', email: 'ada@x.example', is_primary: true },
      { first_name: 'Ben', last_name: 'Two', email: 'ben@x.example' },
    ]);
  });

  afterEach(async () => {
    await vscode.workspace.getConfiguration('ninjaClients').update('documents.saveHidden', undefined, true);
  });

  const textOf = (editor: vscode.TextEditor) => JSON.parse(editor.document.getText()) as Client;

  /** A client with unsaved text behind another one. */
  const behind = async (): Promise<vscode.TextEditor> => {
    const editor = await openClient(desk.account.id, hidden);
    await setKey(editor, 'phone', '"behind"');
    await openClient(desk.account.id, first);
    return editor;
  };

  it('reads the client again behind the question about hidden ones', async () => {
    await behind();
    const { settings } = await stored(hidden);
    const { asked } = await answering(
      async ({ buttons }) => {
        await otherUser(hidden, { city: 'Theirs', settings: { ...settings, currency_id: '2' } });
        return buttons[0];
      },
      async () => vscode.workspace.saveAll(),
    );
    assert.equal(asked.length, 1);
    const now = await stored(hidden);
    assert.deepEqual([now.phone, now.city, now.settings.currency_id], ['behind', 'Theirs', '2']);
  });

  it('asks about a client that was hidden when its save began, though it is looked at now', async () => {
    const { document } = await behind();
    await fault({ kind: 'delay', ms: 600, match: { method: 'GET', path: hidden } });
    const { asked } = await answering(
      () => undefined,
      async () => {
        const began = saveBegins(document);
        const saved = vscode.workspace.saveAll();
        await began;
        await vscode.window.showTextDocument(document);
        await saved;
      },
    );
    assert.match(asked[0]?.text ?? '', /^Save .+ to the server too\?$/);
    assert.deepEqual(await requests('PUT'), []);
    assert.equal(document.isDirty, true);
  });

  it('sends a client that was in front when its save began, though another one is now', async () => {
    const settings = vscode.workspace.getConfiguration('ninjaClients');
    await settings.update('documents.saveHidden', 'never', true);
    const other = await openClient(desk.account.id, hidden);
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'city', '"Meant"');
    await fault({ kind: 'delay', ms: 600, match: { method: 'GET', path: first } });
    const began = saveBegins(editor.document);
    const saved = editor.document.save();
    await began;
    await vscode.window.showTextDocument(other.document);
    assert.equal(await saved, true);
    assert.equal((await stored(first)).city, 'Meant');
  });

  it('goes on with the session that replaces its own while the record is read', async () => {
    const { accounts } = await handles();
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'city', '"Renewed"');
    await forgetRequests();
    await fault({ kind: 'delay', ms: 5000, match: { method: 'GET', path: first } });
    const reads = async () => (await requests('GET')).filter(({ path }) => path.endsWith(`/${first}`));
    const saved = editor.document.save();
    await eventually('a read of the record', async () => (await reads()).length > 0);
    await accounts.reconnect();
    assert.equal(await saved, true);
    assert.deepEqual(
      (await reads()).map(({ aborted }) => aborted),
      [true, false],
    );
    assert.equal((await requests('PUT')).length, 1);
    assert.equal((await stored(first)).city, 'Renewed');
  });

  it('of a text that lacks a field, or its contacts, sends nothing, shows them again, and can empty them later', async () => {
    const editor = await openClient(desk.account.id, first);
    await editJson(editor, (client) => {
      delete (client as Partial<Client>).phone;
      delete (client as Partial<Client>).contacts;
      client.balance = 1_000_000;
    });
    await forgetRequests();
    assert.equal(await editor.document.save(), true);
    assert.deepEqual(await requests('PUT'), []);
    const shows = () => {
      const { phone, contacts, balance } = textOf(editor);
      return phone === '555' && (contacts as unknown[] | undefined)?.length === 2 && balance !== 1_000_000;
    };
    await until('the text says what the server has', shows, ...textChanged());
    assert.equal(editor.document.isDirty, false);
    await until(
      'nothing is wrong with it',
      () => problems(editor.document.uri, editor.document).length === 0,
      vscode.languages.onDidChangeDiagnostics,
    );
    await setKey(editor, 'phone', '""');
    assert.equal(await editor.document.save(), true);
    const now = await stored(first);
    assert.deepEqual([now.phone, now.contacts.length], ['', 2]);
  });

  it('keeps what a text without a field is compared with, when the user types on at once', async () => {
    const editor = await openClient(desk.account.id, first);
    await editJson(editor, (client) => {
      delete (client as Partial<Client>).phone;
    });
    const typed = new Promise<void>((resolve) => {
      const once = vscode.workspace.onDidSaveTextDocument(() => {
        once.dispose();
        resolve(editJson(editor, (client) => Object.assign(client, { phone: '' })));
      });
    });
    assert.equal(await editor.document.save(), true);
    await typed;
    if (!editor.document.isDirty) await setKey(editor, 'phone', '""');
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored(first)).phone, '');
  });

  it('takes a contact that another user added and the text has by its id', async () => {
    const editor = await openClient(desk.account.id, first);
    const { contacts } = await stored(first);
    await otherUser(first, {}, [...contacts, { first_name: 'Cem', email: 'cem@x.example' }]);
    const cem = (await stored(first)).contacts.find(({ email }) => email === 'cem@x.example');
    assert.ok(cem);
    await editJson(editor, (client) => {
      client.contacts.push({ ...cem, phone: '99' });
    });
    assert.equal(await editor.document.save(), true);
    const now = await stored(first);
    assert.deepEqual(
      now.contacts.map(({ id, phone }) => [id, phone]),
      [...contacts.map(({ id, phone }) => [id, phone]), [cem.id, '99']],
    );
  });

  it('asks with the words of a record on one line, so that they cannot pass for ours', async () => {
    const { contacts } = await stored(first);
    const [ada, ben] = contacts;
    await otherUser(first, {}, [ada, { ...ben, last_name: 'Two\n\nAccount: Sandbox' }]);
    const editor = await openClient(desk.account.id, first);
    await editJson(editor, (client) => void client.contacts.splice(1, 1));
    const { asked } = await answering(
      () => undefined,
      async () => editor.document.save(),
    );
    const lines = asked[0]?.detail.split('\n') ?? [];
    assert.ok(lines.some((line) => line.includes('Two Account: Sandbox')));
    assert.deepEqual(
      lines.filter((line) => line.startsWith('Account:')),
      [`Account: ${desk.account.label}`],
    );
  });

  it('that restored a client sends nothing when the next question is answered no', async () => {
    const editor = await openClient(desk.account.id, first);
    await editJson(editor, (client) => void client.contacts.splice(1, 1));
    await fault({ kind: 'delete-client', client: first });
    const { result, asked } = await answering(
      ({ text, buttons }) => (text.includes('deleted') ? buttons[0] : undefined),
      async () => editor.document.save(),
    );
    assert.equal(result, false);
    assert.equal(asked.length, 2);
    const now = await stored(first);
    assert.deepEqual([now.is_deleted, now.contacts.length], [false, 2]);
    assert.deepEqual(await requests('PUT'), []);
    assert.equal(editor.document.isDirty, true);
  });

  it('asks once to restore a client that this user may not restore', async () => {
    await signIn(demo.viewerToken);
    try {
      const editor = await openClient(desk.account.id, hidden);
      await setKey(editor, 'phone', '"kept"');
      await fault({ kind: 'delete-client', client: hidden });
      const { result, asked } = await answering(
        ({ buttons }) => buttons[0],
        async () => editor.document.save(),
      );
      assert.equal(result, false);
      assert.equal(asked.length, 1);
      assert.equal((await stored(hidden)).is_deleted, true);
      assert.match(editor.document.getText(), /"kept"/);
    } finally {
      await signIn();
    }
  });

  it('gives nobody another contact’s way into the portal', async () => {
    const editor = await openClient(desk.account.id, first);
    await editJson(editor, (client) => {
      client.contacts.unshift({ first_name: 'New', email: 'new@x.example' } as Client['contacts'][number]);
    });
    const at = editor.document.positionAt(editor.document.getText().indexOf('new@x.example'));
    editor.selection = new vscode.Selection(at, at);
    await vscode.env.clipboard.writeText('nothing');
    const { asked } = await answering(
      () => undefined,
      async () => vscode.commands.executeCommand('ninjaClients.copyPortalLink'),
    );
    assert.match(asked[0]?.text ?? '', /no link to the client portal/);
    assert.equal(await vscode.env.clipboard.readText(), 'nothing');
    const ben = (await stored(first)).contacts[1];
    const node = { accountId: desk.account.id, clientId: first, contactId: ben?.id };
    await vscode.commands.executeCommand('ninjaClients.copyPortalLink', node);
    assert.equal(await vscode.env.clipboard.readText(), ben?.link);
  });
});

/** VS Code has announced the save of a document and not yet written it. */
function saveBegins(document: vscode.TextDocument): Promise<void> {
  return new Promise((resolve) => {
    const once = vscode.workspace.onWillSaveTextDocument((event) => {
      if (event.document !== document) return;
      once.dispose();
      resolve();
    });
  });
}
