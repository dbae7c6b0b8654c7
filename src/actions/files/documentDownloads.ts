import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ClientDocument } from '../../api/types';
import { localSize } from '../../platform/localText';
import type { Log } from '../../platform/log';
import { inAccount, say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import { isCanceled, sentence } from '../../platform/sentences';
import { withProgress } from '../display/progress';
import type { ResultPages } from '../display/resultPages';
import type { Targets } from '../targets/targetChoice';
import { download, downloadToFile, FolderDownloads } from './downloadFile';
import { isOfOneDocument, notSaved } from './fileErrors';
import { safeFileName } from './fileNames';
import { NoImage, OpenedFiles } from './openedFiles';
import { downloadToUri, VirtualFolderDownloads } from './virtualFiles';

const textTypes = ['txt', 'csv', 'xml'];
const imageTypes = ['png', 'jpg', 'jpeg', 'gif', 'webp'];
/** Bytes. A longer text is saved to a file instead of opened. */
const maxTextBytes = 5 * 1024 * 1024;
const maxNamesInSummary = 5;

/** Opens and saves the documents of a client. All methods show what they do, and throw when it fails. */
export class DocumentDownloads implements vscode.Disposable {
  private readonly opened: OpenedFiles;

  constructor(
    private readonly pages: ResultPages,
    private readonly log: Log,
    /** Of opened documents, of all windows. */
    openedFolder: string,
  ) {
    this.opened = new OpenedFiles(openedFolder);
  }

  dispose(): void {
    this.opened.dispose();
  }

  /** Shows texts and images in VS Code, and saves anything else to a file. */
  async open(targets: Targets, document: ClientDocument): Promise<void> {
    const type = document.type.toLowerCase();
    const isText = textTypes.includes(type) && document.size <= maxTextBytes;
    if (isText) await this.openText(targets, document);
    else if (!imageTypes.includes(type) || !(await this.openImage(targets, document)))
      return this.saveAs(targets, document);
    this.log.info(`[${targets.session.account.id}] document opened`);
  }

  private async openText({ session }: Targets, document: ClientDocument): Promise<void> {
    const chunks: Uint8Array[] = [];
    await withProgress(vscode.l10n.t('Opening “{0}”', document.name), async ({ signal }) => {
      const sink = (chunk: Uint8Array) => Promise.resolve(void chunks.push(chunk));
      const options = { signal, maxBytes: 2 * maxTextBytes };
      await download(await session.api(), document, sink, options);
    });
    await this.pages.show(safeFileName(document), [Buffer.concat(chunks).toString('utf8')]);
  }

  /** False where it is no image, whatever the server says. */
  private async openImage({ session }: Targets, document: ClientDocument): Promise<boolean> {
    let file: string;
    try {
      file = await withProgress(vscode.l10n.t('Opening “{0}”', document.name), async ({ signal }) =>
        this.opened.addImage(await session.api(), document, { signal }),
      );
    } catch (error) {
      if (error instanceof NoImage) return false;
      throw notSaved(document.name, error);
    }
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
    return true;
  }

  /** Saves one document to a file that the user chooses. */
  async saveAs({ session }: Targets, document: ClientDocument): Promise<void> {
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(defaultFolder(), safeFileName(document)),
      title: plainText(vscode.l10n.t('Save “{0}”', document.name), 120),
    });
    if (uri === undefined) return;
    const name = path.posix.basename(uri.path);
    await withProgress(vscode.l10n.t('Downloading “{0}”', document.name), async ({ signal, message }) => {
      const onProgress = (done: number) =>
        message(vscode.l10n.t('{0} of {1}', localSize(done), localSize(document.size)));
      const api = await session.api();
      // The dialog has asked already where the file exists.
      if (uri.scheme === 'file') await downloadToFile(api, document, uri.fsPath, { signal, onProgress });
      else await downloadToUri(api, document, uri, { signal, onProgress });
    }).catch((error: unknown) => {
      throw notSaved(name, error);
    });
    this.log.info(`[${session.account.id}] document downloaded`);
    say('info', inAccount(vscode.l10n.t('Saved “{0}”.', name), session.account));
  }

  /**
   * Saves several documents to a folder that the user chooses. One that cannot be had does not keep the others; what fails
   * for all of them ends it. Throws only where not even the first one was saved.
   */
  async saveAll({ session }: Targets, documents: readonly ClientDocument[]): Promise<void> {
    const [folder] =
      (await vscode.window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        defaultUri: defaultFolder(),
        openLabel: vscode.l10n.t('Save Here'),
        title: vscode.l10n.t('Save {0} Documents in Which Folder?', documents.length),
      })) ?? [];
    if (folder === undefined) return;
    const failures: string[] = [];
    let saved = 0;
    await withProgress(vscode.l10n.t('Downloading documents'), async ({ signal, report }) => {
      const api = await session.api();
      const downloads =
        folder.scheme === 'file' ? new FolderDownloads(folder.fsPath) : new VirtualFolderDownloads(folder);
      for (const [at, document] of documents.entries()) {
        if (signal.aborted) break;
        try {
          await downloads.add(api, document, { signal });
          saved++;
        } catch (error) {
          const reason = notSaved(document.name, error);
          if (isCanceled(reason)) break;
          if (saved === 0 && !isOfOneDocument(error)) throw reason;
          this.log.failure('download', error);
          failures.push(`“${document.name}”: ${sentence(reason)}`);
          if (!isOfOneDocument(error)) break;
        }
        report(at + 1, documents.length);
      }
    });
    this.log.info(`[${session.account.id}] documents downloaded: ${saved} of ${documents.length}`);
    const level = saved === documents.length ? 'info' : saved > 0 ? 'warning' : 'error';
    const where = folder.scheme === 'file' ? folder.fsPath : folder.path;
    const text = vscode.l10n.t('Saved {0} of {1} documents in “{2}”.', saved, documents.length, where);
    const more = failures.length - maxNamesInSummary;
    const parts = [text, ...failures.slice(0, maxNamesInSummary)];
    if (more > 0) parts.push(vscode.l10n.t('And {0} more.', more));
    say(level, inAccount(parts.join(' '), session.account));
  }
}

function defaultFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
}
