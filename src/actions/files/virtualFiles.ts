import * as vscode from 'vscode';
import type { ClientDocument } from '../../api/types';
import { download, IncompleteDownload, type DownloadOptions, type Downloads } from './downloadFile';
import { numberedName, safeFileName } from './fileNames';

// Files of a virtual workspace: VS Code can write one only as a whole, and cannot say “only if it does not exist”.

/** Saves a document to a file of any file system of VS Code. */
export async function downloadToUri(
  api: Downloads,
  document: ClientDocument,
  uri: vscode.Uri,
  options: DownloadOptions,
): Promise<void> {
  const chunks: Uint8Array[] = [];
  const sink = (chunk: Uint8Array) => Promise.resolve(void chunks.push(chunk));
  const { size } = await download(api, document, sink, options);
  await vscode.workspace.fs.writeFile(uri, Buffer.concat(chunks));
  const written = await vscode.workspace.fs.stat(uri);
  if (written.size !== size) throw new IncompleteDownload(document, written.size);
}

/** As `FolderDownloads`, for a folder of a virtual workspace. */
export class VirtualFolderDownloads {
  private taken: Set<string> | undefined;
  private readonly next = new Map<string, number>();

  constructor(private readonly folder: vscode.Uri) {}

  async add(api: Downloads, document: ClientDocument, options: DownloadOptions): Promise<void> {
    this.taken ??= new Set(
      (await vscode.workspace.fs.readDirectory(this.folder)).map(([name]) => name.toLowerCase()),
    );
    const name = safeFileName(document);
    let number = this.next.get(name) ?? 1;
    while (this.taken.has(numberedName(name, number).toLowerCase())) number++;
    const free = numberedName(name, number);
    await downloadToUri(api, document, vscode.Uri.joinPath(this.folder, free), options);
    this.taken.add(free.toLowerCase());
    this.next.set(name, number + 1);
  }
}
