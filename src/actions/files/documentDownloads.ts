import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { ClientDocument } from '../../api/types';
import { localSize } from '../../platform/localText';
import type { Log } from '../../platform/log';
import { inAccount, say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import { withProgress } from '../display/progress';
import type { ResultPages } from '../display/resultPages';
import type { Targets } from '../targets/targetChoice';
import { downloadIntoFolder, downloadToFile, safeFileName } from './downloadFile';

const textTypes = ['txt', 'csv', 'xml'];
const imageTypes = ['png', 'jpg', 'jpeg', 'gif', 'webp'];
/** Bytes. A longer text is saved to a file instead of opened. */
const maxTextBytes = 5 * 1024 * 1024;

/** Opens and saves the documents of a client. All methods show what they do, and throw when it fails. */
export class DocumentDownloads implements vscode.Disposable {
  /** Temporary folder of opened images; made for the first one, removed on dispose. */
  private folder: Promise<string> | undefined;

  constructor(
    private readonly pages: ResultPages,
    private readonly log: Log,
  ) {}

  dispose(): void {
    void this.folder?.then((folder) => rm(folder, { recursive: true, force: true }));
  }

  /** Shows texts and images in VS Code, and saves anything else to a file. */
  async open(targets: Targets, document: ClientDocument): Promise<void> {
    const type = document.type.toLowerCase();
    if (textTypes.includes(type) && document.size <= maxTextBytes) await this.openText(targets, document);
    else if (imageTypes.includes(type)) await this.openImage(targets, document);
    else return this.saveAs(targets, document);
    this.log.info(`[${targets.session.account.id}] document opened`);
  }

  private async openText({ session }: Targets, document: ClientDocument): Promise<void> {
    const chunks: Uint8Array[] = [];
    await withProgress(vscode.l10n.t('Opening “{0}”', document.name), async ({ signal }) => {
      const sink = (chunk: Uint8Array) => Promise.resolve(void chunks.push(chunk));
      const api = await session.api();
      await api.downloadDocument(document.id, sink, { signal, maxBytes: 2 * maxTextBytes });
    });
    await this.pages.show(safeFileName(document), [Buffer.concat(chunks).toString('utf8')]);
  }

  private async openImage({ session }: Targets, document: ClientDocument): Promise<void> {
    this.folder ??= mkdtemp(path.join(os.tmpdir(), 'ninja-clients-'));
    const folder = await this.folder;
    const file = await withProgress(vscode.l10n.t('Opening “{0}”', document.name), async ({ signal }) =>
      downloadIntoFolder(await session.api(), document, folder, { signal }),
    );
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
  }

  /** Saves one document to a file that the user chooses. */
  async saveAs({ session }: Targets, document: ClientDocument): Promise<void> {
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(defaultFolder(), safeFileName(document)),
      title: plainText(vscode.l10n.t('Save “{0}”', document.name), 120),
    });
    if (uri === undefined) return;
    await withProgress(vscode.l10n.t('Downloading “{0}”', document.name), async ({ signal, message }) =>
      downloadToFile(await session.api(), document.id, uri.fsPath, {
        signal,
        // The dialog has asked already where the file exists.
        replace: true,
        onProgress: (done) => message(vscode.l10n.t('{0} of {1}', localSize(done), localSize(document.size))),
      }),
    );
    this.log.info(`[${session.account.id}] document downloaded`);
    const text = vscode.l10n.t('Saved “{0}”.', path.basename(uri.fsPath));
    void say('info', inAccount(text, session.account));
  }

  /** Saves several documents to a folder that the user chooses. Throws only where not even the first one was saved. */
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
    let saved = 0;
    await withProgress(vscode.l10n.t('Downloading documents'), async ({ signal, report }) => {
      const api = await session.api();
      for (const document of documents) {
        if (signal.aborted) break;
        await downloadIntoFolder(api, document, folder.fsPath, { signal });
        report(++saved, documents.length);
      }
    }).catch((error: unknown) => {
      if (saved === 0) throw error;
      this.log.failure('download', error);
    });
    this.log.info(`[${session.account.id}] documents downloaded: ${saved} of ${documents.length}`);
    const level = saved === documents.length ? 'info' : 'warning';
    const text = vscode.l10n.t(
      'Saved {0} of {1} documents in “{2}”.',
      saved,
      documents.length,
      folder.fsPath,
    );
    void say(level, inAccount(text, session.account));
  }
}

function defaultFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
}
