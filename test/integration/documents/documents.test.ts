import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { ExactNumber } from '../../../src/api/exactNumber';
import type { Client } from '../../../src/api/types';
import type { JsonObject } from '../../../src/records/json';
import type { Account } from '../../../src/session/account';
import { api, clearFaults, fault, forgetRequests, otherUser, requests, reset, stored } from '../support/demo';
import {
  closeAll,
  openClient,
  problems,
  replace,
  setKey,
  signIn,
  signOutAll,
  textChanged,
  until,
} from '../support/support';

const first = 'VolejRejNm';
const second = 'Wpmbk5ezJn';
/** No other test here saves it: VS Code does not look at it again because of an earlier save. */
const untouched = 'Opnel5aKBz';

/** Settings that say something: the server turns `""` into null on any PUT, and both mean "inherit". */
const overrides = ({ settings }: Client) =>
  Object.entries(settings).filter(([, value]) => value !== null && value !== '');

describe('client documents', () => {
  let account: Account;

  before(async () => {
    await reset();
    account = await signIn();
  });

  beforeEach(async () => {
    await reset();
  });

  afterEach(async () => {
    await clearFaults();
    await closeAll();
  });

  after(signOutAll);

  it('shows the record as formatted JSON in our language, without what logs in to the portal', async () => {
    const { document } = await openClient(account.id, first);
    const record = await stored(first);
    const shown = JSON.parse(document.getText()) as Record<string, unknown>;
    assert.equal(document.languageId, 'ninja-client');
    assert.equal(shown.name, record.name);
    assert.equal(shown.id, first);
    assert.equal(document.uri.authority, account.id);
    assert.match(document.uri.path, new RegExp(`^/clients/${first}/[^/]+\\.client\\.json$`));
    for (const secret of ['client_hash', 'contact_key', '"link"', 'password', String(record.client_hash)])
      assert.equal(document.getText().includes(secret), false, secret);
  });

  it('sends numbers that JavaScript cannot hold as the server or the user wrote them', async () => {
    const long = '818617667421601852';
    const { settings } = await stored(first);
    await api('PUT', `/clients/${first}`, { settings: { ...settings, loyalty: new ExactNumber(long) } });
    const sent = async () =>
      (await requests('PUT')).map(({ body }) => (body?.settings as JsonObject).loyalty);
    await forgetRequests();
    const editor = await openClient(account.id, first);
    assert.match(editor.document.getText(), new RegExp(`"loyalty": ${long}\\n`));
    await setKey(editor, 'phone', '"+49 1"');
    assert.equal(await editor.document.save(), true);
    assert.deepEqual(await sent(), [new ExactNumber(long)]);
    assert.deepEqual((await stored(first)).settings.loyalty, new ExactNumber(long));
    await replace(editor, long, '818617667421601853');
    assert.equal(await editor.document.save(), true);
    assert.deepEqual(await sent(), [new ExactNumber(long), new ExactNumber('818617667421601853')]);
  });

  it('saves one changed field with two requests and leaves settings and contacts as they were', async () => {
    const before = await stored(first);
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"+49 40 5550199"');
    await forgetRequests();
    assert.equal(await editor.document.save(), true);
    const seen = await requests();
    assert.deepEqual(
      seen.map(({ method, path }) => `${method} ${path}`),
      [`GET /api/v1/clients/${first}`, `PUT /api/v1/clients/${first}`],
    );
    assert.deepEqual(Object.keys(seen[1]?.body ?? {}).sort(), ['phone', 'settings']);
    const after = await stored(first);
    assert.equal(after.phone, '+49 40 5550199');
    assert.deepEqual(overrides(after), overrides(before));
    assert.deepEqual(after.contacts, before.contacts);
    assert.equal(editor.document.isDirty, false);
  });

  it('sends nothing when Ctrl+S is pressed on an unchanged document, or when only the formatting changed', async () => {
    const editor = await openClient(account.id, untouched);
    await forgetRequests();
    await vscode.commands.executeCommand('workbench.action.files.save');
    await replace(editor, '{\n', '{\n\n');
    assert.equal(await editor.document.save(), true);
    assert.deepEqual(await requests(), []);
    assert.match(editor.document.getText(), /^\{\n\n/, 'the blank line stays');
  });

  it('shows what the server made of it', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'name', '"  Harbour <b>Bakery</b>  "');
    assert.equal(await editor.document.save(), true);
    const name = (await stored(first)).name;
    assert.equal(name.includes('<b>'), false);
    await until(
      'the stored name is shown',
      () => editor.document.getText().includes(`"name": "${name}"`),
      ...textChanged(),
    );
    assert.equal(editor.document.isDirty, false);
  });

  it('keeps a change of another user in a field that was not touched', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"1"');
    await otherUser(first, { city: 'Elsewhere' });
    assert.equal(await editor.document.save(), true);
    const now = await stored(first);
    assert.deepEqual([now.phone, now.city], ['1', 'Elsewhere']);
    await until(
      'the other change is shown',
      () => editor.document.getText().includes('"Elsewhere"'),
      ...textChanged(),
    );
  });

  it('marks a refusal of the server at its place and keeps the text dirty', async () => {
    const other = await stored(second);
    const editor = await openClient(account.id, first);
    await setKey(editor, 'number', JSON.stringify(other.number));
    assert.equal(await editor.document.save(), false);
    assert.equal(editor.document.isDirty, true);
    assert.deepEqual(problems(editor.document.uri, editor.document), [
      `"number": "${other.number}", » The number has already been taken.`,
    ]);
    await setKey(editor, 'number', '"N-4711"');
    assert.equal(await editor.document.save(), true);
    await until(
      'the mark is gone',
      () => problems(editor.document.uri, editor.document).length === 0,
      vscode.languages.onDidChangeDiagnostics,
    );
  });

  it('sends nothing of a text that is not valid', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"1" // private');
    await forgetRequests();
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(await requests(), []);
    await setKey(editor, 'phone', '42');
    await setKey(editor, 'is_tax_exempt', '"perhaps"');
    await forgetRequests();
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(await requests(), []);
    assert.equal(editor.document.isDirty, true);
  });

  it('keeps the text when the server cannot be reached, and saves it afterwards', async () => {
    const editor = await openClient(account.id, first);
    await setKey(editor, 'phone', '"offline"');
    await fault({ kind: 'reset-before', times: 0 });
    assert.equal(await editor.document.save(), false);
    assert.equal(editor.document.isDirty, true);
    assert.match(editor.document.getText(), /"offline"/);
    await clearFaults();
    assert.equal(await editor.document.save(), true);
    assert.equal((await stored(first)).phone, 'offline');
  });

  it('does not save over a vanished client', async () => {
    // One that nobody opens later: VS Code holds the document for minutes, and a purged id never comes back elsewhere.
    const { json } = await api('GET', '/clients?status=active&sort=id|desc&per_page=1');
    const [last] = (json as { data: { id: string }[] }).data;
    assert.ok(last);
    const editor = await openClient(account.id, last.id);
    await setKey(editor, 'phone', '"x"');
    await fault({ kind: 'purge-client', client: last.id });
    assert.equal(await editor.document.save(), false);
    assert.deepEqual(await requests('PUT'), []);
    assert.equal(editor.document.isDirty, true);
  });

  it('opens one tab per client and reveals a contact in it', async () => {
    const record = await stored(first);
    const contact = record.contacts.at(-1);
    assert.ok(contact);
    await openClient(account.id, first);
    await vscode.commands.executeCommand('ninjaClients.openContact', {
      accountId: account.id,
      clientId: first,
      contactId: contact.id,
    });
    const tabs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs);
    assert.equal(tabs.length, 1);
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    const rest = editor.document.getText().slice(editor.document.offsetAt(editor.selection.active));
    assert.equal(/"id": "([^"]+)"/.exec(rest)?.[1], contact.id);
  });
});
