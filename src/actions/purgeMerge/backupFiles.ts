import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ClientDocument, Id } from '../../api/types';
import { FolderDownloads, type DownloadOptions, type Downloads } from '../files/downloadFile';
import { isOfOneDocument } from '../files/fileErrors';

/** The file of a document in a backup. */
export interface BackupFile {
  readonly document: Id;
  /** The document's name. */
  readonly name: string;
  /** Path from the folder of the backup. */
  readonly file: string;
  readonly size: number;
  readonly sha256: string;
}

/** The files of documents of one backup, in a folder next to it. */
export class BackupFiles {
  readonly saved: BackupFile[] = [];
  private readonly downloads: FolderDownloads;

  constructor(private readonly folder: string) {
    this.downloads = new FolderDownloads(folder);
  }

  /** Downloads these. What the server does not have, or not whole, ends no backup: it is named in `lacks`. */
  async add(
    api: Downloads,
    documents: readonly ClientDocument[],
    lacks: Set<string>,
    options: DownloadOptions,
  ): Promise<void> {
    if (documents.length > 0) await mkdir(this.folder, { recursive: true, mode: 0o700 });
    for (const document of documents)
      try {
        const { file, size, sha256 } = await this.downloads.add(api, document, options);
        const relative = path.relative(path.dirname(this.folder), file);
        this.saved.push({ document: document.id, name: document.name, file: relative, size, sha256 });
      } catch (error) {
        if (!isOfOneDocument(error)) throw error;
        lacks.add(vscode.l10n.t('the file “{0}”, which did not arrive as it should', document.name));
      }
  }

  /** Removes all of them, where no backup came about: alone they would pass for one. */
  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
  }

  /** Whether all are still there as they were written. Throws where one cannot be read. */
  async areIntact(): Promise<boolean> {
    for (const { file, sha256 } of this.saved)
      if ((await digestOf(path.join(path.dirname(this.folder), file))) !== sha256) return false;
    return true;
  }
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
