import * as vscode from 'vscode';
import { accountOfUri, parseClientUri } from '../../platform/clientUri';
import { plainText } from '../../platform/plainText';
import { stateName } from '../../platform/stateName';
import { clientState } from '../../records/names';
import type { TreeAccounts } from '../tree/clientTree';

/**
 * Marks of clients in the tree and on their tabs: unsaved, deleted, archived, and the colour and name of the account
 * where there are several.
 */
export class ClientDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly dirty = new Set<string>();
  private readonly listening: vscode.Disposable[];

  constructor(private readonly accounts: TreeAccounts) {
    const { workspace } = vscode;
    for (const document of workspace.textDocuments) this.look(document);
    this.listening = [
      workspace.onDidChangeTextDocument(({ document }) => this.look(document)),
      workspace.onDidSaveTextDocument((document) => this.look(document)),
      workspace.onDidCloseTextDocument((document) => this.look(document, false)),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const accountId = accountOfUri(uri);
    const account = accountId === undefined ? undefined : this.accounts.find(accountId);
    if (account === undefined) return undefined;
    const address = parseClientUri(uri);
    const client = address && this.accounts.session(address.accountId)?.seen(address.clientId);
    const state = client === undefined ? 'active' : clientState(client);
    const unsaved = address !== undefined && this.dirty.has(keyOf(uri));
    const words: string[] = [];
    if (this.accounts.all().length > 1) words.push(plainText(account.label, 80));
    if (account.readOnly) words.push(vscode.l10n.t('read-only'));
    if (unsaved) words.push(vscode.l10n.t('unsaved changes'));
    if (state !== 'active') words.push(stateName(state));
    const color =
      state === 'deleted'
        ? 'list.errorForeground'
        : state === 'archived'
          ? 'disabledForeground'
          : account.mark && `charts.${account.mark}`;
    const badge = unsaved ? '●' : state === 'deleted' ? 'D' : state === 'archived' ? 'A' : undefined;
    if (words.length === 0 && color === undefined) return undefined;
    return new vscode.FileDecoration(
      badge,
      words.join(', '),
      color ? new vscode.ThemeColor(color) : undefined,
    );
  }

  /** What is known of these clients changed; of all where none are named. */
  redraw(uris?: vscode.Uri[]): void {
    this.changed.fire(uris);
  }

  dispose(): void {
    for (const each of this.listening) each.dispose();
    this.changed.dispose();
  }

  private look({ uri, isDirty }: vscode.TextDocument, dirty = isDirty): void {
    if (parseClientUri(uri) === undefined) return;
    const key = keyOf(uri);
    if (this.dirty.has(key) === dirty) return;
    if (dirty) this.dirty.add(key);
    else this.dirty.delete(key);
    // The tree's item and the tab may differ in the title of their URI.
    this.changed.fire(undefined);
  }
}

function keyOf(uri: vscode.Uri): string {
  const address = parseClientUri(uri);
  return `${address?.accountId}/${address?.clientId}`;
}
