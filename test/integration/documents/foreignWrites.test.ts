import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { answering } from '../support/answers';
import { forgetRequests, otherUser, requests, stored } from '../support/demo';
import { signedIn } from '../support/signedIn';
import { handles, openClient, setKey, textChanged, until } from '../support/support';

const first = 'VolejRejNm';
const refusal = /Only the text of its editor can be saved/;

/** Agents and other extensions write files past the editor: what the user typed must not go with it, nor be replaced. */
describe('a write without a save', () => {
  const desk = signedIn();

  const typed = async (): Promise<vscode.TextEditor> => {
    await otherUser(first, { city: 'Before', phone: '1' });
    const editor = await openClient(desk.account.id, first);
    const text = () => editor.document.getText();
    const shown = () => text().includes('"city": "Before"') && text().includes('"phone": "1"');
    await until('the text says what the server has', shown, ...textChanged());
    await setKey(editor, 'city', '"Typed"');
    await until('the text counts as changed', () => editor.document.isDirty, ...textChanged());
    await forgetRequests();
    return editor;
  };
  const otherText = ({ document }: vscode.TextEditor) =>
    Buffer.from(document.getText().replace('"phone": "1"', '"phone": "2"'));
  const untouched = async (editor: vscode.TextEditor, dirty = true) => {
    assert.deepEqual(
      (await requests()).filter(({ method }) => method !== 'GET'),
      [],
    );
    const { city, phone } = await stored(first);
    assert.deepEqual([city, phone], ['Before', '1']);
    assert.equal(editor.document.isDirty, dirty);
    assert.match(editor.document.getText(), dirty ? /"city": "Typed"/ : /"city": "Before"/);
  };

  it('with another text is refused with a sentence', async () => {
    const editor = await typed();
    await assert.rejects(
      async () => vscode.workspace.fs.writeFile(editor.document.uri, otherText(editor)),
      refusal,
    );
    await untouched(editor);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await until('the text is reverted', () => !editor.document.isDirty, ...textChanged());
    await assert.rejects(
      async () => vscode.workspace.fs.writeFile(editor.document.uri, otherText(editor)),
      refusal,
    );
    await untouched(editor, false);
  });

  it('by an edit that overwrites the file is refused', async () => {
    const editor = await typed();
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(editor.document.uri, { overwrite: true, contents: otherText(editor) });
    assert.equal(await vscode.workspace.applyEdit(edit), false);
    await untouched(editor);
  });

  it('in the middle of a save is refused, and the save goes on', async () => {
    const editor = await typed();
    const refused: Promise<void>[] = [];
    const listening = vscode.workspace.onWillSaveTextDocument(({ document }) => {
      const written = async () => vscode.workspace.fs.writeFile(document.uri, otherText(editor));
      refused.push(assert.rejects(written, refusal));
    });
    assert.equal(await editor.document.save(), true);
    listening.dispose();
    await Promise.all(refused);
    assert.equal(refused.length, 1);
    const { city, phone } = await stored(first);
    assert.deepEqual([city, phone], ['Typed', '1']);
    assert.equal((await requests('PUT')).length, 1);
  });

  it('of a new client with another text creates nothing', async () => {
    await vscode.commands.executeCommand('ninjaClients.newClient', { accountId: desk.account.id });
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.ok(document);
    await forgetRequests();
    const text = document.getText().replace('"name": ""', '"name": "Foreign"');
    await assert.rejects(async () => vscode.workspace.fs.writeFile(document.uri, Buffer.from(text)), refusal);
    assert.deepEqual(await requests('POST'), []);
  });

  it('with the very text of the editor is a save', async () => {
    const editor = await typed();
    await vscode.workspace.fs.writeFile(editor.document.uri, Buffer.from(editor.document.getText()));
    assert.equal((await stored(first)).city, 'Typed');
    assert.equal(await editor.document.save(), true);
    assert.equal((await requests('PUT')).length, 1);
    const { updated_at } = await stored(first);
    const shown = `"updated_at": ${updated_at}`;
    await until('the saved record', () => editor.document.getText().includes(shown), ...textChanged());
    assert.equal(editor.document.isDirty, false);
  });

  it('with the very text of the editor reads the server again, though a save was just given up', async () => {
    const editor = await typed();
    const { settings } = await stored(first);
    // VS Code finds a conflict and asks; the user leaves it at that.
    await otherUser(first, { city: 'Theirs' });
    assert.equal(await editor.document.save(), false);
    await otherUser(first, { city: 'Before', settings: { ...settings, currency_id: '2' } });
    const { document } = editor;
    await answering(
      ({ buttons }) => buttons[0],
      async () => vscode.workspace.fs.writeFile(document.uri, Buffer.from(document.getText())),
    );
    const now = await stored(first);
    assert.deepEqual([now.city, now.settings.currency_id], ['Typed', '2']);
    // VS Code does not know of that save: its document follows the server again after a revert.
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await otherUser(first, { city: 'Later' });
    const { accounts } = await handles();
    await accounts.session(desk.account.id)?.get(first);
    await until('the later text', () => document.getText().includes('"Later"'), ...textChanged());
  });

  it('by Save without Formatting is a save', async () => {
    const editor = await typed();
    await vscode.commands.executeCommand('workbench.action.files.saveWithoutFormatting');
    await until('the text is saved', () => !editor.document.isDirty, ...textChanged());
    assert.equal((await stored(first)).city, 'Typed');
    assert.equal((await requests('PUT')).length, 1);
  });
});
