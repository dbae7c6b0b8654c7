import * as vscode from 'vscode';
import { accountOfUri, parseClientUri } from '../../platform/clientUri';
import { plainText } from '../../platform/plainText';
import { stateName } from '../../platform/stateName';
import { clientState } from '../../records/names';
import type { AccountSource } from '../browseAccounts';

/**
 * Decorations of clients in the tree and on their tabs: unsaved, deleted, archived, and the color and name of the
 * account where there are several.
 */
export class ClientDecorations implements vscode.FileDecorationProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.changed.event;
  private readonly dirty = new Set<string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly accounts: AccountSource) {
    const { workspace } = vscode;
    for (const document of workspace.textDocuments) this.update(document);
    this.subscriptions = [
      workspace.onDidChangeTextDocument(({ document }) => this.update(document)),
      workspace.onDidSaveTextDocument((document) => this.update(document)),
      workspace.onDidCloseTextDocument((document) => this.update(document, false)),
    ];
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    const accountId = accountOfUri(uri);
    const account = accountId === undefined ? undefined : this.accounts.find(accountId);
    if (account === undefined) return undefined;
    const address = parseClientUri(uri);
    const client = address && this.accounts.session(address.accountId)?.clients.get(address.clientId);
    const state = client === undefined ? 'active' : clientState(client);
    const unsaved = address !== undefined && this.dirty.has(keyOf(uri));
    const parts: string[] = [];
    if (this.accounts.all().length > 1) parts.push(plainText(account.label, 80));
    if (account.readOnly) parts.push(vscode.l10n.t('read-only'));
    if (unsaved) parts.push(vscode.l10n.t('unsaved changes'));
    if (state !== 'active') parts.push(stateName(state));
    const color =
      state === 'deleted'
        ? 'list.errorForeground'
        : state === 'archived'
          ? 'disabledForeground'
          : account.mark && `charts.${account.mark}`;
    const badge = unsaved ? '●' : state === 'deleted' ? 'D' : state === 'archived' ? 'A' : undefined;
    if (parts.length === 0 && color === undefined) return undefined;
    return new vscode.FileDecoration(
      badge,
      parts.join(', '),
      color ? new vscode.ThemeColor(color) : undefined,
    );
  }

  /** These clients changed; without an argument all may have. */
  refresh(uris?: vscode.Uri[]): void {
    this.changed.fire(uris);
  }

  dispose(): void {
    for (const each of this.subscriptions) each.dispose();
    this.changed.dispose();
  }

  private update({ uri, isDirty }: vscode.TextDocument, dirty = isDirty): void {
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
