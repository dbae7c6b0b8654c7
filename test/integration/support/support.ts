import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Client } from '../../../src/api/types';
import type { TestHandles } from '../../../src/extension';
import type { Account } from '../../../src/session/account';
import { demo } from './demo';
import { typed, watchPart } from './marks';

export const extensionId = 'clients-for-invoice-ninja.invoice-ninja-clients';

/** The extension's own collaborators, in tests only. */
export async function handles(): Promise<TestHandles> {
  const extension = vscode.extensions.getExtension<TestHandles>(extensionId);
  assert.ok(extension, 'the extension is installed');
  const found = await extension.activate();
  assert.ok(found, 'the extension runs in test mode');
  for (const tree of [found.tree, found.queries]) {
    watchPart(tree, 'getTreeItem', ['label', 'description', 'tooltip']);
    watchPart(tree, 'resolveTreeItem', ['tooltip']);
  }
  for (const { label } of found.accounts.all()) typed(label);
  watchPart(found.decorations, 'provideFileDecoration', ['tooltip']);
  return found;
}

/** Signs in to the demo server without the form. The tree has its first page when this returns. */
export async function signIn(token = demo.token): Promise<Account> {
  const { accounts, verify, tree } = await handles();
  const account = await verify(demo.url, token);
  await accounts.add(account, token);
  await tree.getChildren();
  return account;
}

export async function signOutAll(): Promise<void> {
  const { accounts } = await handles();
  for (const { id } of accounts.all()) await accounts.remove(id);
}

/** Opens a client through the command and returns its editor. */
export async function openClient(accountId: string, clientId: string): Promise<vscode.TextEditor> {
  await vscode.commands.executeCommand('ninjaClients.openClient', { accountId, clientId });
  const editor = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.scheme === 'ninja-client' && document.uri.path.includes(`/${clientId}/`),
  );
  assert.ok(editor, `an editor shows ${clientId}`);
  return editor;
}

/** Replaces the first occurrence of a text in the editor. */
export async function replace(editor: vscode.TextEditor, from: string, to: string): Promise<void> {
  const text = editor.document.getText();
  const at = text.indexOf(from);
  assert.ok(at >= 0, `the text has ${from}`);
  const range = new vscode.Range(
    editor.document.positionAt(at),
    editor.document.positionAt(at + from.length),
  );
  assert.ok(await editor.edit((edit) => edit.replace(range, to)));
}

/** Changes the text as JSON. */
export async function editJson(editor: vscode.TextEditor, change: (client: Client) => void): Promise<void> {
  const client = JSON.parse(editor.document.getText()) as Client;
  change(client);
  const all = new vscode.Range(0, 0, editor.document.lineCount, 0);
  assert.ok(await editor.edit((builder) => builder.replace(all, `${JSON.stringify(client, null, 2)}\n`)));
}

/** Replaces the value of a top-level key by this JSON. */
export async function setKey(editor: vscode.TextEditor, key: string, json: string): Promise<void> {
  const text = editor.document.getText();
  const found = new RegExp(`^  "${key}": ("(?:[^"\\\\]|\\\\.)*"|[^,\\n]+)`, 'm').exec(text);
  assert.ok(found, `the text has ${key}`);
  const at = found.index + `  "${key}": `.length;
  const range = new vscode.Range(
    editor.document.positionAt(at),
    editor.document.positionAt(at + (found[1] ?? '').length),
  );
  assert.ok(await editor.edit((edit) => edit.replace(range, json)));
}

/**
 * Waits for a condition, which is checked at each of the events, and every 200 ms: VS Code fires some events too early, such
 * as the selection of a view that is being redrawn.
 */
export function until(
  what: string | (() => string),
  condition: () => boolean,
  ...events: vscode.Event<unknown>[]
): Promise<void> {
  return new Promise((resolve, reject) => {
    const subscriptions: vscode.Disposable[] = [];
    const limit = setTimeout(
      () => end(new Error(`It never happened: ${typeof what === 'string' ? what : what()}`)),
      15_000,
    );
    const again = setInterval(() => look(), 200);
    const end = (error?: Error) => {
      clearTimeout(limit);
      clearInterval(again);
      for (const subscription of subscriptions) subscription.dispose();
      if (error === undefined) resolve();
      else reject(error);
    };
    const look = () => {
      if (condition()) end();
    };
    for (const event of events) subscriptions.push(event(look));
    look();
  });
}

export const textChanged = (): vscode.Event<unknown>[] => [
  vscode.workspace.onDidChangeTextDocument,
  vscode.workspace.onDidOpenTextDocument,
  vscode.workspace.onDidSaveTextDocument,
  vscode.window.tabGroups.onDidChangeTabs,
];

/** Problems of a document as `line: message`. */
export function problems(uri: vscode.Uri, document: vscode.TextDocument): string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source }) => source === 'Invoice Ninja')
    .map(({ range, message }) => `${document.lineAt(range.start.line).text.trim()} » ${message}`);
}

/** Closes every editor and discards unsaved text. */
export async function closeAll(): Promise<void> {
  for (const editor of vscode.window.visibleTextEditors) {
    if (editor.document.isDirty) {
      await vscode.window.showTextDocument(editor.document);
      await vscode.commands.executeCommand('workbench.action.files.revert');
    }
  }
  await vscode.commands.executeCommand('workbench.action.closeAllEditors');
}
