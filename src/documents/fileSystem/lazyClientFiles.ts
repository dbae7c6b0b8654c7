import * as vscode from 'vscode';

/** The calls that load the file system; `LazyClientFiles.changes` reports its changes. */
export type LoadedFiles = Pick<vscode.FileSystemProvider, 'stat' | 'readFile' | 'writeFile' | 'rename'>;

/**
 * The file system as VS Code sees it from activation on. What it takes to read and save a client is loaded by the first
 * call, so that activation does not pay for it.
 */
export class LazyClientFiles implements vscode.FileSystemProvider {
  readonly changes = new vscode.EventEmitter<vscode.FileChangeEvent[]>();
  readonly onDidChangeFile = this.changes.event;

  constructor(private readonly load: () => Promise<LoadedFiles>) {}

  watch(): vscode.Disposable {
    return new vscode.Disposable(() => undefined);
  }

  async stat(uri: vscode.Uri): Promise<vscode.FileStat> {
    return (await this.load()).stat(uri);
  }

  async readFile(uri: vscode.Uri): Promise<Uint8Array> {
    return (await this.load()).readFile(uri);
  }

  async writeFile(
    uri: vscode.Uri,
    content: Uint8Array,
    options: { create: boolean; overwrite: boolean },
  ): Promise<void> {
    return (await this.load()).writeFile(uri, content, options);
  }

  /** Save As looks for files beside the client: there are none. */
  readDirectory(): [string, vscode.FileType][] {
    return [];
  }

  createDirectory(): void {
    throw vscode.FileSystemError.NoPermissions(vscode.l10n.t('Clients have no folders.'));
  }

  delete(): void {
    throw vscode.FileSystemError.NoPermissions(
      vscode.l10n.t('Clients are not deleted as files. Nothing was changed.'),
    );
  }

  async rename(from: vscode.Uri, to: vscode.Uri, options: { overwrite: boolean }): Promise<void> {
    return (await this.load()).rename(from, to, options);
  }
}
