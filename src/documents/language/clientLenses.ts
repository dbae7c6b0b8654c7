import * as vscode from 'vscode';
import type { ClientAddress } from '../../platform/clientUri';
import type { ClientDocuments } from '../fileSystem/clientDocuments';

/** A client as a lens names it to a command: the user has clicked in its own document. Commands ask where they get another argument. */
export class LensTarget implements ClientAddress {
  readonly accountId: string;
  readonly clientId: string;

  constructor({ accountId, clientId }: ClientAddress) {
    this.accountId = accountId;
    this.clientId = clientId;
  }
}

/** Line 1 of a client that is not active says so, and offers the way back. */
export class ClientLenses implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private readonly subscription: vscode.Disposable;
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(private readonly documents: ClientDocuments) {
    this.subscription = documents.onDidChangeState(() => this.changed.fire());
  }

  provideCodeLenses({ uri }: vscode.TextDocument): vscode.CodeLens[] {
    const client = this.documents.client(uri);
    if (client === undefined) return [];
    const { record } = client;
    const line = new vscode.Range(0, 0, 0, 0);
    const lens = (title: string, command: string) =>
      new vscode.CodeLens(line, {
        title,
        command,
        arguments: command === '' ? [] : [new LensTarget(client.address)],
      });
    if (record?.is_deleted)
      return [
        lens(vscode.l10n.t('$(lock) Deleted: read-only until it is restored'), ''),
        lens(vscode.l10n.t('$(discard) Restore'), 'ninjaClients.restoreClient'),
      ];
    if (record !== undefined && record.archived_at > 0)
      return [
        lens(vscode.l10n.t('$(archive) Archived: it can be edited and stays archived'), ''),
        lens(vscode.l10n.t('$(discard) Restore'), 'ninjaClients.restoreClient'),
      ];
    return [];
  }

  dispose(): void {
    this.subscription.dispose();
    this.changed.dispose();
  }
}
