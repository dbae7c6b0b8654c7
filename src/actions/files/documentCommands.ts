import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import { localSize } from '../../platform/localText';
import type { ClientDocument, Id } from '../../api/types';
import type { Log } from '../../platform/log';
import { inAccount, say } from '../../platform/messages';
import { plainText } from '../../platform/plainText';
import type { ActionCommands } from '../commandNames';
import { chooseDocuments, type ChosenDocuments } from './chooseDocuments';
import { downloadInto, downloadTo, safeFileName } from './downloadFile';
import type { Passwords } from '../passwords';
import { withProgress } from '../display/progress';
import type { ResultPages } from '../display/resultPages';
import type { TargetChoice } from '../targets/targetChoice';
import { settleUnsavedText } from '../targets/unsavedDocuments';

type DocumentCommand =
  'openDocument' | 'downloadDocuments' | 'changeDocumentVisibility' | 'renameDocument' | 'deleteDocument';

const textTypes = ['txt', 'csv', 'xml'];
const imageTypes = ['png', 'jpg', 'jpeg', 'gif', 'webp'];
/** Longer texts are saved: an editor is no good for them. */
const longestText = 5 * 1024 * 1024;
const origin = 'documents';

/** What can be done with the documents of a client, besides uploading. */
export class DocumentActions implements vscode.Disposable {
  /** Images that are open. Made by the first one, removed at the end. */
  private folder: Promise<string> | undefined;

  constructor(
    private readonly choice: TargetChoice,
    private readonly pages: ResultPages,
    private readonly passwords: Passwords,
    private readonly log: Log,
  ) {}

  readonly commands: Pick<ActionCommands, DocumentCommand> = {
    openDocument: (...args) =>
      this.withOne(args, vscode.l10n.t('Open Which Document?'), (chosen, document) =>
        this.open(chosen, document),
      ),
    downloadDocuments: async (...args) => {
      const chosen = await chooseDocuments(
        this.choice,
        args,
        vscode.l10n.t('Download Which Documents?'),
        true,
      );
      const [only] = chosen?.documents ?? [];
      if (chosen === undefined || only === undefined) return;
      if (chosen.documents.length === 1) await this.saveAs(chosen, only);
      else await this.saveAll(chosen);
    },
    changeDocumentVisibility: (...args) =>
      this.changeOne(
        args,
        vscode.l10n.t('Make Which Document Public or Private?'),
        async (chosen, document) => {
          const is_public = !document.is_public;
          await this.change(chosen, document, { is_public });
          const text = is_public
            ? vscode.l10n.t('“{0}” is public now: the client sees it in the portal.', document.name)
            : vscode.l10n.t('“{0}” is private now.', document.name);
          void say('info', inAccount(text, chosen.targets.session.account));
        },
      ),
    renameDocument: (...args) =>
      this.changeOne(args, vscode.l10n.t('Rename Which Document?'), async (chosen, document) => {
        const name = await vscode.window.showInputBox({
          title: plainText(vscode.l10n.t('Rename “{0}”', document.name), 120),
          value: document.name,
          valueSelection: [0, path.parse(document.name).name.length],
          ignoreFocusOut: true,
          validateInput: nameProblem,
        });
        if (name === undefined || nameProblem(name) !== undefined || name.trim() === document.name) return;
        await this.change(chosen, document, { name: name.trim() });
        const text = vscode.l10n.t('Renamed “{0}” to “{1}”.', document.name, name.trim());
        void say('info', inAccount(text, chosen.targets.session.account));
      }),
    deleteDocument: (...args) =>
      this.changeOne(args, vscode.l10n.t('Delete Which Document?'), (chosen, document) =>
        this.delete(chosen, document),
      ),
  };

  dispose(): void {
    void this.folder?.then((folder) => rm(folder, { recursive: true, force: true }));
  }

  /** As `withOne` for what changes the client on the server. */
  private changeOne(
    args: readonly unknown[],
    title: string,
    work: (chosen: ChosenDocuments, document: ClientDocument) => Promise<void>,
  ): Promise<void> {
    return this.withOne(args, title, async (chosen, document) => {
      const { session, ids } = chosen.targets;
      if (await settleUnsavedText(session.account, ids)) await work(chosen, document);
    });
  }

  private async withOne(
    args: readonly unknown[],
    title: string,
    work: (chosen: ChosenDocuments, document: ClientDocument) => Promise<void>,
  ): Promise<void> {
    const chosen = await chooseDocuments(this.choice, args, title, false);
    const [document] = chosen?.documents ?? [];
    if (chosen !== undefined && document !== undefined) await work(chosen, document);
  }

