import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Account } from '../../../src/session/account';
import { api, demo, reset, stored } from '../support/demo';
import { Dialogs } from '../support/dialogs';
import { closeAll, handles, openClient, setKey, signIn, signOutAll, until } from '../support/support';

const first = 'VolejRejNm';

describe('what an account knows about a client document', () => {
  let account: Account;
  let editor: vscode.TextEditor;

  before(async () => {
    await reset();
    account = await signIn();
    editor = await openClient(account.id, first);
  });

  after(async () => {
    await closeAll();
    await signOutAll();
  });

  const inside = (key: string) => {
    const { document } = editor;
    const at = document.getText().indexOf(`"${key}": "`) + `"${key}": "`.length;
    return document.positionAt(at);
  };

  it('completes ids by name', async () => {
    for (const [key, name, id] of [
      ['country_id', 'Germany', '276'],
      ['currency_id', 'Euro', '3'],
      ['industry_id', 'Photography', '31'],
      ['size_id', '500+', '6'],
    ] as const) {
      const list = await vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        editor.document.uri,
        inside(key),
      );
      const item = list.items.find(({ label }) => label === name);
      assert.equal(item?.insertText, JSON.stringify(id), `${key}: ${name}`);
      assert.equal(item?.detail, id);
    }
  });

  it('shows the names behind ids and the labels of custom fields', async () => {
    const { document } = editor;
    const all = new vscode.Range(0, 0, document.lineCount, 0);
    const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
      'vscode.executeInlayHintProvider',
      document.uri,
      all,
    );
    const shown = Object.fromEntries(
      hints.map(({ position, label }) => [
        /"(\w+)":/.exec(document.lineAt(position.line).text)?.[1] ?? '',
        typeof label === 'string' ? label : label.map(({ value }) => value).join(''),
      ]),
    );
    const { json } = await api('GET', '/statics');
    const { countries } = json as { countries: { id: string | number; name: string }[] };
    const country = countries.find(
      ({ id }) => String(id) === (JSON.parse(document.getText()) as { country_id: string }).country_id,
    );
    assert.equal(shown.country_id, country?.name);
    assert.ok(shown.custom_value1, 'a label of the company');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      inside('country_id'),
    );
    const text = hovers.flatMap(({ contents }) =>
      contents.map((one) => (typeof one === 'string' ? one : one.value.replaceAll('&nbsp;', ' '))),
    );
    assert.ok(text.some((one) => one.includes(country?.name ?? '?')));
    assert.ok(
      text.some((one) => /country/i.test(one)),
      'and what the schema says of the key',
    );
  });

  it('has the schema of a client', async () => {
    const before = editor.document.getText();
    await setKey(editor, 'classification', '"spaceship"');
    await until(
      'the editor marks a value that the schema does not know',
      () =>
        vscode.languages
          .getDiagnostics(editor.document.uri)
          .some(({ message }) => message.includes('"business"')),
      vscode.languages.onDidChangeDiagnostics,
    );
    await vscode.commands.executeCommand('workbench.action.files.revert');
    assert.equal(editor.document.getText(), before);
  });
});

describe('commands on contacts and ids', () => {
  let account: Account;
  const dialogs = new Dialogs();

  before(async () => {
    await reset();
    account = await signIn();
    dialogs.install();
  });

  afterEach(closeAll);

  after(async () => {
    dialogs.restore();
    await signOutAll();
  });

  const run = (command: string, more: Record<string, unknown> = {}) =>
    vscode.commands.executeCommand(`ninjaClients.${command}`, {
      accountId: account.id,
      clientId: first,
      ...more,
    });
  const contacts = () => {
    const text = vscode.window.activeTextEditor?.document.getText() ?? '{}';
    return (JSON.parse(text) as { contacts: Record<string, unknown>[] }).contacts;
  };

  it('edit the text and leave the server alone until it is saved', async () => {
    const before = await stored(first);
    const [one] = before.contacts;
    assert.ok(one);
    await run('addContact');
    assert.equal(contacts().length, before.contacts.length + 1);
    await run('setPortalPassword', { contactId: one.id });
    assert.equal(contacts()[0]?.password, undefined, 'cancelled');
    dialogs.answer = ({ kind }) => (kind === 'input' ? 'Secret123' : undefined);
    await run('setPortalPassword', { contactId: one.id });
    assert.equal(contacts().find(({ id }) => id === one.id)?.password, 'Secret123');
    await run('removeContact', { contactId: one.id });
    assert.equal(
      contacts().some(({ id }) => id === one.id),
      false,
    );
    assert.deepEqual(await stored(first), before);
    assert.equal(vscode.window.activeTextEditor?.document.isDirty, true);
  });

  it('copy ids, e-mail addresses and portal links', async () => {
    const client = await stored(first);
    const contact = client.contacts[0];
    await run('copyHashedId');
    assert.equal(await vscode.env.clipboard.readText(), first);
    await run('copyNumericId');
    assert.equal(await vscode.env.clipboard.readText(), '1');
    await run('copyContactEmail', { contactId: contact?.id });
    assert.equal(await vscode.env.clipboard.readText(), contact?.email);
    await run('copyPortalLink', { contactId: contact?.id });
    assert.equal(await vscode.env.clipboard.readText(), contact?.link);
  });

  it('open the admin page and the portal outside, over the web only', async () => {
    const client = await stored(first);
    const opened: string[] = [];
    const { openExternal } = vscode.env;
    Object.assign(vscode.env, {
      openExternal: (uri: vscode.Uri) => Promise.resolve(opened.push(uri.toString(true)) > 0),
    });
    try {
      await run('openInInvoiceNinja');
      await run('openPortalLink', { contactId: client.contacts[0]?.id });
      assert.deepEqual(opened, [`${demo.url}/#/clients/${first}`, client.contacts[0]?.link]);
      // What a server sends instead of a link stays inside.
      const session = (await handles()).accounts.session(account.id);
      assert.ok(session);
      for (const link of ['command:workbench.action.quit', 'file:///etc/passwd', 'javascript:alert(1)', '']) {
        const contacts = client.contacts.map((contact) => ({ ...contact, link }));
        Object.assign(session, { get: () => Promise.resolve({ ...client, contacts }) });
        await run('openPortalLink');
        await dialogs.next(/no link to the client portal/);
        dialogs.history.length = 0;
      }
      Reflect.deleteProperty(session, 'get');
      assert.equal(opened.length, 2);
    } finally {
      Object.assign(vscode.env, { openExternal });
    }
  });

  it('open a client by its number', async () => {
    await openClient(account.id, first);
    dialogs.answer = ({ kind }) => (kind === 'input' ? '2' : undefined);
    await vscode.commands.executeCommand('ninjaClients.openClientById');
    assert.match(vscode.window.activeTextEditor?.document.uri.path ?? '', /^\/clients\/Wpmbk5ezJn\//);
  });

  it('compare with the server', async () => {
    const editor = await openClient(account.id, first);
    await editor.edit((edit) => edit.insert(new vscode.Position(1, 0), '\n'));
    await run('compareWithServer');
    const input: unknown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    assert.ok(input instanceof vscode.TabInputTextDiff);
    assert.equal(input.original.scheme, 'ninja-client-server');
    assert.equal(input.modified.toString(), editor.document.uri.toString());
    const left = await vscode.workspace.openTextDocument(input.original);
    assert.equal((JSON.parse(left.getText()) as { id: string }).id, first);
  });
});
