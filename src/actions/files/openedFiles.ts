import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { ClientDocument } from '../../api/types';
import { FolderDownloads, type Downloads, type DownloadOptions } from './downloadFile';
import { safeFileName } from './fileNames';
import { folderOfWindow } from './openedFolders';

/** Thrown for a document whose bytes are those of no image. */
export class NoImage extends Error {}

/**
 * Documents that VS Code's own editors show, in a folder of this window. They leave with the window, with all data of the
 * extension, and after a crash at the next start (`removeLeftFolders`).
 */
export class OpenedFiles implements vscode.Disposable {
  private readonly folder: string;
  private readonly downloads: FolderDownloads;

  /** @param parent folder of all windows, in the extension's storage */
  constructor(parent: string) {
    this.folder = path.join(parent, folderOfWindow(randomBytes(4).toString('hex')));
    this.downloads = new FolderDownloads(this.folder);
  }

  /**
   * Saves an image and returns its path. Its extension goes by its bytes: VS Code chooses the editor by the name, and a
   * name such as `report.ipynb` or `settings.json` is chosen by somebody else. Throws `NoImage`.
   */
  async addImage(api: Downloads, document: ClientDocument, options: DownloadOptions): Promise<string> {
    // Again each time: “remove all data” may have taken it away.
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const { file } = await this.downloads.add(api, document, options, (head) => imageName(document, head));
    return file;
  }

  dispose(): void {
    // Not later: the window may be closing.
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function imageName(document: ClientDocument, head: Uint8Array): string {
  const type = imageType(head);
  if (type === undefined) throw new NoImage();
  const name = safeFileName(document);
  const { name: stem, ext } = path.parse(name);
  return ext.toLowerCase() === `.${type}` || (type === 'jpg' && /^\.jpeg$/i.test(ext))
    ? name
    : `${stem}.${type}`;
}

function imageType(head: Uint8Array): 'png' | 'jpg' | 'gif' | 'webp' | undefined {
  const start = Buffer.from(head).toString('latin1');
  if (start.startsWith('\x89PNG\r\n\x1a\n')) return 'png';
  if (start.startsWith('\xff\xd8\xff')) return 'jpg';
  if (/^GIF8[79]a/.test(start)) return 'gif';
  return start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP' ? 'webp' : undefined;
}
