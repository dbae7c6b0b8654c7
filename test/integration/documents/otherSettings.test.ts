import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { eventually } from '../../eventually';
import { forgetRequests, otherUser, requests, stored } from '../support/demo';
import { signedIn } from '../support/signedIn';
import { openClient, setKey, textChanged, until } from '../support/support';

const first = 'VolejRejNm';
const city = 'Düren Łódź 東京';

/** Settings that a user or a workspace has for other files, and what they must not do to a client. */
describe('under other settings of the user, a client', () => {
  const desk = signedIn();
  const changed: { section: string; key: string; languageId?: string }[] = [];

  const set = async (section: string, key: string, value: unknown, languageId?: string) => {
    changed.push({ section, key, languageId });
    await vscode.workspace
      .getConfiguration(section, languageId === undefined ? undefined : { languageId })
      .update(key, value, true, languageId !== undefined);
  };

  afterEach(async () => {
    for (const { section, key, languageId } of changed.splice(0))
      await vscode.workspace
        .getConfiguration(section, languageId === undefined ? undefined : { languageId })
        .update(key, undefined, true, languageId !== undefined);
  });

  const newClient = async (): Promise<vscode.TextEditor> => {
    await vscode.commands.executeCommand('ninjaClients.newClient', { accountId: desk.account.id });
    const editor = vscode.window.activeTextEditor;
    assert.ok(editor);
    return editor;
  };
  const inUtf8 = ({ document }: vscode.TextEditor) =>
    eventually('the text in UTF-8', () => document.encoding === 'utf8' && document.getText() !== '');
  const inOwnLanguage = (uri: vscode.Uri) =>
    eventually('the language of clients', () => find(uri)?.languageId === 'ninja-client');
  const find = (uri: vscode.Uri) =>
    vscode.workspace.textDocuments.find((document) => document.uri.toString() === uri.toString());

  for (const [encoding, languageId] of [
    ['windows1252', undefined],
    ['gb18030', undefined],
    ['utf16le', undefined],
    ['iso88591', 'ninja-client'],
    ['utf8bom', 'ninja-client'],
    ['shiftjis', 'jsonc'],
    ['utf8bom', 'jsonc'],
  ] as const)
    it(`keeps every letter with ${encoding} ${languageId ? `for ${languageId}` : 'everywhere'}`, async () => {
      if (languageId === 'jsonc') await set('files', 'associations', { '*.json': 'jsonc' });
      await set('files', 'encoding', encoding, languageId);
      await set('files', 'autoGuessEncoding', true, languageId);
      await otherUser(first, { city, phone: '1' });
      const editor = await openClient(desk.account.id, first);
      await inUtf8(editor);
      await eventually('the letters', () => editor.document.getText().includes(city));
      await setKey(editor, 'phone', '"2"');
      assert.equal(await editor.document.save(), true);
      const now = await stored(first);
      assert.deepEqual([now.city, now.phone], [city, '2']);

      const fresh = await newClient();
      await inUtf8(fresh);
      await setKey(fresh, 'name', JSON.stringify(`${city} GmbH`));
      assert.equal(await fresh.document.save(), true);
      const [post] = await requests('POST');
      assert.equal((post?.body as { name?: string } | undefined)?.name, `${city} GmbH`);
    });

  it('in another encoding is refused with a sentence, and stays as it was typed', async () => {
    await otherUser(first, { city, phone: '1' });
    const { document } = await openClient(desk.account.id, first);
    for (const encoding of ['windows1252', 'gb18030', 'utf16le']) {
      await vscode.workspace.openTextDocument(document.uri, { encoding });
      const editor = await vscode.window.showTextDocument(document);
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 1), ' '));
      await until('the text counts as changed', () => document.isDirty, ...textChanged());
      await forgetRequests();
      const text = document.getText();
      assert.equal(await document.save(), false, encoding);
      assert.equal(document.isDirty, true, encoding);
      assert.equal(document.getText(), text, encoding);
      assert.deepEqual(await requests('PUT'), [], encoding);
      await vscode.commands.executeCommand('workbench.action.files.revert');
      await until('the text is reverted', () => !document.isDirty, ...textChanged());
    }
    assert.equal((await stored(first)).city, city);
  });

  it('has its language, its settings and its help, though all JSON files are those of another', async () => {
    await set('files', 'associations', { '*.json': 'jsonc' });
    await set('files', 'autoSave', 'afterDelay');
    const editor = await openClient(desk.account.id, first);
    await inOwnLanguage(editor.document.uri);
    const files = vscode.workspace.getConfiguration('files', find(editor.document.uri));
    assert.equal(files.get('autoSave'), 'off');
    const fresh = await newClient();
    await inOwnLanguage(fresh.document.uri);
    assert.match(fresh.document.getText(), /"name": ""/);
    await setKey(fresh, 'name', '"Another Language Ltd"');
    assert.equal(await fresh.document.save(), true);
    assert.equal((await requests('POST')).length, 1);
  });

  it('keeps text, base, help and protection when its language is changed by hand', async () => {
    const { document } = await openClient(desk.account.id, first);
    await setKey(await openClient(desk.account.id, first), 'phone', '"typed"');
    const typed = document.getText();
    const completions = () =>
      vscode.commands.executeCommand<vscode.CompletionList>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        document.positionAt(typed.indexOf('"country_id": "') + '"country_id": "'.length),
      );
    const changes: string[] = [];
    const listening = vscode.workspace.onDidOpenTextDocument(({ languageId }) => changes.push(languageId));
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    const { items } = await completions();
    assert.ok(items.some(({ label }) => label === 'Germany'));
    await inOwnLanguage(document.uri);
    listening.dispose();
    assert.equal(changes[0], 'plaintext');
    assert.equal(document.getText(), typed);
    await otherUser(first, { city: 'Theirs' });
    assert.equal(await document.save(), true);
    const now = await stored(first);
    assert.deepEqual([now.phone, now.city], ['typed', 'Theirs']);
  });

  it('that is new keeps its text when its language is changed by hand', async () => {
    const { document } = await newClient();
    const text = document.getText();
    await vscode.languages.setTextDocumentLanguage(document, 'plaintext');
    await inOwnLanguage(document.uri);
    assert.equal(Buffer.from(await vscode.workspace.fs.readFile(document.uri)).toString(), text);
  });

  it('sends nothing but what was typed, whatever is done to the text when it is saved', async () => {
    for (const key of ['trimTrailingWhitespace', 'trimFinalNewlines', 'insertFinalNewline'])
      await set('files', key, true, 'ninja-client');
    await set('files', 'eol', '\r\n');
    await set('editor', 'formatOnSave', true, 'ninja-client');
    await set('editor', 'codeActionsOnSave', { 'source.fixAll': 'always' }, 'ninja-client');
    await otherUser(first, { public_notes: 'one  \ntwo', city: 'Before', phone: '1' });
    const before = await stored(first);
    const editor = await openClient(desk.account.id, first);
    await setKey(editor, 'phone', '"2"  \t');
    const end = editor.document.positionAt(editor.document.getText().length);
    await editor.edit((edit) => edit.insert(end, '\r\n\r\n'));
    await forgetRequests();
    assert.equal(await editor.document.save(), true);
    const [put] = await requests('PUT');
    assert.deepEqual(Object.keys((put?.body ?? {}) as object).sort(), ['phone', 'settings']);
    const now = await stored(first);
    assert.deepEqual(now, { ...before, phone: '2', settings: now.settings, updated_at: now.updated_at });
  });
});