  private async open(chosen: ChosenDocuments, document: ClientDocument): Promise<void> {
    const { session } = chosen.targets;
    const type = document.type.toLowerCase();
    if (textTypes.includes(type) && document.size <= longestText) {
      const chunks: Uint8Array[] = [];
      await withProgress(vscode.l10n.t('Opening “{0}”', document.name), async ({ signal }) => {
        const sink = (chunk: Uint8Array) => Promise.resolve(void chunks.push(chunk));
        await (
          await session.api()
        ).downloadDocument(document.id, sink, { signal, maxBytes: 2 * longestText });
      });
      await this.pages.show(safeFileName(document), [Buffer.concat(chunks).toString('utf8')]);
    } else if (imageTypes.includes(type)) {
      this.folder ??= mkdtemp(path.join(os.tmpdir(), 'ninja-clients-'));
      const folder = await this.folder;
      const file = await withProgress(vscode.l10n.t('Opening “{0}”', document.name), async ({ signal }) =>
        downloadInto(await session.api(), document, folder, { signal }),
      );
      await vscode.commands.executeCommand('vscode.open', vscode.Uri.file(file));
    } else return this.saveAs(chosen, document);
    this.log.info(`[${session.account.id}] document opened`);
  }

  /** The dialog itself asks before it gives the name of a file that exists. */
  private async saveAs({ targets }: ChosenDocuments, document: ClientDocument): Promise<void> {
    const uri = await vscode.window.showSaveDialog({
      defaultUri: vscode.Uri.joinPath(startFolder(), safeFileName(document)),
      title: plainText(vscode.l10n.t('Save “{0}”', document.name), 120),
    });
    if (uri === undefined) return;
    await withProgress(vscode.l10n.t('Downloading “{0}”', document.name), async ({ signal, tell }) =>
      downloadTo(await targets.session.api(), document.id, uri.fsPath, {
        signal,
        replace: true,
        onProgress: (done) => tell(vscode.l10n.t('{0} of {1}', localSize(done), localSize(document.size))),
      }),
    );
    this.log.info(`[${targets.session.account.id}] document downloaded`);
    const text = vscode.l10n.t('Saved “{0}”.', path.basename(uri.fsPath));
    void say('info', inAccount(text, targets.session.account));
  }

  private async saveAll({ targets, documents }: ChosenDocuments): Promise<void> {
    const [folder] =
      (await vscode.window.showOpenDialog({
        canSelectFiles: false,
        canSelectFolders: true,
        defaultUri: startFolder(),
        openLabel: vscode.l10n.t('Save Here'),
        title: vscode.l10n.t('Save {0} Documents in Which Folder?', documents.length),
      })) ?? [];
    if (folder === undefined) return;
    let saved = 0;
    await withProgress(vscode.l10n.t('Downloading documents'), async ({ signal, report }) => {
      const api = await targets.session.api();
      for (const document of documents) {
        if (signal.aborted) break;
        await downloadInto(api, document, folder.fsPath, { signal });
        report(++saved, documents.length);
      }
    }).catch((error: unknown) => {
      if (saved === 0) throw error;
      this.log.failure('download', error);
    });
    this.log.info(`[${targets.session.account.id}] documents downloaded: ${saved} of ${documents.length}`);
    const level = saved === documents.length ? 'info' : 'warning';
    const text = vscode.l10n.t(
      'Saved {0} of {1} documents in “{2}”.',
      saved,
      documents.length,
      folder.fsPath,
    );
    void say(level, inAccount(text, targets.session.account));
  }

  private async change(
    { targets }: ChosenDocuments,
    document: ClientDocument,
    change: { name?: string; is_public?: boolean },
  ): Promise<void> {
    const [clientId] = targets.ids as [Id];
    await targets.session.updateDocument(clientId, document.id, change, { origin });
    this.log.info(`[${targets.session.account.id}] document changed`);
    await targets.session.get(clientId, { origin });
  }

  private async delete({ targets }: ChosenDocuments, document: ClientDocument): Promise<void> {
    const { session } = targets;
    const [clientId] = targets.ids as [Id];
    const go = vscode.l10n.t('Delete Document');
    const text = vscode.l10n.t(
      'Delete the document “{0}” in {1} for good?',
      document.name,
      session.account.label,
    );
    const detail = vscode.l10n.t('This cannot be undone. Download it first if you may need it.');
    if ((await say('warning', text, [go], { modal: true, detail })) !== go) return;
    const done = await this.passwords.with(session.account, (password) =>
      session.deleteDocument(clientId, document.id, password, { origin }),
    );
    if (done === undefined) return;
    this.log.info(`[${session.account.id}] document deleted`);
    await session.get(clientId, { origin });
    const told = vscode.l10n.t('Deleted the document “{0}”.', document.name);
    void say('info', inAccount(told, session.account));
  }
}

function nameProblem(name: string): string | undefined {
  if (name.trim() === '') return vscode.l10n.t('A document needs a name.');
  return name.length > 191 ? vscode.l10n.t('The server keeps at most 191 characters.') : undefined;
}

function startFolder(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(os.homedir());
}
